//! Payments that the server makes by PayPal's REST APIs, against the sandbox.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../harness/mod.rs"]
mod harness;

mod admin;
mod buyer;
mod completing;
mod creating;
mod express_checkout;
mod fulfilment;
mod judged;
mod payee;
mod paypal;
mod quiet;
mod racing;
mod refused;
mod resolving;
mod several;
mod signed;
mod transmissions;
mod webhooks;
mod went_back;
