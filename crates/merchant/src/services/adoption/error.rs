//! Failure of an adoption.

use leptos_paypal_api::{ApiError, IdProblem};
use leptos_paypal_core::CoreError;
use thiserror::Error;

use crate::ledger::LedgerError;
use crate::services::payments::PaymentError;

/// Reason that a payment was not adopted. Nothing was recorded, except with
/// [`AdoptionError::Taken`], where a person is to see the money.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AdoptionError {
    /// The shop does not adopt for whoever asks.
    #[error("this shop does not adopt payments that a page made by itself")]
    Off,
    /// An id that PayPal could not have given.
    #[error(transparent)]
    Id(#[from] IdProblem),
    /// PayPal knows no such payment, or tells it to nobody but its maker.
    #[error("PayPal knows no such payment of this shop")]
    Unknown,
    /// It carries no checkout id of a page, or the names of two orders.
    #[error("the payment carries no checkout id in custom or invoice")]
    NoCheckoutId,
    /// The money is not the shop's.
    #[error("the payment is made to another account")]
    OtherPayee,
    /// It is so old that it may have been delivered otherwise.
    #[error("the payment is more than four days old: only an operator can adopt it")]
    TooOld,
    /// No money has moved, and none is reserved or on its way.
    #[error("no money of this payment has moved yet: capture or execute it first")]
    NotCompleted,
    /// The payment is that of a checkout of another path, or names one.
    #[error("the payment belongs to a checkout that was made otherwise")]
    Taken,
    /// The checkout cannot be made.
    #[error(transparent)]
    Rule(#[from] CoreError),
    /// PayPal could not be asked.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl AdoptionError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Off => "adoption_off",
            Self::Id(problem) => problem.code(),
            Self::Unknown => "payment_unknown",
            Self::NoCheckoutId => "checkout_id_missing",
            Self::OtherPayee => "payee_mismatch",
            Self::TooOld => "payment_too_old",
            Self::NotCompleted => "payment_not_completed",
            Self::Taken => "checkout_taken",
            Self::Rule(problem) => problem.code(),
            Self::Payment(error) => error.code(),
            Self::Ledger(error) => error.code(),
        }
    }

    /// Returns whether the same adoption may succeed later by itself.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Payment(error) => error.is_passing(),
            Self::Ledger(error) => error.is_passing(),
            _ => false,
        }
    }
}

impl From<ApiError> for AdoptionError {
    fn from(error: ApiError) -> Self {
        PaymentError::from(error).into()
    }
}
