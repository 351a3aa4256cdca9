//! Errors of the server path.

use std::time::Duration;

use leptos_paypal_api::{ApiError, ApprovalProblem, IdProblem, PurchaseProblem};
use leptos_paypal_core::SnapshotProblem;
use thiserror::Error;

use super::refused::issue_of;
use crate::ledger::LedgerError;

/// Failure of a step with PayPal. Nothing is lost in any of
/// these cases: what was done is found by asking for the state.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PaymentError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The purchase is none that PayPal's API takes.
    #[error(transparent)]
    Purchase(#[from] PurchaseProblem),
    /// The cart that was kept cannot be read.
    #[error("the cart of the checkout: {0}")]
    Cart(#[from] SnapshotProblem),
    /// An id that PayPal could not have given.
    #[error(transparent)]
    Id(#[from] IdProblem),
    /// The shop has no credentials for the API.
    #[error("this shop has no credentials for this API of PayPal's")]
    Off,
    /// PayPal cannot be reached, or is not well.
    #[error("PayPal cannot be reached now: {source}")]
    Unreachable {
        /// `Retry-After` of PayPal's answer.
        retry_after: Option<Duration>,
        /// The failed call.
        source: Box<ApiError>,
    },
    /// PayPal's answer cannot be read.
    #[error("PayPal's answer cannot be read: {0}")]
    Answer(Box<ApiError>),
    /// PayPal refuses the request itself: credentials, rights, a rule.
    #[error("PayPal refused: {0}")]
    Refused(Box<ApiError>),
    /// The buyer cannot be sent to where PayPal says.
    #[error(transparent)]
    Approval(#[from] ApprovalProblem),
    /// The buyer's way of paying was declined; another one may work.
    #[error("the way of paying was declined: choose another one at PayPal")]
    Declined {
        /// PayPal's word.
        issue: String,
    },
    /// PayPal will not take this payment.
    #[error("PayPal does not take this payment: {issue}")]
    PaymentRefused {
        /// PayPal's word.
        issue: String,
    },
    /// The return query speaks of another payment.
    #[error("the return address speaks of another payment")]
    ReturnMismatch,
    /// There is no such checkout.
    #[error("there is no checkout of this id")]
    CheckoutUnknown,
    /// The checkout's payment is not in a state for it.
    #[error("{0}")]
    NotPossible(&'static str),
    /// The idempotency key was used for something else.
    #[error("this idempotency key was used for something else: take a new one")]
    KeyReused,
    /// A decision without a reason that can be kept.
    #[error("say why, in at most {limit} characters")]
    Note {
        /// Longest note, in characters.
        limit: usize,
    },
    /// An amount that cannot be refunded.
    #[error("the amount {value:?} cannot be refunded: {problem}")]
    Amount {
        /// The amount as given.
        value: String,
        /// The reason.
        problem: String,
    },
}

impl PaymentError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ledger(error) => error.code(),
            Self::Purchase(problem) => problem.code(),
            Self::Cart(_) | Self::Id(_) => "database_unreadable",
            Self::Off => "path_unsupported",
            Self::Unreachable { .. } => "paypal_unreachable",
            Self::Answer(_) => "paypal_answer",
            Self::Refused(_) => "paypal_refused",
            Self::Approval(problem) => problem.code(),
            Self::Declined { .. } => "instrument_declined",
            Self::PaymentRefused { .. } => "payment_refused",
            Self::ReturnMismatch => "return_mismatch",
            Self::CheckoutUnknown => "checkout_unknown",
            Self::NotPossible(_) => "not_possible",
            Self::KeyReused => "idempotency_key_reused",
            Self::Note { .. } => "note_unusable",
            Self::Amount { .. } => "amount_unusable",
        }
    }

    /// Returns whether the same step may succeed later.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Answer(_) => true,
            Self::Ledger(error) => error.is_passing(),
            _ => false,
        }
    }

    /// PayPal's word for the reason.
    #[must_use]
    pub fn issue(&self) -> Option<String> {
        match self {
            Self::Declined { issue } | Self::PaymentRefused { issue } => Some(issue.clone()),
            Self::Refused(error) => issue_of(error),
            _ => None,
        }
    }

    /// Id that PayPal's support asks for.
    #[must_use]
    pub fn debug_id(&self) -> Option<&str> {
        match self {
            Self::Unreachable { source, .. } | Self::Answer(source) | Self::Refused(source) => {
                source.debug_id()
            }
            _ => None,
        }
    }
}

impl From<ApiError> for PaymentError {
    fn from(error: ApiError) -> Self {
        let source = Box::new(error);
        match &*source {
            ApiError::Answer { .. } | ApiError::TooLong { .. } => Self::Answer(source),
            error if error.is_passing() => Self::Unreachable {
                retry_after: error.retry_after(),
                source,
            },
            _ => Self::Refused(source),
        }
    }
}
