//! PayPal's rules without I/O, used alike by the browser component, the
//! merchant server and (for money) the sandbox.
//!
//! The way through: [`Product`] → [`CartItem`] → [`Cart`] → [`Totals`] →
//! form variables → what comes back → [`CheckoutStatus`].

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod article;
mod browser_rules;
mod cart;
mod checkout_id;
mod checkout_ref;
mod client_id;
mod currency;
mod currency_code;
mod decimal;
mod environment;
mod error;
pub mod form;
#[cfg(feature = "ipn")]
pub mod ipn;
mod item;
mod money;
mod open_enum;
#[cfg(feature = "openapi")]
mod openapi;
mod origin;
pub mod paypal;
mod pricing;
mod product;
mod rate;
mod return_query;
mod review_reason;
mod sku;
mod snapshot;
mod status;
mod subscription;
mod totals;
mod transition;
mod txn_id;
mod weight;

pub use browser_rules::{BrowserRules, CheckoutIdRules, CommandRules, CurrencyRules, RangeRules};
pub use cart::{Cart, CartAction, CartLine, MAX_LINES, MAX_QUANTITY};
pub use checkout_id::{CheckoutId, REMEMBERED_CHECKOUTS, SAME_CHECKOUT_MINUTES};
pub use checkout_ref::CheckoutRef;
pub use client_id::ClientId;
pub use currency::Currency;
pub use environment::{BaseUrl, Environment};
pub use error::{CoreError, VariableProblem};
pub use form::{CartUpload, Form, FormTotals, OrderedItem, Payee, PaymentVariables, SingleItem};
pub use item::{CartItem, ChosenOption, ItemShipping, LineDiscount, LineKey, UnitDiscounts};
pub use money::{MAX_MINOR, Money};
#[doc(hidden)]
pub use open_enum::is_same_word;
pub use paypal::{PayPalAnswer, PayPalBody, PayPalRefusal};
pub use pricing::{CartDiscount, PricingRules, ShippingRule, TaxRule};
pub use product::{Choice, Product, ProductOption};
pub use rate::Rate;
pub use return_query::{PdtReturn, ReturnQuery};
pub use review_reason::ReviewReason;
pub use sku::Sku;
pub use snapshot::{CartSnapshot, SNAPSHOT_VERSION, SnapshotLine, SnapshotProblem};
pub use status::CheckoutStatus;
pub use subscription::{
    SubscriptionEvent, SubscriptionId, SubscriptionJudgement, SubscriptionNotice,
    SubscriptionPayment, SubscriptionState, SubscriptionStatus,
};
pub use totals::{LineTotals, Totals};
pub use transition::{
    CheckoutEvent, CheckoutState, MoneyBackKind, PaymentState, Ruling, Transition, transition,
};
pub use txn_id::TxnId;
pub use weight::{Weight, WeightUnit};
