//! The component in a real browser, found by role and name as a buyer finds
//! it. Storage, events and forms are the browser's own; the merchant server is
//! what `fetch` answers.

#![cfg(all(target_arch = "wasm32", feature = "csr"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod adding;
mod cart;
mod checkout;
mod elements;
mod language;
mod page;
mod returns;
mod server;
mod server_path;
mod stored;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
