//! What people decided about checkouts in review.

use leptos_paypal_core::{CheckoutEvent, CheckoutId, CheckoutStatus, Ruling, TxnId};
use sqlx::FromRow;

use super::advance::{Source, Step, advance, known};
use super::{Connection, Ledger, LedgerError, Outcome, Write, json, rows, text};

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

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// It is in the books, now or since before.
    Recorded(Outcome),
    /// There is no such checkout.
    CheckoutUnknown,
    /// A checkout of another status has nothing to decide.
    NotInReview(CheckoutStatus),
    /// The name belongs to another decision about this checkout.
    KeyTaken,
}

#[derive(FromRow)]
struct ResolutionRow {
    number: i64,
    ruling: String,
    payments: String,
    messages: String,
}

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
struct LookedAt {
    payments: Vec<TxnId>,
    messages: Vec<u64>,
}

/// Every decision about a checkout.
pub(super) async fn decisions(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Vec<CheckoutEvent>, LedgerError> {
    let found: Vec<ResolutionRow> = sqlx::query_as(
        "SELECT number, ruling, payments, messages FROM resolutions WHERE checkout_id = $1 ORDER BY number",
    )
    .bind(checkout)
    .fetch_all(connection)
    .await?;
    found.iter().map(ResolutionRow::event).collect()
}

impl Ledger {
    /// Records what a person decided about a checkout in review, and moves
    /// it. The decision is about the payments and messages that are there now:
    /// what comes later is looked at anew.
    ///
    /// # Errors
    /// `database`.
    pub async fn resolve(
        &self,
        id: &CheckoutId,
        resolution: &NewResolution<'_>,
        now: i64,
    ) -> Result<Resolved, LedgerError> {
        let mut write = self.write().await?;
        let Some(known) = known(&mut write, id.as_str()).await? else {
            return Ok(Resolved::CheckoutUnknown);
        };
        let recorded = |changed| {
            Resolved::Recorded(Outcome {
                verdict: resolution.ruling.as_str(),
                checkout: Some(id.clone()),
                changed,
            })
        };
        let note = text(resolution.note);
        let before: Option<(String, String)> = sqlx::query_as(
            "SELECT ruling, note FROM resolutions WHERE checkout_id = $1 AND idempotency_key = $2",
        )
        .bind(id.as_str())
        .bind(resolution.idempotency_key)
        .fetch_optional(&mut *write)
        .await?;
        if let Some((ruling, known_note)) = before {
            let same = ruling == resolution.ruling.as_str() && known_note == note;
            return Ok(if same {
                recorded(None)
            } else {
                Resolved::KeyTaken
            });
        }
        let status = known.state.status();
        if status != CheckoutStatus::Review {
            return Ok(Resolved::NotInReview(status));
        }
        let looked_at = LookedAt {
            payments: known.state.completed().cloned().collect(),
            messages: known.state.unclear().collect(),
        };
        let number = insert(&mut write, id, resolution, &note, &looked_at, now).await?;
        let event = CheckoutEvent::Decision {
            number,
            ruling: resolution.ruling,
            payments: looked_at.payments,
            messages: looked_at.messages,
        };
        let step = Step {
            event: &event,
            cause: match resolution.ruling {
                Ruling::Accept => "accepted",
                Ruling::Reject => "rejected",
            },
            detail: Some(&note),
            source: Source::default(),
            now,
            fulfils: self.fulfils,
        };
        let changed = advance(&mut write, known, &step).await?;
        write.commit().await?;
        Ok(recorded(changed))
    }
}

/// Under the lock of the checkout; answers the decision's number.
async fn insert(
    write: &mut Write,
    id: &CheckoutId,
    resolution: &NewResolution<'_>,
    note: &str,
    looked_at: &LookedAt,
    now: i64,
) -> Result<u32, LedgerError> {
    let (last,): (i64,) =
        sqlx::query_as("SELECT COALESCE(MAX(number), 0) FROM resolutions WHERE checkout_id = $1")
            .bind(id.as_str())
            .fetch_one(&mut **write)
            .await?;
    let number = last + 1;
    let payments: Vec<&str> = looked_at.payments.iter().map(TxnId::as_str).collect();
    sqlx::query(
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
    .execute(&mut **write)
    .await?;
    u32::try_from(number).map_err(|_| LedgerError::Unreadable {
        what: "a decision's number",
        value: number.to_string(),
    })
}
