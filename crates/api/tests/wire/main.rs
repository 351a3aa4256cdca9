//! The client against a PayPal that does what a test tells it to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod amounts;
mod carts;
mod classic;
mod errors;
mod fixtures;
mod log;
#[path = "../../../../tests/interop/missing.rs"]
mod missing;
mod repeats;
mod requests;
mod schemas;
mod secrets;
mod server;
mod shapes;
mod tokens;
mod verify_by_api;
mod verify_here;
mod webscr;
