//! Fuzz targets for everything that reads what comes from outside.
//!
//! Each module is one target: `run` takes any bytes, and panics when what was
//! read from them breaks a promise. `cargo xtask fuzz` runs them under
//! libFuzzer; `corpus/NAME/` has the inputs that ordinary tests run too, among
//! them every one that ever broke a promise.

// A broken promise is a panic here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod cart_snapshot;
pub mod catalogue;
pub mod classic_answer;
pub mod ipn;
pub mod merchant_request;
pub mod money;
pub mod paypal_answer;
pub mod pdt;
pub mod return_query;
pub mod sandbox_classic;
pub mod sandbox_form;
pub mod webhook;

mod server;

/// A target: its name and what it runs.
pub type Target = (&'static str, fn(&[u8]));

/// All targets. `Cargo.toml` has a program for each.
pub const TARGETS: &[Target] = &[
    ("cart_snapshot", cart_snapshot::run),
    ("catalogue", catalogue::run),
    ("classic_answer", classic_answer::run),
    ("ipn", ipn::run),
    ("merchant_request", merchant_request::run),
    ("money", money::run),
    ("paypal_answer", paypal_answer::run),
    ("pdt", pdt::run),
    ("return_query", return_query::run),
    ("sandbox_classic", sandbox_classic::run),
    ("sandbox_form", sandbox_form::run),
    ("webhook", webhook::run),
];
