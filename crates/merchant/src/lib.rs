//! The shop's server: it prices checkouts by its own catalogue, hears from
//! PayPal what was paid, and keeps the books.
//!
//! ```no_run
//! use leptos_paypal_core::Environment;
//! use paypal_merchant::ledger::Database;
//! use paypal_merchant::{Catalogue, Config, Merchant};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let catalogue = Catalogue::read("catalogue.json".as_ref())?;
//! let config = Config::new(
//!     Environment::Sandbox,
//!     "merchant@example.com".parse()?,
//!     catalogue,
//!     Database::file("merchant.db"),
//! );
//! let shop = Merchant::spawn(config).await?;
//! println!("{}", shop.url());
//! # shop.stop().await?;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod catalogue;
mod config;
mod encrypted_forms;
mod error;
mod fulfilment;
mod http;
mod ids;
pub mod ledger;
mod merchant;
mod metrics;
mod running;
mod server_path;
mod services;

pub use catalogue::{
    Catalogue, CatalogueProblem, DonationAmount, DonationLimits, DonationOffer, Section,
    SubscriptionOffer,
};
pub use config::{Config, PageOrigin, PageOriginError, WebhookSettings, WebhookVerification};
pub use encrypted_forms::{EncryptedForms, EncryptionError, KeyPair, KeyPairError};
pub use error::MerchantError;
pub use fulfilment::{
    Fulfilling, Fulfilment, HttpFulfilment, NotTaken, PaidDonation, PaidLine, PaidOrder,
    SubscriptionUpdate,
};
pub use ids::Ids;
pub use leptos_paypal_api::Clock;
pub use merchant::Merchant;
pub use running::Running;
pub use server_path::{Api, ApiUnknown, ServerPath, StoredPurchase};
pub use services::adoption::AdoptionError;
pub use services::payments::{OperationOutcome, PaymentError};

/// Everything the server answers, to be mounted into another server.
pub fn router(merchant: &Merchant) -> axum::Router {
    merchant.router()
}
