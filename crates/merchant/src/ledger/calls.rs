//! Calls to PayPal's APIs, as they are written down.

use leptos_paypal_core::CheckoutId;

use super::sql::{from_row, query};
use super::{Ledger, LedgerError, Write, text};

/// What is kept of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCall {
    /// Which call: `v2 capture order`.
    pub operation: &'static str,
    /// `PayPal-Request-Id`, for calls that change something.
    pub request_id: Option<String>,
    /// `ok`, or the stable name of what went wrong.
    pub outcome: &'static str,
    /// The HTTP status, where there was an answer.
    pub http_status: Option<u16>,
    /// What PayPal's support asks for.
    pub debug_id: Option<String>,
    /// What went wrong.
    pub detail: Option<String>,
    /// The answer, as it came.
    pub body: Option<Vec<u8>>,
}

/// The number of a call in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CallId(pub(super) i64);

/// A call in a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSummary {
    /// Its number.
    pub id: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Which call.
    pub operation: String,
    /// `PayPal-Request-Id`.
    pub request_id: Option<String>,
    /// `ok`, or the stable name of what went wrong.
    pub outcome: String,
    /// The HTTP status.
    pub http_status: Option<i64>,
    /// What PayPal's support asks for.
    pub debug_id: Option<String>,
    /// What went wrong.
    pub detail: Option<String>,
    /// The answer, as it came.
    pub body: Option<Vec<u8>>,
}

from_row!(CallSummary {
    id,
    at,
    operation,
    request_id,
    outcome,
    http_status,
    debug_id,
    detail,
    body
});

pub(super) async fn insert(
    write: &mut Write,
    checkout: &CheckoutId,
    call: &ApiCall,
    now: i64,
) -> Result<CallId, LedgerError> {
    let (id,): (i64,) = query(
        "INSERT INTO api_calls (checkout_id, at, operation, request_id, outcome, http_status,
            debug_id, detail, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
    )
    .bind(checkout.as_str())
    .bind(now)
    .bind(call.operation)
    .bind(call.request_id.as_deref())
    .bind(call.outcome)
    .bind(call.http_status.map(i64::from))
    .bind(call.debug_id.as_deref().map(text))
    .bind(call.detail.as_deref().map(text))
    .bind(call.body.as_deref())
    .fetch_one(write)
    .await?;
    Ok(CallId(id))
}

impl Ledger {
    /// Writes a call down that changes nothing else.
    ///
    /// # Errors
    /// `database`.
    pub async fn called(
        &self,
        checkout: &CheckoutId,
        call: &ApiCall,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        insert(&mut write, checkout, call, now).await?;
        write.commit().await
    }

    /// The calls about a checkout, the first one first.
    ///
    /// # Errors
    /// `database`.
    pub async fn calls(&self, checkout: &CheckoutId) -> Result<Vec<CallSummary>, LedgerError> {
        query(
            "SELECT id, at, operation, request_id, outcome, http_status, debug_id, detail, body
             FROM api_calls WHERE checkout_id = $1 ORDER BY id",
        )
        .bind(checkout.as_str())
        .fetch_all(&mut self.read().await?)
        .await
    }
}
