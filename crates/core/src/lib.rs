//! PayPal's rules without I/O, used alike by the browser component, the
//! merchant server and (for money) the sandbox.
//!
//! The way through: [`Product`] → [`CartItem`] → [`Cart`] → [`Totals`] →
//! form variables → what comes back → [`CheckoutStatus`].

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod cart;
mod checkout_id;
mod currency;
mod environment;
mod error;
pub mod form;
mod item;
mod money;
mod origin;
mod pricing;
mod product;
mod rate;
mod sku;
mod snapshot;
mod status;
mod totals;
mod weight;

pub use cart::{Cart, CartAction, CartLine, MAX_LINES, MAX_QUANTITY};
pub use checkout_id::CheckoutId;
pub use currency::Currency;
pub use environment::{BaseUrl, Environment};
pub use error::{CoreError, VariableProblem};
pub use form::OrderedItem;
pub use item::{CartItem, ChosenOption, ItemShipping, LineDiscount, LineKey};
pub use money::{MAX_MINOR, Money};
pub use pricing::{CartDiscount, PricingRules, ShippingRule, TaxRule};
pub use product::{Choice, Product, ProductOption};
pub use rate::Rate;
pub use sku::Sku;
pub use snapshot::{CartSnapshot, SNAPSHOT_VERSION, SnapshotLine, SnapshotProblem};
pub use status::CheckoutStatus;
pub use totals::{LineTotals, Totals};
pub use weight::{Weight, WeightUnit};
