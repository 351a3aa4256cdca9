//! IPN messages.

use encoding_rs::Encoding;
use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::disputes;
use super::encode::{Fields, body};
use super::fields;
use super::{profiles, subscriptions};
use crate::ids::Ids;
use crate::store::Store;
use crate::store::dispute::DisputeKind;
use crate::store::events::{Event, EventKind};
use crate::store::notifications::Notification;
use crate::store::payments::{Payment, Refund};
use crate::store::recurring_profiles::RecurringProfile;

/// Queues the message about an event, if somebody is to be told.
pub(crate) fn publish(store: &mut Store, event: &Event) {
    let message = match &event.kind {
        EventKind::PaymentUpdated(payment) => of_payment(payment, &mut store.ids, event.at),
        EventKind::PaymentRefunded { payment, refund } => {
            of_refund(payment, refund, &mut store.ids, event.at)
        }
        EventKind::PaymentReversed {
            payment,
            reversal,
            dispute,
        } => {
            let status = if reversal.is_cancel {
                "Canceled_Reversal"
            } else {
                "Reversed"
            };
            let about = (reversal.txn_id.clone(), status.to_owned());
            let fields = disputes::of_reversal(payment, reversal, dispute.as_deref());
            message(payment, about, fields, &mut store.ids, event.at)
        }
        // A chargeback is told by its reversal, and an end by the money.
        EventKind::DisputeUpdated { payment, dispute }
            if dispute.kind == DisputeKind::Complaint && dispute.outcome.is_none() =>
        {
            let about = (payment.txn_id.clone(), "new_case".to_owned());
            let fields = disputes::of_new_case(payment, dispute);
            message(payment, about, fields, &mut store.ids, event.at)
        }
        EventKind::DisputeUpdated { .. } => None,
        EventKind::ProfileUpdated {
            profile,
            txn_type,
            failed,
        } => of_profile(store, profile, txn_type, *failed, event.at),
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

/// The message about a recurring payments profile or a subscription, at the
/// address of the form or of the account.
fn of_profile(
    store: &mut Store,
    profile: &RecurringProfile,
    txn_type: &str,
    failed: Option<Money>,
    now: Timestamp,
) -> Option<Notification> {
    let merchant = store.accounts.get(&profile.merchant)?;
    let settings = &merchant.settings;
    let own = settings.ipn_url.clone().filter(|_| settings.ipn);
    let (url, charset, fields) = match &profile.subscription {
        Some(subscription) => (
            subscription.notify_url.clone().or(own)?,
            subscription.charset,
            subscriptions::of_subscription(profile, subscription, merchant, txn_type, failed, now),
        ),
        None => {
            let buyer = store.accounts.get(&profile.buyer)?;
            let fields = profiles::of_profile(profile, merchant, buyer, txn_type);
            (own?, settings.charset, fields)
        }
    };
    let about = (profile.id.clone(), txn_type.to_owned());
    Some(signed(url, charset, about, fields, &mut store.ids, now))
}

fn message(
    payment: &Payment,
    about: (String, String),
    fields: Fields,
    ids: &mut Ids,
    now: Timestamp,
) -> Option<Notification> {
    let url = payment.notify_url.clone()?;
    Some(signed(url, payment.charset, about, fields, ids, now))
}

/// Adds what every message ends with.
fn signed(
    url: String,
    charset: &'static Encoding,
    about: (String, String),
    mut fields: Fields,
    ids: &mut Ids,
    now: Timestamp,
) -> Notification {
    for (name, value) in [
        ("notify_version", "3.9".to_owned()),
        ("verify_sign", ids.signature()),
        ("test_ipn", "1".to_owned()),
        ("ipn_track_id", ids.track()),
    ] {
        fields.push((name.to_owned(), value));
    }
    let body = body(&fields, charset);
    Notification::new(ids.transaction(), url, about, body, now)
}
