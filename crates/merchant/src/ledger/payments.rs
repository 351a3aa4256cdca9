//! Payments: one row for each transaction and status.

use std::collections::BTreeSet;

use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, Money, ReviewReason, SubscriptionId, TxnId};

use super::calls::CallId;
use super::event_context::Source;
use super::rows::{self, kind};
use super::sql::query;
use super::{LedgerError, Write, json, text};

/// Report of one source on a transaction.
pub(super) struct NewPayment<'a> {
    pub(super) checkout: &'a str,
    pub(super) event: &'a CheckoutEvent,
    /// PayPal's subscription and the time of a payment for one.
    pub(super) paid_for: Option<(Option<SubscriptionId>, i64)>,
    /// PayPal's word for it.
    pub(super) status: PaymentStatus,
    pub(super) fee: Option<Money>,
    /// Reason of a pending state.
    pub(super) detail: Option<&'a str>,
    pub(super) source: Source,
    pub(super) now: i64,
}

/// Adds what was not known. Of a transaction that was told before, by whatever
/// source, mismatches are added that were not; a transaction of another
/// checkout is left alone. Answers whether anything was added.
pub(super) async fn merge(write: &mut Write, new: &NewPayment<'_>) -> Result<bool, LedgerError> {
    let (txn_id, parent, amount, mismatches) = match new.event {
        CheckoutEvent::Payment {
            txn_id,
            gross,
            mismatches,
            ..
        } => (txn_id, None, gross, mismatches.as_slice()),
        CheckoutEvent::MoneyBack {
            txn_id,
            parent,
            amount,
            ..
        } => (txn_id, Some(parent), amount, &[][..]),
        _ => return Ok(false),
    };
    let paid_for = new.paid_for.as_ref();
    let made = query(
        "INSERT INTO payments (txn_id, payment_status, checkout_id, parent_txn_id, kind, gross,
            fee, currency, mismatches, detail, message_id, api_call_id, webhook_id, recorded_at,
            subscr_id, paid_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (txn_id, payment_status) DO NOTHING",
    )
    .bind(txn_id.as_str())
    .bind(text(new.status.as_str()))
    .bind(new.checkout)
    .bind(parent.map(TxnId::as_str))
    .bind(kind(new.event))
    .bind(amount.minor())
    .bind(new.fee.map(Money::minor))
    .bind(amount.currency().code())
    .bind(json(&mismatches)?)
    .bind(new.detail.map(text))
    .bind(new.source.message.map(|id| id.0))
    .bind(new.source.api_call.map(|CallId(id)| id))
    .bind(new.source.webhook.map(|id| id.0))
    .bind(new.now)
    .bind(paid_for.and_then(|(subscription, _)| subscription.as_ref().map(SubscriptionId::as_str)))
    .bind(paid_for.map(|(_, at)| *at))
    .execute(write)
    .await?;
    if made > 0 || mismatches.is_empty() {
        return Ok(made > 0);
    }
    let known: Option<(String,)> = query(
        "SELECT mismatches FROM payments
         WHERE txn_id = $1 AND payment_status = $2 AND checkout_id = $3",
    )
    .bind(txn_id.as_str())
    .bind(text(new.status.as_str()))
    .bind(new.checkout)
    .fetch_optional(write)
    .await?;
    let Some((known,)) = known else {
        return Ok(false);
    };
    let known: BTreeSet<ReviewReason> = rows::from_json("reasons", &known)?;
    let all: BTreeSet<ReviewReason> = known.iter().chain(mismatches).copied().collect();
    if all == known {
        return Ok(false);
    }
    query("UPDATE payments SET mismatches = $1 WHERE txn_id = $2 AND payment_status = $3")
        .bind(json(&all)?)
        .bind(txn_id.as_str())
        .bind(text(new.status.as_str()))
        .execute(write)
        .await?;
    Ok(true)
}
