//! Events of a subscription.

use super::SubscriptionId;
use crate::{CheckoutEvent, Money, PaymentState, ReviewReason, TxnId};

/// Event of a subscription. Times are milliseconds since 1970 (UTC), by
/// PayPal's own date where the message has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionEvent {
    /// Event of its checkout: a hint, money that went back, a message that is
    /// not understood, a decision.
    Checkout(CheckoutEvent),
    /// One payment (`subscr_payment`), from a source that proves it.
    Payment {
        /// Subscription that it pays for, where the message says it.
        subscription: Option<SubscriptionId>,
        /// The transaction.
        txn_id: TxnId,
        /// Progress of the payment.
        state: PaymentState,
        /// The full amount. It is judged against the plan, not here.
        gross: Money,
        /// Other differences from the order.
        mismatches: Vec<ReviewReason>,
        /// Time of the payment: payments are judged in this order.
        at: i64,
    },
    /// A message that moves no money.
    Notice {
        /// Subscription that it is about.
        subscription: SubscriptionId,
        /// Content of the message.
        notice: SubscriptionNotice,
    },
}

/// Message about a subscription that moves no money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionNotice {
    /// `subscr_signup`: the buyer has agreed.
    SignedUp {
        /// Time of the agreement.
        at: i64,
    },
    /// `subscr_modify`: the terms were changed. Whether they are still those of
    /// the plan, the check of the message says.
    Modified {
        /// Name of this change, by which a repeated message is told.
        name: String,
        /// Time of the change.
        at: i64,
    },
    /// `subscr_failed`: a payment failed.
    PaymentFailed {
        /// Name of this failure, by which a repeated message is told.
        name: String,
        /// Time from which on a payment makes it good.
        at: i64,
    },
    /// `subscr_cancel`: nothing more is paid.
    Cancelled {
        /// Time of the cancellation.
        at: i64,
    },
    /// `subscr_eot`: the last period is over.
    Ended {
        /// Time of the end.
        at: i64,
    },
}

impl SubscriptionNotice {
    /// The stable name: `signed_up`, `payment_failed`, ….
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignedUp { .. } => "signed_up",
            Self::Modified { .. } => "modified",
            Self::PaymentFailed { .. } => "payment_failed",
            Self::Cancelled { .. } => "cancelled",
            Self::Ended { .. } => "ended",
        }
    }

    /// Name by which a repeated message of this kind is told; empty where there
    /// is one of the kind in a subscription.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Modified { name, .. } | Self::PaymentFailed { name, .. } => name,
            Self::SignedUp { .. } | Self::Cancelled { .. } | Self::Ended { .. } => "",
        }
    }

    /// Its time, in milliseconds since 1970.
    #[must_use]
    pub const fn at(&self) -> i64 {
        match self {
            Self::SignedUp { at }
            | Self::Modified { at, .. }
            | Self::PaymentFailed { at, .. }
            | Self::Cancelled { at }
            | Self::Ended { at } => *at,
        }
    }

    /// The notice of that kind.
    #[must_use]
    pub fn of(kind: &str, name: &str, at: i64) -> Option<Self> {
        let name = name.to_owned();
        Some(match kind {
            "signed_up" => Self::SignedUp { at },
            "modified" => Self::Modified { name, at },
            "payment_failed" => Self::PaymentFailed { name, at },
            "cancelled" => Self::Cancelled { at },
            "ended" => Self::Ended { at },
            _ => return None,
        })
    }
}

impl SubscriptionEvent {
    /// The event for the money of its checkout; `None` for a notice.
    #[must_use]
    pub fn checkout_event(&self) -> Option<CheckoutEvent> {
        match self {
            Self::Checkout(event) => Some(event.clone()),
            Self::Payment {
                txn_id,
                state,
                gross,
                mismatches,
                ..
            } => Some(CheckoutEvent::Payment {
                txn_id: txn_id.clone(),
                state: *state,
                gross: *gross,
                mismatches: mismatches.clone(),
            }),
            Self::Notice { .. } => None,
        }
    }
}

impl From<CheckoutEvent> for SubscriptionEvent {
    fn from(event: CheckoutEvent) -> Self {
        Self::Checkout(event)
    }
}
