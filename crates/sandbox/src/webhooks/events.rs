//! From what happens to payments to the events of their apps.

use jiff::Timestamp;
use serde_json::Value;

use super::dispatch::{NewEvent, raise};
use super::disputes;
use super::subject::{Subject, subject, version};
use crate::resources;
use crate::store::Store;
use crate::store::events::{Event, EventKind};
use crate::store::payments::{Api, Payment, PaymentStatus, Refund};

/// The type of an event about a payment as it stands.
fn event_type(payment: &Payment) -> Option<(&'static str, &'static str)> {
    use PaymentStatus::{Completed, Denied, Failed, Pending, Voided};
    let found = match (subject(payment), payment.status) {
        (Subject::Sale, Completed) => ("sale", "PAYMENT.SALE.COMPLETED"),
        (Subject::Sale, Pending(_)) => ("sale", "PAYMENT.SALE.PENDING"),
        (Subject::Sale, Denied | Failed) => ("sale", "PAYMENT.SALE.DENIED"),
        (Subject::Capture, Completed) => ("capture", "PAYMENT.CAPTURE.COMPLETED"),
        (Subject::Capture, Pending(_)) => ("capture", "PAYMENT.CAPTURE.PENDING"),
        (Subject::Capture, Denied | Failed) => ("capture", "PAYMENT.CAPTURE.DENIED"),
        (Subject::Authorization, Pending(_)) => ("authorization", "PAYMENT.AUTHORIZATION.CREATED"),
        (Subject::Authorization, Voided) => ("authorization", "PAYMENT.AUTHORIZATION.VOIDED"),
        (Subject::Order, Pending(_)) => ("order", "PAYMENT.ORDER.CREATED"),
        (Subject::Order, Voided) => ("order", "PAYMENT.ORDER.VOIDED"),
        _ => return None,
    };
    Some(found)
}

/// Tells the webhooks that want to know of an event.
pub(crate) fn publish(store: &mut Store, event: &Event) {
    let now = event.at;
    match &event.kind {
        EventKind::PaymentUpdated(payment) => payment_updated(store, payment, now),
        EventKind::PaymentRefunded { payment, refund } => {
            payment_refunded(store, payment, refund, now);
        }
        EventKind::PaymentReversed {
            payment, reversal, ..
        } => disputes::reversed(store, payment, reversal, now),
        EventKind::DisputeUpdated { payment, dispute } => {
            disputes::dispute_updated(store, payment, dispute, now);
        }
        // Of the classic APIs, which have no webhooks.
        EventKind::ProfileUpdated { .. } => {}
        EventKind::OrderApproved { id } => order_updated(store, id, false, now),
        EventKind::OrderCompleted { id } => order_updated(store, id, true, now),
    }
}

/// Tells the app of a payment how it stands.
fn payment_updated(store: &mut Store, payment: &Payment, now: Timestamp) {
    let Some(origin) = payment.rest_origin().cloned() else {
        return;
    };
    let Some((resource_type, event_type)) = event_type(payment) else {
        return;
    };
    let resource_version = version(payment);
    let base = store.webhooks.base(&origin.app).map(str::to_owned);
    let Some(base) = base else { return };
    let summary = format!(
        "{} for {} {}: {}",
        resource_type,
        payment.gross,
        payment.currency(),
        payment.status.into_str()
    );
    let news = NewEvent {
        event_type,
        resource_type,
        resource_version,
        summary,
        resource: resources::payment(store, payment, &base),
    };
    raise(store, &origin.app, news, now);
}

/// Tells the app of a payment that money went back.
fn payment_refunded(store: &mut Store, payment: &Payment, refund: &Refund, now: Timestamp) {
    let Some(origin) = payment.rest_origin().cloned() else {
        return;
    };
    let base = store.webhooks.base(&origin.app).map(str::to_owned);
    let Some(base) = base else { return };
    let resource_version = version(payment);
    let news = NewEvent {
        event_type: match subject(payment) {
            Subject::Sale => "PAYMENT.SALE.REFUNDED",
            _ => "PAYMENT.CAPTURE.REFUNDED",
        },
        resource_type: "refund",
        resource_version,
        summary: format!(
            "A {} {} payment was refunded",
            refund.gross,
            payment.currency()
        ),
        resource: resources::refund(payment, refund, &base),
    };
    raise(store, &origin.app, news, now);
}

/// Tells the app of a payment or an order that the buyer agreed to it, or
/// that its payments are made.
fn order_updated(store: &mut Store, id: &str, completed: bool, now: Timestamp) {
    let Some(record) = store.orders.get(id).cloned() else {
        return;
    };
    let base = store.webhooks.base(&record.app).map(str::to_owned);
    let Some(base) = base else { return };
    let (event_type, resource_type, version, words) = match (record.api, completed) {
        (Api::PaymentsV1, false) => (
            "PAYMENTS.PAYMENT.CREATED",
            "payment",
            "1.0",
            "Checkout payment is created and approved by buyer",
        ),
        (Api::PaymentsV1, true) => return,
        (Api::OrdersV2 | Api::Form | Api::Classic, false) => (
            "CHECKOUT.ORDER.APPROVED",
            "checkout-order",
            "2.0",
            "An order has been approved by buyer",
        ),
        (Api::OrdersV2 | Api::Form | Api::Classic, true) => (
            "CHECKOUT.ORDER.COMPLETED",
            "checkout-order",
            "2.0",
            "Checkout Order Completed",
        ),
    };
    let resource: Value = resources::record(store, &record, &base);
    let news = NewEvent {
        event_type,
        resource_type,
        resource_version: version,
        summary: words.to_owned(),
        resource,
    };
    raise(store, &record.app, news, now);
}
