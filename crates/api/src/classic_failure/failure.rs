//! A call that the classic API did not do.

use std::fmt;

use leptos_paypal_core::PayPalRefusal;

use super::{Ack, ErrorCode, Message};

/// An answer with `ACK=Failure`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// `Failure` or `FailureWithWarning`.
    pub ack: Ack,
    /// Every error and warning, in PayPal's order.
    pub messages: Vec<Message>,
    /// `CORRELATIONID`, which PayPal's support asks for.
    pub correlation_id: Option<String>,
}

impl Failure {
    /// Returns true when a message has that code.
    #[must_use]
    pub fn has(&self, code: &ErrorCode) -> bool {
        self.messages.iter().any(|message| message.code == *code)
    }

    /// The code of the first error, or of the first message.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        let is_error = |message: &&Message| message.severity != super::Severity::Warning;
        let mut messages = self.messages.iter();
        let first = messages.clone().find(is_error);
        first
            .or_else(|| messages.next())
            .map(|message| &message.code)
    }

    /// Meaning for the buyer. What has a meaning of its own counts before a
    /// general no.
    #[must_use]
    pub fn meaning(&self) -> PayPalRefusal {
        self.messages
            .iter()
            .map(|message| message.code.meaning())
            .find(|meaning| *meaning != PayPalRefusal::Refused)
            .unwrap_or(PayPalRefusal::Refused)
    }

    /// Returns true when the buyer can pay after all, with something else, when sent
    /// back to PayPal with the same token (10486, 10422).
    #[must_use]
    pub fn buyer_must_return(&self) -> bool {
        self.meaning() == PayPalRefusal::Declined
    }

    /// Returns true when the session is over, so that the checkout starts again (10411).
    #[must_use]
    pub fn token_expired(&self) -> bool {
        self.has(&ErrorCode::TokenExpired)
    }

    /// Returns true when the buyer has not approved yet.
    #[must_use]
    pub fn is_not_approved(&self) -> bool {
        self.meaning() == PayPalRefusal::NotApproved
    }

    /// Returns true when it had been done before (10415 and the like), so that asking
    /// for the state tells the rest.
    #[must_use]
    pub fn already_done(&self) -> bool {
        self.meaning() == PayPalRefusal::AlreadyDone
    }

    /// Returns true when PayPal itself failed, so that the same call may succeed later.
    /// It may have done its work.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.meaning() == PayPalRefusal::Passing
    }

    /// Returns true when the credentials were refused.
    #[must_use]
    pub fn credentials_refused(&self) -> bool {
        self.has(&ErrorCode::AuthenticationFailed)
    }

    /// Returns true when PayPal does not know the session, or not any more.
    #[must_use]
    pub fn token_unknown(&self) -> bool {
        self.token_expired() || self.has(&ErrorCode::TokenInvalid)
    }

    /// Returns true when PayPal will not take this payment, however often it is
    /// asked: a rule is broken, or the accounts may not pay each other.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        let by_the_way = [
            ErrorCode::AuthenticationFailed,
            ErrorCode::PermissionDenied,
            ErrorCode::PayerIdInvalid,
            ErrorCode::TokenMissing,
            ErrorCode::TokenOfAnother,
            ErrorCode::TokenInvalid,
            ErrorCode::TokenExpired,
        ];
        self.meaning() == PayPalRefusal::Refused && !by_the_way.iter().any(|code| self.has(code))
    }
}

/// One line with everything that a support case needs.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.ack)?;
        for message in &self.messages {
            write!(f, ", {message}")?;
        }
        if let Some(id) = &self.correlation_id {
            write!(f, " (correlation id {id})")?;
        }
        Ok(())
    }
}
