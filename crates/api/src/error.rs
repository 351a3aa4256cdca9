//! Errors of calls.

use std::sync::Arc;
use std::time::Duration;

use leptos_paypal_core::PayPalRefusal;
use thiserror::Error;

use crate::classic_failure::{CertificateProblem, ErrorCode, Failure};
use crate::{IdProblem, PurchaseProblem, Refusal};

/// A call that failed. Cheap to clone: everybody who waited for one token
/// gets the same error.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum ApiError {
    /// The client could not be set up.
    #[error("TLS cannot be set up: {0}")]
    Setup(#[source] Arc<reqwest::Error>),
    /// A configured text that cannot stand in a header.
    #[error("{header} cannot be sent: its value has characters that no header can have")]
    HeaderValue {
        /// The header.
        header: &'static str,
    },
    /// An id that cannot be one.
    #[error(transparent)]
    Id(#[from] IdProblem),
    /// A request that cannot be written as JSON.
    #[error("{operation}: the request cannot be written: {problem}")]
    Request {
        /// The call.
        operation: &'static str,
        /// The reason.
        problem: String,
    },
    /// No connection, no answer in time, or a broken one.
    #[error("{operation}: PayPal cannot be reached: {source}")]
    Transport {
        /// The call.
        operation: &'static str,
        /// The reason, without the address.
        source: Arc<reqwest::Error>,
    },
    /// There is no access token, so the call was not made.
    #[error("no access token: {source}")]
    Token {
        /// The reason.
        source: Box<Self>,
    },
    /// PayPal said no.
    #[error("{operation}: PayPal refused: {refusal}")]
    Refused {
        /// The call.
        operation: &'static str,
        /// PayPal's answer.
        refusal: Box<Refusal>,
    },
    /// PayPal's classic API said no.
    #[error("{operation}: PayPal refused: {failure}")]
    Failed {
        /// The call.
        operation: &'static str,
        /// PayPal's answer.
        failure: Box<Failure>,
    },
    /// Amounts or texts that PayPal would refuse; nothing was sent.
    #[error("{operation}: {problem}")]
    Purchase {
        /// The call.
        operation: &'static str,
        /// The fault.
        problem: PurchaseProblem,
    },
    /// A client certificate that cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateProblem),
    /// A success that cannot be read; it has happened all the same.
    #[error(
        "{operation}: PayPal's answer (HTTP status {status}) cannot be read: {problem}; ask for the state"
    )]
    Answer {
        /// The call.
        operation: &'static str,
        /// The HTTP status.
        status: u16,
        /// PayPal's debug id, which its support asks for.
        debug_id: Option<String>,
        /// The fault.
        problem: String,
    },
    /// Longer than any answer.
    #[error("{operation}: PayPal's answer is longer than {limit} bytes; ask for the state")]
    TooLong {
        /// The call.
        operation: &'static str,
        /// The limit, in bytes.
        limit: usize,
    },
}

impl ApiError {
    pub(crate) fn transport(operation: &'static str, error: reqwest::Error) -> Self {
        Self::Transport {
            operation,
            // The address may carry ids, and is known from the operation.
            source: Arc::new(error.without_url()),
        }
    }

    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Setup(_) | Self::Certificate(_) => "paypal_client_setup",
            Self::HeaderValue { .. } => "paypal_header_value",
            Self::Id(problem) => problem.code(),
            Self::Request { .. } => "paypal_request_unwritable",
            Self::Transport { .. } => "paypal_unreachable",
            Self::Token { source } => match source.refusal() {
                Some(refusal) if matches!(refusal.status, 400 | 401 | 403) => {
                    "paypal_credentials_refused"
                }
                _ => source.code(),
            },
            Self::Refused { refusal, .. } => match refusal.status {
                401 => "paypal_credentials_refused",
                403 => "paypal_not_permitted",
                404 => "paypal_not_found",
                429 => "paypal_busy",
                500.. => "paypal_failed",
                _ if refusal.is_in_progress() => "paypal_in_progress",
                _ if refusal.is_done_already() => "paypal_done_already",
                _ if refusal.wants_buyer() => "paypal_declined",
                _ if refusal.is_not_approved() => "paypal_not_approved",
                _ => "paypal_refused",
            },
            Self::Failed { failure, .. } => match failure.meaning() {
                _ if failure.credentials_refused() => "paypal_credentials_refused",
                _ if failure.has(&ErrorCode::PermissionDenied) => "paypal_not_permitted",
                PayPalRefusal::Passing => "paypal_failed",
                PayPalRefusal::AlreadyDone => "paypal_done_already",
                PayPalRefusal::Declined => "paypal_declined",
                PayPalRefusal::NotApproved => "paypal_not_approved",
                PayPalRefusal::Refused => "paypal_refused",
            },
            Self::Purchase { problem, .. } => problem.code(),
            Self::Answer { .. } => "paypal_answer_unreadable",
            Self::TooLong { .. } => "paypal_answer_too_long",
        }
    }

    /// PayPal's refusal of this call.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            _ => None,
        }
    }

    /// Refusal of PayPal's classic API of this call.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// The same refusal with what a SOAP fault says.
    pub(crate) fn with_message(mut self, message: String) -> Self {
        if let Self::Refused { refusal, .. } = &mut self {
            refusal.message = Some(message);
        }
        self
    }

    /// PayPal's debug id, which its support asks for.
    #[must_use]
    pub fn debug_id(&self) -> Option<&str> {
        match self {
            Self::Refused { refusal, .. } => refusal.debug_id.as_deref(),
            Self::Failed { failure, .. } => failure.correlation_id.as_deref(),
            Self::Answer { debug_id, .. } => debug_id.as_deref(),
            Self::Token { source } => source.debug_id(),
            _ => None,
        }
    }

    /// Pause that PayPal asks for (`Retry-After`).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Token { source } => source.retry_after(),
            _ => self.refusal().and_then(|refusal| refusal.retry_after),
        }
    }

    /// Returns true when the call may have done its work although it failed. Repeat it
    /// with the same [`RequestId`](crate::RequestId), or ask for the state;
    /// never start anew.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Transport { source, .. } => !source.is_connect(),
            Self::Refused { refusal, .. } => refusal.status >= 500 || refusal.is_in_progress(),
            Self::Failed { failure, .. } => failure.is_passing(),
            Self::Answer { .. } | Self::TooLong { .. } => true,
            _ => false,
        }
    }

    /// Returns true when the same call may succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Refused { refusal, .. } => {
                refusal.status >= 500 || refusal.status == 429 || refusal.is_in_progress()
            }
            Self::Failed { failure, .. } => failure.is_passing(),
            Self::Token { source } => source.is_passing(),
            _ => false,
        }
    }
}
