//! An offline PayPal, for developing and testing shops without an account and
//! without a network: the forms of PayPal Payments Standard, the REST APIs, NVP
//! and SOAP, the buyer's pages, IPN, PDT and webhooks, with accounts, balances
//! and a control API under `/_sandbox/`.
//!
//! ```no_run
//! # async fn example() -> Result<(), paypal_sandbox::SandboxError> {
//! let sandbox = paypal_sandbox::Sandbox::spawn(paypal_sandbox::Config::default()).await?;
//! println!("post forms to {}/cgi-bin/webscr", sandbox.url());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod api_calls;
mod authority;
mod buyer;
mod classic;
mod clock;
mod config;
mod control;
mod countries;
mod debug_id;
mod encrypted_forms;
mod forms;
mod ids;
mod limits;
mod log_api_calls;
mod mail;
mod notify;
mod pages;
mod params;
mod redirect;
mod resources;
mod response;
mod rest;
mod router;
mod sdk;
mod sender;
mod spawn;
mod state;
mod store;
mod tls;
mod views;
mod webhooks;
mod webscr;

pub use clock::Clock;
pub use config::{
    AccountConfig, AccountType, Address, ClassicCredentials, Config, ConfigError, RestApp,
    SalesTax, ShippingBasis, ShippingConfig, ShippingMethod, ShippingTier, Verification,
};
pub use limits::default_maximum;
pub use router::router;
pub use spawn::{Sandbox, SandboxError};
pub use state::State;
pub use store::payments::PendingReason;

/// The README's example compiles too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
