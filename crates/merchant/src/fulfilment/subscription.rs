//! Event of a subscription, as the shop's system gets it.

use jiff::Timestamp;
use jiff::civil::Date;
use leptos_paypal_core::{Currency, SubscriptionPayment, SubscriptionStatus};
use serde::Serialize;

use crate::ledger::{
    Checkout, DueSubscriptionFulfilment, FulfilmentKind, SubscriptionSummary, SubscriptionTopic,
};

/// An event of a subscription, as the shop's system gets it. It gets it at least
/// once: `event_id` tells a repetition. Money that comes again after
/// `subscription_payment_cancelled`, when PayPal withdraws a reversal, is told
/// anew under the first `event_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SubscriptionUpdate {
    /// `subscription_started`, `subscription_payment`,
    /// `subscription_payment_cancelled` when the money of a payment that was
    /// told went back, `subscription_payment_failed`, `subscription_cancelled`
    /// or `subscription_ended`.
    pub kind: &'static str,
    /// Name of this event, and the idempotency key.
    pub event_id: String,
    /// The checkout of the subscription.
    pub checkout_id: String,
    /// The shop's own note of the checkout.
    pub custom: Option<String>,
    /// The subscription of the catalogue.
    pub subscription: String,
    /// PayPal's id of it; of a payment, the id of the subscription that it pays
    /// for.
    pub subscr_id: Option<String>,
    /// Status now.
    pub status: SubscriptionStatus,
    /// Time of the event.
    pub at: Option<Timestamp>,
    /// The currency of every amount: that of the payment, where it is about one.
    pub currency: Currency,
    /// The payment at PayPal, where it is about one.
    pub txn_id: Option<String>,
    /// Amount of the payment.
    pub amount: Option<String>,
    /// Day on which the next payment is due; it can be one off.
    pub next_due: Option<Date>,
    /// Amount of the next payment; nothing where that has another currency than
    /// the payment that a person has accepted.
    pub next_amount: Option<String>,
    /// The day after the last period that is paid for, or that is free.
    pub paid_until: Option<Date>,
}

impl SubscriptionUpdate {
    pub(crate) fn of(
        checkout: &Checkout,
        subscription: &SubscriptionSummary,
        due: &DueSubscriptionFulfilment,
        payment: Option<&SubscriptionPayment>,
        kind: FulfilmentKind,
    ) -> Self {
        let is_cancelled = kind == FulfilmentKind::Cancelled;
        let kind = match due.topic {
            SubscriptionTopic::Started => "subscription_started",
            SubscriptionTopic::Payment if is_cancelled => "subscription_payment_cancelled",
            SubscriptionTopic::Payment => "subscription_payment",
            SubscriptionTopic::PaymentFailed => "subscription_payment_failed",
            SubscriptionTopic::Cancelled => "subscription_cancelled",
            SubscriptionTopic::Ended => "subscription_ended",
        };
        let suffix = if is_cancelled { "-cancelled" } else { "" };
        let event_id = match due.name.as_str() {
            "" => format!("{}-{}", checkout.id, due.topic.as_str()),
            name => format!("{}-{}-{name}{suffix}", checkout.id, due.topic.as_str()),
        };
        let own_id = payment.and_then(|payment| payment.subscription.as_ref());
        let own_id = own_id.map(ToString::to_string);
        let currency = payment.map_or(checkout.total.currency(), |payment| {
            payment.gross.currency()
        });
        let next = subscription.next;
        let next_amount = next.map(|next| next.amount);
        Self {
            kind,
            event_id,
            checkout_id: checkout.id.to_string(),
            custom: checkout.custom.clone(),
            subscription: subscription.offer.to_string(),
            subscr_id: own_id.or_else(|| subscription.subscr_id.clone()),
            status: subscription.status,
            at: Timestamp::from_millisecond(due.at).ok(),
            currency,
            txn_id: payment.map(|payment| payment.txn_id.to_string()),
            amount: payment.map(|payment| payment.gross.to_string()),
            next_due: next.map(|next| next.due),
            next_amount: next_amount
                .filter(|amount| amount.currency() == currency)
                .map(|amount| amount.to_string()),
            paid_until: subscription.paid_until,
        }
    }
}
