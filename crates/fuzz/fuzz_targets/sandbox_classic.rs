#![no_main]
#![allow(missing_docs)]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leptos_paypal_fuzz::sandbox_classic::run(data));
