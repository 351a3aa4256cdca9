//! PayPal's own published clients, unchanged, against the sandbox: create,
//! approve, execute or capture, refund, read, list, and refusals. The scripts
//! are in the workspace's `tests/interop`.
//!
//! `LEPTOS_PAYPAL_PYTHON` names a Python with paypalrestsdk; the others come
//! with `npm ci`.

use crate::harness::clients::{node, python};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypalrestsdk_is_served() {
    python("paypalrestsdk 1.13.3", "paypalrestsdk_checkout.py", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checkout_server_sdk_is_served() {
    node("@paypal/checkout-server-sdk", "checkout-server-sdk.mjs").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypal_server_sdk_is_served() {
    node("@paypal/paypal-server-sdk", "paypal-server-sdk.mjs").await;
}
