//! IPN messages.

use jiff::Timestamp;

use super::encode::{Fields, body};
use super::fields;
use crate::ids::Ids;
use crate::store::Store;
use crate::store::events::{Event, EventKind};
use crate::store::notifications::Notification;
use crate::store::payments::{Payment, Refund};

/// Queues the message about an event, if somebody is to be told.
pub(crate) fn publish(store: &mut Store, event: &Event) {
    let message = match &event.kind {
        EventKind::PaymentUpdated(payment) => of_payment(payment, &mut store.ids, event.at),
        EventKind::PaymentRefunded { payment, refund } => {
            of_refund(payment, refund, &mut store.ids, event.at)
        }
        EventKind::OrderApproved { .. } | EventKind::OrderCompleted { .. } => None,
    };
    if let Some(message) = message {
        store.notify(message);
    }
}

/// The message about a payment as it stands, if somebody is to be told.
fn of_payment(payment: &Payment, ids: &mut Ids, now: Timestamp) -> Option<Notification> {
    let about = (
        payment.txn_id.clone(),
        payment.status.message_word().to_owned(),
    );
    message(payment, about, fields::of_payment(payment), ids, now)
}

/// The message about a refund.
fn of_refund(
    payment: &Payment,
    refund: &Refund,
    ids: &mut Ids,
    now: Timestamp,
) -> Option<Notification> {
    let about = (refund.txn_id.clone(), "Refunded".to_owned());
    message(payment, about, fields::of_refund(payment, refund), ids, now)
}

fn message(
    payment: &Payment,
    about: (String, String),
    mut fields: Fields,
    ids: &mut Ids,
    now: Timestamp,
) -> Option<Notification> {
    let url = payment.notify_url.clone()?;
    for (name, value) in [
        ("notify_version", "3.9".to_owned()),
        ("verify_sign", ids.signature()),
        ("test_ipn", "1".to_owned()),
        ("ipn_track_id", ids.track()),
    ] {
        fields.push((name.to_owned(), value));
    }
    let body = body(&fields, payment.charset);
    Some(Notification::new(ids.transaction(), url, about, body, now))
}
