//! Failure to price a request.

use leptos_paypal_api::{IdProblem, PurchaseProblem};
use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{CoreError, Money, Sku, Totals};
use thiserror::Error;

use super::custom::CUSTOM_CHARS;
use crate::encrypted_forms::EncryptionError;
use crate::server_path::ApiUnknown;

/// Failure to price a request.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QuoteError {
    /// The key has another form.
    #[error("idempotency_key: use 8 to 128 visible ASCII characters, such as a UUID")]
    IdempotencyKey,
    /// The server does not go that way.
    #[error(
        "path {0:?}: this server takes \"form\", and \"server\" where PayPal's API credentials are set"
    )]
    PathUnsupported(String),
    /// There is no such API.
    #[error(transparent)]
    ApiUnsupported(#[from] ApiUnknown),
    /// A language that PayPal's pages cannot have.
    #[error("locale {0:?}: use a language tag such as \"de\" or \"de-DE\"")]
    Locale(String),
    /// The shop does not sell in that currency.
    #[error("this shop does not take {0:?}")]
    CurrencyNotOffered(String),
    /// A note that is too long, or is not one line.
    #[error("custom: use 1 to {CUSTOM_CHARS} characters in one line")]
    Custom,
    /// More than one thing to pay for.
    #[error("take one of lines, subscription and donation")]
    OrderAmbiguous,
    /// Kind of checkout that goes to PayPal by a form alone.
    #[error("a {0} goes to PayPal by \"path\": \"form\" alone")]
    FormOnly(&'static str),
    /// The catalogue has no such subscription.
    #[error("there is no subscription {0}")]
    SubscriptionUnknown(Sku),
    /// The catalogue has no such donation.
    #[error("there is no donation {0}")]
    DonationUnknown(Sku),
    /// An amount that the donation does not take.
    #[error("{amount} is not an amount of this donation: {expected}")]
    DonationAmount {
        /// Amount of the request.
        amount: String,
        /// Amounts that it takes.
        expected: String,
    },
    /// The buyer was shown another amount.
    #[error("the amount is {total} {}, not {expected}", total.currency())]
    AmountChanged {
        /// Amount that the buyer was shown.
        expected: String,
        /// Amount by the catalogue.
        total: Money,
    },
    /// The buyer was shown other terms.
    #[error("{id} has other terms now")]
    PlanChanged {
        /// Id of the subscription in the catalogue.
        id: Sku,
        /// Terms by the catalogue.
        plan: Box<SubscriptionPlan>,
    },
    /// There is nothing to pay for.
    #[error("there is nothing to check out")]
    Empty,
    /// The catalogue has no such article.
    #[error("there is no article {0}")]
    SkuUnknown(Sku),
    /// The article cannot be had.
    #[error("{0} is sold out")]
    SoldOut(Sku),
    /// The buyer was shown another total.
    #[error("the total is {} {}, not {expected}", totals.total, totals.currency)]
    TotalChanged {
        /// Total that the buyer was shown.
        expected: String,
        /// Totals by the catalogue.
        totals: Box<Totals>,
    },
    /// A rule of the cart or the form.
    #[error(transparent)]
    Rule(#[from] CoreError),
    /// A checkout id that PayPal would not take.
    #[error(transparent)]
    Id(#[from] IdProblem),
    /// A rule of PayPal's API.
    #[error(transparent)]
    Purchase(#[from] PurchaseProblem),
    /// The form could not be encrypted.
    #[error(transparent)]
    Encryption(#[from] EncryptionError),
}

impl QuoteError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdempotencyKey => "idempotency_key_invalid",
            Self::PathUnsupported(_) => "path_unsupported",
            Self::ApiUnsupported(_) => "api_unsupported",
            Self::Locale(_) => "locale_unreadable",
            Self::CurrencyNotOffered(_) => "currency_not_offered",
            Self::Custom => "custom_unusable",
            Self::OrderAmbiguous => "order_ambiguous",
            Self::FormOnly(_) => "path_unsupported",
            Self::SubscriptionUnknown(_) => "subscription_unknown",
            Self::DonationUnknown(_) => "donation_unknown",
            Self::DonationAmount { .. } => "donation_amount",
            Self::AmountChanged { .. } => "total_changed",
            Self::PlanChanged { .. } => "plan_changed",
            Self::Empty => "cart_empty",
            Self::SkuUnknown(_) => "sku_unknown",
            Self::SoldOut(_) => "sold_out",
            Self::TotalChanged { .. } => "total_changed",
            Self::Rule(problem) => problem.code(),
            Self::Id(problem) => problem.code(),
            Self::Purchase(problem) => problem.code(),
            Self::Encryption(_) => "internal",
        }
    }
}
