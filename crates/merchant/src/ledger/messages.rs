//! Messages: kept as they came, before anything is made of them.

use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::{IpnMessage, MessageSource, PaymentStatus};

use super::sql::{from_row, query};
use super::{Inbox, Ledger, LedgerError, Write, text};

/// The number of a message in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(pub(super) i64);

impl From<i64> for MessageId {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Result of storing a message that was just delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredMessage {
    /// It is to be verified and recorded.
    Open(MessageId),
    /// The same bytes were verified and recorded before: nothing is left to
    /// do.
    Done(MessageId),
}

/// A message that PayPal could not be asked about.
#[derive(Clone, Debug)]
pub struct WaitingMessage {
    /// Its number.
    pub id: MessageId,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// Number of questions to PayPal that failed.
    pub attempts: u32,
}

struct WaitingRow {
    id: i64,
    raw: Vec<u8>,
    attempts: i64,
}

from_row!(WaitingRow { id, raw, attempts });

/// The most characters of the names by which a message is found: PayPal's have
/// at most 19, and an index of PostgreSQL takes no long texts.
const NAME_CHARS: usize = 64;

/// The first characters of a name, by which the message is found again.
fn cut(name: &str) -> &str {
    match name.char_indices().nth(NAME_CHARS) {
        Some((end, _)) => &name[..end],
        None => name,
    }
}

impl Ledger {
    /// Keeps a message. The same bytes are kept once, unless PayPal has called
    /// them invalid.
    /// `next_attempt_at` is when a background task may ask about it, should
    /// the one who brought it not come back. When there are too many that nobody has verified, the oldest goes.
    ///
    /// # Errors
    /// `database`.
    pub async fn store_message(
        &self,
        message: &IpnMessage,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<StoredMessage, LedgerError> {
        let mut write = self.write().await?;
        let kept = self
            .store_message_in(&mut write, message, now, next_attempt_at)
            .await?;
        write.commit().await?;
        Ok(kept)
    }

    /// The same inside a transaction. What was looked up needs no asking.
    pub(super) async fn store_message_in(
        &self,
        write: &mut Write,
        message: &IpnMessage,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<StoredMessage, LedgerError> {
        let (source, verification, next_attempt_at) = match message.source() {
            MessageSource::Ipn => ("ipn", "waiting", Some(next_attempt_at)),
            MessageSource::Pdt => ("pdt", "verified", None),
        };
        let field = |name| message.get(name).map(|value| text(cut(value)));
        let (txn_id, payment_status) = (field("txn_id"), field("payment_status"));
        let subscr_id = field("subscr_id");
        // What names no transaction may name a subscription.
        let name = txn_id.as_deref().or(subscr_id.as_deref());
        write.lock("message", name.unwrap_or_default()).await?;
        let known: Option<(i64, Option<i64>)> = query(
            "UPDATE messages SET deliveries = deliveries + 1
             WHERE id = (SELECT id FROM messages
                WHERE COALESCE(txn_id, '') = $1 AND COALESCE(payment_status, '') = $2
                AND COALESCE(subscr_id, '') = $5
                AND verification IN ('waiting', 'verified') AND source = $3 AND raw = $4 LIMIT 1)
             RETURNING id, processed_at",
        )
        .bind(txn_id.as_deref().unwrap_or_default())
        .bind(payment_status.as_deref().unwrap_or_default())
        .bind(source)
        .bind(message.raw())
        .bind(subscr_id.as_deref().unwrap_or_default())
        .fetch_optional(write)
        .await?;
        if let Some((id, processed_at)) = known {
            let id = MessageId(id);
            return Ok(match processed_at {
                Some(_) => StoredMessage::Done(id),
                None => StoredMessage::Open(id),
            });
        }
        if message.source() == MessageSource::Ipn {
            let bytes = message.raw().len();
            write
                .make_room(Inbox::Messages, self.limits.waiting, bytes)
                .await?;
        }
        let (id,): (i64,) = query(
            "INSERT INTO messages (source, raw, received_at, verification, next_attempt_at,
                txn_id, payment_status, subscr_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        )
        .bind(source)
        .bind(message.raw())
        .bind(now)
        .bind(verification)
        .bind(next_attempt_at)
        .bind(txn_id)
        .bind(payment_status)
        .bind(subscr_id)
        .fetch_one(write)
        .await?;
        Ok(StoredMessage::Open(MessageId(id)))
    }

    /// PayPal says that the message is not its own. Of such messages the
    /// newest are kept.
    ///
    /// # Errors
    /// `database`.
    pub async fn invalid(&self, id: MessageId, now: i64) -> Result<(), LedgerError> {
        self.reject(Inbox::Messages, id.0, None, now).await
    }

    /// PayPal could not be asked; `next_attempt_at` of `None` gives up.
    ///
    /// # Errors
    /// `database`.
    pub async fn unasked(
        &self,
        id: MessageId,
        problem: &str,
        next_attempt_at: Option<i64>,
    ) -> Result<(), LedgerError> {
        self.put_off(Inbox::Messages, id.0, problem, next_attempt_at)
            .await
    }

    /// The message that has been due the longest. It is put off until
    /// `taken_until`, so that no other task or server takes it meanwhile; if
    /// this one dies, another takes it then.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_due(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<WaitingMessage>, LedgerError> {
        let row: Option<WaitingRow> = self.take_first(Inbox::Messages, now, taken_until).await?;
        Ok(row.map(|row| WaitingMessage {
            id: MessageId(row.id),
            raw: row.raw,
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        }))
    }

    /// Opens a message again, whatever became of it, and answers its bytes. A
    /// payment that was recorded is not recorded twice.
    ///
    /// # Errors
    /// `database`.
    pub async fn reopen(
        &self,
        id: MessageId,
        taken_until: i64,
    ) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut write = self.write_one().await?;
        let row: Option<(Vec<u8>,)> = query(
            "UPDATE messages SET verification = 'waiting', next_attempt_at = $1,
                processed_at = NULL
             WHERE id = $2 AND source = 'ipn' RETURNING raw",
        )
        .bind(taken_until)
        .bind(id.0)
        .fetch_optional(&mut write)
        .await?;
        write.commit().await?;
        Ok(row.map(|(raw,)| raw))
    }

    /// Returns true when a transaction is recorded with this status.
    ///
    /// # Errors
    /// `database`.
    pub async fn is_heard(
        &self,
        txn_id: &TxnId,
        status: &PaymentStatus,
    ) -> Result<bool, LedgerError> {
        query("SELECT 1 FROM payments WHERE txn_id = $1 AND payment_status = $2 LIMIT 1")
            .bind(txn_id.as_str())
            .bind(status.as_str())
            .exists(&mut self.read().await?)
            .await
    }

    /// Returns true when the outcome of a transaction is known, so that looking it up
    /// could tell nothing new.
    ///
    /// # Errors
    /// `database`.
    pub async fn is_settled(&self, txn_id: &TxnId) -> Result<bool, LedgerError> {
        query("SELECT 1 FROM payments WHERE txn_id = $1 AND kind = 'completed' LIMIT 1")
            .bind(txn_id.as_str())
            .exists(&mut self.read().await?)
            .await
    }

    /// Number of messages that wait to be verified.
    ///
    /// # Errors
    /// `database`.
    pub async fn waiting(&self) -> Result<u64, LedgerError> {
        let (count,): (i64,) =
            query("SELECT COUNT(*) FROM messages WHERE verification = 'waiting'")
                .fetch_one(&mut self.read().await?)
                .await?;
        Ok(count.unsigned_abs())
    }
}

#[cfg(test)]
mod tests;
