//! Messages: kept as they came, before anything is made of them.

use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::{IpnMessage, MessageSource};
use sqlx::FromRow;

use super::{Ledger, LedgerError, MAX_INVALID, MAX_WAITING};

/// The number of a message in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(pub(super) i64);

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A message that PayPal could not be asked about.
#[derive(Clone, Debug)]
pub struct WaitingMessage {
    /// Its number.
    pub id: MessageId,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// How often PayPal has been asked in vain.
    pub attempts: u32,
}

#[derive(FromRow)]
struct WaitingRow {
    id: i64,
    raw: Vec<u8>,
    attempts: i64,
}

impl Ledger {
    /// Keeps a message. The same bytes that still wait are kept once.
    /// `next_attempt_at` is when a background task may ask about it, should
    /// the one who brought it not come back. What was looked up needs no
    /// asking.
    ///
    /// # Errors
    /// `messages_too_many`, `database`.
    pub async fn keep(
        &self,
        message: &IpnMessage,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<MessageId, LedgerError> {
        let mut write = self.write().await?;
        let (source, verification, next_attempt_at) = match message.source() {
            MessageSource::Ipn => ("ipn", "waiting", Some(next_attempt_at)),
            MessageSource::Pdt => ("pdt", "verified", None),
        };
        let waiting: Option<(i64,)> = sqlx::query_as(
            "UPDATE messages SET deliveries = deliveries + 1
             WHERE id = (SELECT id FROM messages
                WHERE txn_id IS ? AND payment_status IS ? AND verification = 'waiting'
                AND source = ? AND raw = ? LIMIT 1)
             RETURNING id",
        )
        .bind(message.get("txn_id"))
        .bind(message.get("payment_status"))
        .bind(source)
        .bind(message.raw())
        .fetch_optional(&mut *write)
        .await?;
        if let Some((id,)) = waiting {
            write.commit().await?;
            return Ok(MessageId(id));
        }
        let (count,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM messages WHERE verification = 'waiting'")
                .fetch_one(&mut *write)
                .await?;
        if count >= MAX_WAITING {
            return Err(LedgerError::TooManyWaiting);
        }
        let (id,): (i64,) = sqlx::query_as(
            "INSERT INTO messages (source, raw, received_at, verification, next_attempt_at,
                txn_id, payment_status)
             VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(source)
        .bind(message.raw())
        .bind(now)
        .bind(verification)
        .bind(next_attempt_at)
        .bind(message.get("txn_id"))
        .bind(message.get("payment_status"))
        .fetch_one(&mut *write)
        .await?;
        write.commit().await?;
        Ok(MessageId(id))
    }

    /// PayPal says that the message is not its own. Of such messages the
    /// newest are kept.
    ///
    /// # Errors
    /// `database`.
    pub async fn invalid(&self, id: MessageId, now: i64) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        sqlx::query(
            "UPDATE messages SET verification = 'invalid', verdict = 'invalid',
                next_attempt_at = NULL, attempts = attempts + 1, processed_at = ?
             WHERE id = ? AND verification = 'waiting'",
        )
        .bind(now)
        .bind(id.0)
        .execute(&mut *write)
        .await?;
        sqlx::query(
            "DELETE FROM messages WHERE verification = 'invalid' AND id <= (
                SELECT id FROM messages WHERE verification = 'invalid'
                ORDER BY id DESC LIMIT 1 OFFSET ?)",
        )
        .bind(MAX_INVALID)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(())
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
        sqlx::query(
            "UPDATE messages SET attempts = attempts + 1, problem = ?, next_attempt_at = ?,
                verification = CASE WHEN ? IS NULL THEN 'given_up' ELSE 'waiting' END
             WHERE id = ? AND verification = 'waiting'",
        )
        .bind(problem)
        .bind(next_attempt_at)
        .bind(next_attempt_at)
        .bind(id.0)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The message that has been due the longest. It is put off until
    /// `taken_until`, so that no other task takes it meanwhile.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_due(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<WaitingMessage>, LedgerError> {
        let row: Option<WaitingRow> = sqlx::query_as(
            "UPDATE messages SET next_attempt_at = ?
             WHERE id = (SELECT id FROM messages
                WHERE verification = 'waiting' AND next_attempt_at <= ?
                ORDER BY next_attempt_at, id LIMIT 1)
             RETURNING id, raw, attempts",
        )
        .bind(taken_until)
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| WaitingMessage {
            id: MessageId(row.id),
            raw: row.raw,
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        }))
    }

    /// Whether the outcome of a transaction is known, so that looking it up
    /// could tell nothing new.
    ///
    /// # Errors
    /// `database`.
    pub async fn is_settled(&self, txn_id: &TxnId) -> Result<bool, LedgerError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "SELECT 1 FROM payments WHERE txn_id = ? AND kind = 'completed' LIMIT 1",
        )
        .bind(txn_id.as_str())
        .fetch_optional(&self.pool)
        .await?;
        Ok(found.is_some())
    }

    /// How many messages wait to be verified.
    ///
    /// # Errors
    /// `database`.
    pub async fn waiting(&self) -> Result<u64, LedgerError> {
        let (count,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM messages WHERE verification = 'waiting'")
                .fetch_one(&self.pool)
                .await?;
        Ok(count.unsigned_abs())
    }
}
