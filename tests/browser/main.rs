//! The component in a real browser, found by role and name as a buyer finds
//! it. Storage, events and forms are the browser's own; the merchant server
//! stands in place of `fetch`.

#![cfg(all(target_arch = "wasm32", feature = "csr"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod add_to_cart;
mod cart;
mod catalogue;
mod checkout;
mod client_path;
mod client_token;
mod direct_forms;
mod donation_offers;
mod events;
mod language;
mod observers;
mod offers;
mod page;
mod payment_status;
mod paypal_cart;
mod sdk_cards;
mod sdk_path;
mod server;
mod server_path;
mod stored_cart;
mod subscription_status;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
