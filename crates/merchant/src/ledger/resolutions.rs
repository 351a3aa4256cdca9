//! What people decided about checkouts in review.

use leptos_paypal_core::{CheckoutEvent, CheckoutId, Ruling, TxnId};

use super::sql::{from_row, query};
use super::{Connection, LedgerError, Write, json, rows};

/// A decision that is to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewResolution<'a> {
    /// The decision's name: the same name is the same decision.
    pub idempotency_key: &'a str,
    /// What was decided.
    pub ruling: Ruling,
    /// Why, for the history.
    pub note: &'a str,
}

struct ResolutionRow {
    number: i64,
    ruling: String,
    payments: String,
    messages: String,
}

from_row!(ResolutionRow {
    number,
    ruling,
    payments,
    messages
});

impl ResolutionRow {
    fn event(&self) -> Result<CheckoutEvent, LedgerError> {
        let payments: Vec<String> = rows::from_json("transactions", &self.payments)?;
        Ok(CheckoutEvent::Decision {
            number: u32::try_from(self.number).map_err(|_| LedgerError::Unreadable {
                what: "a decision's number",
                value: self.number.to_string(),
            })?,
            ruling: Ruling::from_name(&self.ruling).ok_or_else(|| LedgerError::Unreadable {
                what: "a decision",
                value: self.ruling.clone(),
            })?,
            payments: payments
                .iter()
                .map(|txn| rows::txn_id(txn))
                .collect::<Result<_, _>>()?,
            messages: rows::from_json("messages", &self.messages)?,
        })
    }
}

/// Subject of a decision: payments, and messages that are not understood.
pub(super) struct LookedAt {
    pub(super) payments: Vec<TxnId>,
    pub(super) messages: Vec<u64>,
}

/// Every decision about a checkout.
pub(super) async fn decisions(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Vec<CheckoutEvent>, LedgerError> {
    let found: Vec<ResolutionRow> = query(
        "SELECT number, ruling, payments, messages FROM resolutions WHERE checkout_id = $1 ORDER BY number",
    )
    .bind(checkout)
    .fetch_all(connection)
    .await?;
    found.iter().map(ResolutionRow::event).collect()
}

/// Under the lock of the checkout; answers the decision's number.
pub(super) async fn insert(
    write: &mut Write,
    id: &CheckoutId,
    resolution: &NewResolution<'_>,
    note: &str,
    looked_at: &LookedAt,
    now: i64,
) -> Result<u32, LedgerError> {
    let (last,): (i64,) =
        query("SELECT COALESCE(MAX(number), 0) FROM resolutions WHERE checkout_id = $1")
            .bind(id.as_str())
            .fetch_one(write)
            .await?;
    let number = last + 1;
    let payments: Vec<&str> = looked_at.payments.iter().map(TxnId::as_str).collect();
    query(
        "INSERT INTO resolutions (checkout_id, number, idempotency_key, ruling, note, payments,
            messages, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id.as_str())
    .bind(number)
    .bind(resolution.idempotency_key)
    .bind(resolution.ruling.as_str())
    .bind(note)
    .bind(json(&payments)?)
    .bind(json(&looked_at.messages)?)
    .bind(now)
    .execute(write)
    .await?;
    u32::try_from(number).map_err(|_| LedgerError::Unreadable {
        what: "a decision's number",
        value: number.to_string(),
    })
}
