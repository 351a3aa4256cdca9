//! Events of payments and orders, for the messages that
//! merchants are sent.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::dispute::{Dispute, Reversal};
use super::payments::{Payment, Refund};
use super::recurring_profiles::RecurringProfile;

/// An event of the store.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at: Timestamp,
    pub(crate) kind: EventKind,
}

/// Kind of an event.
#[derive(Clone, Debug)]
pub(crate) enum EventKind {
    /// A payment was made, settled or voided; the payment as it then stood.
    PaymentUpdated(Box<Payment>),
    /// Money was sent back.
    PaymentRefunded {
        payment: Box<Payment>,
        refund: Refund,
    },
    /// PayPal took money back, or gave it again.
    PaymentReversed {
        payment: Box<Payment>,
        reversal: Reversal,
        /// The case that led to it.
        dispute: Option<Box<Dispute>>,
    },
    /// A case was opened or decided; the payment as it then stood.
    DisputeUpdated {
        payment: Box<Payment>,
        dispute: Box<Dispute>,
    },
    /// A recurring payments profile or a subscription changed; the profile as it
    /// then stood.
    ProfileUpdated {
        profile: Box<RecurringProfile>,
        /// `txn_type` of the message.
        txn_type: &'static str,
        /// The amount that could not be charged, of a failure.
        failed: Option<Money>,
    },
    /// The buyer agreed to a payment (v1) or an order (v2).
    OrderApproved { id: String },
    /// All payments of a payment (v1) or an order (v2) were made.
    OrderCompleted { id: String },
}

impl Store {
    /// Keeps an event for those who tell merchants.
    pub(super) fn emit(&mut self, kind: EventKind, at: Timestamp) {
        self.events.push(Event { at, kind });
    }

    /// Returns whether something happened since the last time.
    pub(crate) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// Takes the events since the last time, oldest first.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }
}
