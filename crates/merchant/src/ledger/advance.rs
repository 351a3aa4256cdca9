//! Moves a checkout by one event, in one transaction with its cause.

use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutState, CheckoutStatus, Money, OrderedItem, ReviewReason,
    transition,
};

use super::because::Because;
use super::sql::{from_row, query};
use super::{LedgerError, Write, fulfilments, resolutions, rows, server_payments, text, unclear};

/// A checkout inside the transaction that may move it.
pub(super) struct Known {
    pub(super) id: CheckoutId,
    path: String,
    pub(super) total: Money,
    pub(super) ordered: Vec<OrderedItem>,
    pub(super) state: CheckoutState,
    /// Its place in the books.
    status: CheckoutStatus,
    /// True when a message that moved it is looked at anew, so that the state
    /// is not where the books are.
    pub(super) is_anew: bool,
    reason_detail: Option<String>,
}

struct KnownRow {
    path: String,
    currency: String,
    total: i64,
    ordered: String,
    status: String,
    hint: String,
    reason_detail: Option<String>,
}

from_row!(KnownRow {
    path,
    currency,
    total,
    ordered,
    status,
    hint,
    reason_detail
});

impl Known {
    pub(super) fn is_server(&self) -> bool {
        self.path == "server"
    }
}

/// The checkout as it stands, held until the transaction ends.
pub(super) async fn known(write: &mut Write, id: &str) -> Result<Option<Known>, LedgerError> {
    write.lock_checkout(id).await?;
    let row: Option<KnownRow> = query(
        "SELECT path, currency, total, ordered, status, hint, reason_detail
         FROM checkouts WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(write)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let total = rows::money(row.total, rows::currency(&row.currency)?)?;
    let mut state = CheckoutState::with_hint(total, rows::status(&row.hint)?);
    for payment in rows::payments(write, id).await? {
        state = transition(&state, &payment.event()?).state;
    }
    for message in unclear::events(write, id).await? {
        state = transition(&state, &message).state;
    }
    for decision in resolutions::decisions(write, id).await? {
        state = transition(&state, &decision).state;
    }
    Ok(Some(Known {
        id: rows::checkout_id(id)?,
        path: row.path,
        total,
        ordered: rows::from_json("ordered items", &row.ordered)?,
        state,
        status: rows::status(&row.status)?,
        is_anew: false,
        reason_detail: row.reason_detail,
    }))
}

/// Moves the checkout and adds to its history. A hint that changes nothing
/// leaves no trace.
pub(super) async fn advance(
    write: &mut Write,
    known: Known,
    event: &CheckoutEvent,
    because: Because<'_>,
) -> Result<Option<(CheckoutStatus, CheckoutStatus)>, LedgerError> {
    let next = transition(&known.state, event);
    if !next.learnt {
        return Ok(None);
    }
    let from = if known.is_anew {
        known.status
    } else {
        next.from
    };
    let moved = Moved {
        reason_detail: reason_detail(&known, next.reason, event, because.detail),
        state: next.state,
        from,
        to: next.to,
        reason: next.reason,
    };
    store(write, &known.id, &moved, because).await?;
    Ok(moved.changes())
}

/// Moves the checkout to where it stands without a message that was not
/// understood, and tells nothing now.
pub(super) async fn stand_anew(
    write: &mut Write,
    known: Known,
    because: Because<'_>,
) -> Result<Option<(CheckoutStatus, CheckoutStatus)>, LedgerError> {
    let reason = known.state.reason();
    let moved = Moved {
        from: known.status,
        to: known.state.status(),
        state: known.state,
        reason,
        reason_detail: reason.and(known.reason_detail),
    };
    if moved.changes().is_some() {
        store(write, &known.id, &moved, because).await?;
    }
    Ok(moved.changes())
}

/// The values behind the reason of a review.
fn reason_detail(
    known: &Known,
    reason: Option<ReviewReason>,
    event: &CheckoutEvent,
    detail: Option<&str>,
) -> Option<String> {
    let reason = reason?;
    let told = detail.map(str::to_owned);
    match event {
        // A decision's note is in the history; the values behind the review stay.
        CheckoutEvent::Decision { .. } => known.reason_detail.clone(),
        // The one that is weightier is known already.
        CheckoutEvent::Unclear { reason: other, .. } if *other != reason => {
            known.reason_detail.clone().or(told)
        }
        _ if told.is_some() => told,
        _ if reason == ReviewReason::PaidTwice => {
            Some("more than one payment of the full amount".to_owned())
        }
        _ => known.reason_detail.clone(),
    }
}

/// Status of a checkout now, and before.
struct Moved {
    state: CheckoutState,
    from: CheckoutStatus,
    to: CheckoutStatus,
    reason: Option<ReviewReason>,
    reason_detail: Option<String>,
}

impl Moved {
    fn changes(&self) -> Option<(CheckoutStatus, CheckoutStatus)> {
        (self.from != self.to).then_some((self.from, self.to))
    }
}

async fn store(
    write: &mut Write,
    id: &CheckoutId,
    moved: &Moved,
    because: Because<'_>,
) -> Result<(), LedgerError> {
    query(
        "UPDATE checkouts SET status = $1, hint = $2, reason = $3, reason_detail = $4, updated_at = $5
         WHERE id = $6",
    )
    .bind(moved.to.as_str())
    .bind(moved.state.hint().as_str())
    .bind(moved.reason.map(ReviewReason::as_str))
    .bind(moved.reason_detail.as_deref().map(text))
    .bind(because.now)
    .bind(id.as_str())
    .execute(write)
    .await?;
    query(
        "INSERT INTO events (checkout_id, at, cause, from_status, to_status, reason, detail,
            message_id, api_call_id, webhook_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id.as_str())
    .bind(because.now)
    .bind(because.cause)
    .bind(moved.from.as_str())
    .bind(moved.to.as_str())
    .bind(moved.reason.map(ReviewReason::as_str))
    .bind(because.detail.map(text))
    .bind(because.source.message.map(|id| id.0))
    .bind(because.source.api_call.map(|id| id.0))
    .bind(because.source.webhook.map(|id| id.0))
    .execute(write)
    .await?;
    if moved.to.is_settled() {
        server_payments::leave_alone(write, id.as_str()).await?;
    }
    if moved.to == CheckoutStatus::Paid && because.fulfils {
        fulfilments::insert(write, id.as_str(), because.now).await?;
    }
    if moved.from != moved.to && because.fulfils {
        fulfilments::look_again(write, id.as_str(), because.now).await?;
    }
    Ok(())
}
