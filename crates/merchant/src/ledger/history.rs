//! The ledger for people: lists and histories.

use leptos_paypal_core::{CheckoutId, CheckoutStatus, Money, ReviewReason};

use super::sql::{from_row, query};
use super::{Ledger, LedgerError, rows};

/// One checkout in a list.
#[derive(Clone, Debug)]
pub struct CheckoutSummary {
    /// Its id.
    pub id: String,
    /// Status.
    pub status: CheckoutStatus,
    /// Reason of a review.
    pub reason: Option<ReviewReason>,
    /// The values behind the reason.
    pub reason_detail: Option<String>,
    /// A person rejected it, and nothing was heard since.
    pub is_rejected: bool,
    /// Total that the buyer pays; nothing where a donor types it at PayPal.
    pub total: Money,
    /// The shop's own note.
    pub custom: Option<String>,
    /// Time of creation, in milliseconds since 1970.
    pub created_at: i64,
}

/// One step of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEvent {
    /// Time, in milliseconds since 1970.
    pub at: i64,
    /// `created`, `adopted`, `ipn`, `pdt`, `return`, `webhook`, `reconcile`, `admin`,
    /// `buyer_cancelled`, `expired`, `accepted`, `rejected`.
    pub cause: String,
    /// The status before.
    pub from_status: Option<String>,
    /// The status after.
    pub to_status: String,
    /// For review: why.
    pub reason: Option<String>,
    /// The values behind it, or the note of the one who decided.
    pub detail: Option<String>,
    /// The message that caused it.
    pub message_id: Option<i64>,
    /// The call that caused it.
    pub api_call_id: Option<i64>,
    /// The webhook message that caused it.
    pub webhook_id: Option<i64>,
}

from_row!(HistoryEvent {
    at,
    cause,
    from_status,
    to_status,
    reason,
    detail,
    message_id,
    api_call_id,
    webhook_id
});

/// A message and what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSummary {
    /// Its number.
    pub id: i64,
    /// `ipn` or `pdt`.
    pub source: String,
    /// Time of arrival, in milliseconds since 1970.
    pub received_at: i64,
    /// `waiting`, `verified`, `invalid` or `given_up`.
    pub verification: String,
    /// Number of questions to PayPal.
    pub attempts: i64,
    /// Reason why PayPal could not be asked the last time.
    pub problem: Option<String>,
    /// `txn_id`.
    pub txn_id: Option<String>,
    /// `payment_status`.
    pub payment_status: Option<String>,
    /// The verdict's stable name.
    pub verdict: Option<String>,
    /// The verdict with its values.
    pub verdict_detail: Option<String>,
    /// The fields as JSON pairs, once verified.
    pub fields: Option<String>,
    /// The bytes as they came.
    pub raw: Vec<u8>,
}

from_row!(MessageSummary {
    id,
    source,
    received_at,
    verification,
    attempts,
    problem,
    txn_id,
    payment_status,
    verdict,
    verdict_detail,
    fields,
    raw
});

struct SummaryRow {
    id: String,
    status: String,
    reason: Option<String>,
    reason_detail: Option<String>,
    last_cause: Option<String>,
    currency: String,
    total: i64,
    custom: Option<String>,
    created_at: i64,
}

from_row!(SummaryRow {
    id,
    status,
    reason,
    reason_detail,
    last_cause,
    currency,
    total,
    custom,
    created_at
});

const NEWEST: &str =
    "SELECT id, status, reason, reason_detail, currency, total, custom, created_at,
        CASE WHEN status = 'review' THEN (SELECT cause FROM events
            WHERE checkout_id = checkouts.id ORDER BY id DESC LIMIT 1) END AS last_cause
     FROM checkouts ORDER BY created_at DESC, id LIMIT $1";
const NEWEST_OF_STATUS: &str =
    "SELECT id, status, reason, reason_detail, currency, total, custom, created_at,
        CASE WHEN status = 'review' THEN (SELECT cause FROM events
            WHERE checkout_id = checkouts.id ORDER BY id DESC LIMIT 1) END AS last_cause
     FROM checkouts WHERE status = $2 ORDER BY created_at DESC, id LIMIT $1";
const OF_CHECKOUT: &str = "SELECT id, source, received_at, verification, attempts, problem, txn_id,
        payment_status, verdict, verdict_detail, fields, raw
     FROM messages WHERE checkout_id = $1 ORDER BY id LIMIT 1000";
const OF_NO_CHECKOUT: &str =
    "SELECT id, source, received_at, verification, attempts, problem, txn_id,
        payment_status, verdict, verdict_detail, fields, raw
     FROM messages WHERE checkout_id IS NULL
     ORDER BY CASE
        WHEN verification = 'verified' AND verdict <> 'not_a_payment' THEN 0
        WHEN verification = 'verified' THEN 1
        WHEN verification = 'waiting' THEN 2
        ELSE 3 END, id DESC LIMIT 1000";

impl Ledger {
    /// The newest checkouts, of one status or of all.
    ///
    /// # Errors
    /// `database`.
    pub async fn checkouts(
        &self,
        status: Option<CheckoutStatus>,
        limit: u32,
    ) -> Result<Vec<CheckoutSummary>, LedgerError> {
        // One statement for both would have to read every checkout.
        let found = match status {
            Some(status) => query(NEWEST_OF_STATUS)
                .bind(i64::from(limit))
                .bind(status.as_str()),
            None => query(NEWEST).bind(i64::from(limit)),
        };
        let found: Vec<SummaryRow> = found.fetch_all(&mut self.read().await?).await?;
        found
            .into_iter()
            .map(|row| {
                Ok(CheckoutSummary {
                    status: rows::status(&row.status)?,
                    reason: rows::reason(row.reason.as_deref())?,
                    reason_detail: row.reason_detail,
                    is_rejected: row.last_cause.as_deref() == Some("rejected"),
                    total: rows::money(row.total, rows::currency(&row.currency)?)?,
                    id: row.id,
                    custom: row.custom,
                    created_at: row.created_at,
                })
            })
            .collect()
    }

    /// The steps of a checkout, the first one first.
    ///
    /// # Errors
    /// `database`.
    pub async fn history(&self, id: &CheckoutId) -> Result<Vec<HistoryEvent>, LedgerError> {
        query(
            "SELECT at, cause, from_status, to_status, reason, detail, message_id, api_call_id,
                webhook_id
             FROM events
             WHERE checkout_id = $1 ORDER BY id",
        )
        .bind(id.as_str())
        .fetch_all(&mut self.read().await?)
        .await
    }

    /// The messages about a checkout, the first one first; or with `None` those
    /// that belong to no checkout: first the money that PayPal has verified,
    /// then other verified messages, then those not verified yet, then the
    /// rest, each the newest first.
    ///
    /// # Errors
    /// `database`.
    pub async fn messages(
        &self,
        checkout: Option<&CheckoutId>,
    ) -> Result<Vec<MessageSummary>, LedgerError> {
        let found = match checkout {
            Some(id) => query(OF_CHECKOUT).bind(id.as_str()),
            None => query(OF_NO_CHECKOUT),
        };
        found.fetch_all(&mut self.read().await?).await
    }
}
