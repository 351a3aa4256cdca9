//! Verified messages about a checkout that are not understood.

use leptos_paypal_core::{CheckoutEvent, CheckoutId, ReviewReason};

use super::sql::query;
use super::{Connection, LedgerError, MessageId, Write, rows};

/// Every such message about a checkout.
pub(super) async fn events(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Vec<CheckoutEvent>, LedgerError> {
    let found: Vec<(i64, String)> = query(
        "SELECT id, review_reason FROM messages
         WHERE checkout_id = $1 AND review_reason IS NOT NULL ORDER BY id",
    )
    .bind(checkout)
    .fetch_all(connection)
    .await?;
    found
        .into_iter()
        .map(|(id, reason)| Ok(event(MessageId(id), rows::known_reason(&reason)?)))
        .collect()
}

/// The event of such a message.
pub(super) const fn event(message: MessageId, reason: ReviewReason) -> CheckoutEvent {
    CheckoutEvent::Unclear {
        message: message.0.unsigned_abs(),
        reason,
    }
}

/// Returns true when the same was told before: PayPal sends a message again with a mark
/// that it is a repetition.
pub(super) async fn is_told(
    write: &mut Write,
    checkout: &CheckoutId,
    message: MessageId,
    reason: ReviewReason,
) -> Result<bool, LedgerError> {
    let found: Option<(i64,)> = query(
        "SELECT told.id FROM messages AS again JOIN messages AS told
            ON COALESCE(told.txn_id, '') = COALESCE(again.txn_id, '')
            AND COALESCE(told.payment_status, '') = COALESCE(again.payment_status, '')
         WHERE again.id = $1 AND again.txn_id IS NOT NULL AND told.id <> again.id
            AND told.checkout_id = $2 AND told.review_reason = $3 LIMIT 1",
    )
    .bind(message.0)
    .bind(checkout.as_str())
    .bind(reason.as_str())
    .fetch_optional(write)
    .await?;
    Ok(found.is_some())
}

/// Takes the message out of what is not understood, since it is looked at
/// anew; answers whether it was there.
pub(super) async fn forget(write: &mut Write, message: MessageId) -> Result<bool, LedgerError> {
    let forgotten = query(
        "UPDATE messages SET review_reason = NULL WHERE id = $1 AND review_reason IS NOT NULL",
    )
    .bind(message.0)
    .execute(write)
    .await?;
    Ok(forgotten > 0)
}
