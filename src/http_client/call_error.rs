//! Reasons why a call brought nothing.

use leptos_paypal_core::Money;
use leptos_paypal_core::form::SubscriptionPlan;

/// Code of PayPal's refusal of a client id.
pub(crate) const CLIENT_REFUSED: &str = "client_id_refused";

/// Reason why a call brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CallError {
    /// No answer, too late, or one that is not the server's.
    Unreachable,
    /// The server said no.
    Refused(Box<Refusal>),
}

impl CallError {
    /// Returns whether PayPal does not know the client, whatever it asks.
    pub(crate) fn is_about_client(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.is_about_client())
    }

    /// Returns whether the same call may work later.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused(refusal) => refusal.is_temporary,
        }
    }
}

/// Refusal of a server: its problem details, or PayPal's own error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The stable code of the problem.
    pub(crate) code: String,
    /// True when the same call may work later.
    pub(crate) is_temporary: bool,
    /// Seconds that the server wants to be left alone.
    pub(crate) retry_after: u32,
    /// Address where the buyer can choose another way to pay. Not checked.
    pub(crate) approval_url: Option<String>,
    /// The total the server wants instead.
    pub(crate) total: Option<Money>,
    /// The terms of a subscription that the server has instead.
    pub(crate) plan: Option<SubscriptionPlan>,
}

impl Refusal {
    /// Returns whether PayPal does not know the client, whatever it asks.
    pub(crate) fn is_about_client(&self) -> bool {
        self.code == CLIENT_REFUSED
    }

    /// Returns whether it says nothing of a payment that was made before: the
    /// same call may work later, or once the shop has its client id in order.
    pub(crate) fn is_retryable(&self) -> bool {
        self.is_temporary || self.is_about_client()
    }

    /// A refusal for good.
    pub(crate) fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            is_temporary: false,
            retry_after: 0,
            approval_url: None,
            total: None,
            plan: None,
        }
    }
}
