//! Messages: kept as they came, before anything is made of them.

use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::{IpnMessage, MessageSource, PaymentStatus};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Ledger, LedgerError, Write, text};

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

/// Where a message stands that was just delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
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
    /// Keeps a message. The same bytes are kept once, unless PayPal has called
    /// them invalid.
    /// `next_attempt_at` is when a background task may ask about it, should
    /// the one who brought it not come back.
    ///
    /// # Errors
    /// `messages_too_many`, `database`.
    pub async fn keep(
        &self,
        message: &IpnMessage,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<Kept, LedgerError> {
        let mut write = self.write().await?;
        let kept = self
            .keep_in(&mut write, message, now, next_attempt_at)
            .await?;
        write.commit().await?;
        Ok(kept)
    }

    /// The same inside a transaction. What was looked up needs no asking.
    pub(super) async fn keep_in(
        &self,
        write: &mut Write,
        message: &IpnMessage,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<Kept, LedgerError> {
        let (source, verification, next_attempt_at) = match message.source() {
            MessageSource::Ipn => ("ipn", "waiting", Some(next_attempt_at)),
            MessageSource::Pdt => ("pdt", "verified", None),
        };
        let (txn_id, payment_status) = (
            message.get("txn_id").map(text),
            message.get("payment_status").map(text),
        );
        write
            .lock("message", txn_id.as_deref().unwrap_or_default())
            .await?;
        let known: Option<(i64, Option<i64>)> = sqlx::query_as(
            "UPDATE messages SET deliveries = deliveries + 1
             WHERE id = (SELECT id FROM messages
                WHERE COALESCE(txn_id, '') = $1 AND COALESCE(payment_status, '') = $2
                AND verification IN ('waiting', 'verified') AND source = $3 AND raw = $4 LIMIT 1)
             RETURNING id, processed_at",
        )
        .bind(txn_id.as_deref().unwrap_or_default())
        .bind(payment_status.as_deref().unwrap_or_default())
        .bind(source)
        .bind(message.raw())
        .fetch_optional(&mut **write)
        .await?;
        if let Some((id, processed_at)) = known {
            let id = MessageId(id);
            return Ok(match processed_at {
                Some(_) => Kept::Done(id),
                None => Kept::Open(id),
            });
        }
        let (count,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM messages WHERE verification = 'waiting'")
                .fetch_one(&mut **write)
                .await?;
        if count >= self.limits.waiting {
            return Err(LedgerError::TooManyWaiting { count });
        }
        let (id,): (i64,) = sqlx::query_as(
            "INSERT INTO messages (source, raw, received_at, verification, next_attempt_at,
                txn_id, payment_status)
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        )
        .bind(source)
        .bind(message.raw())
        .bind(now)
        .bind(verification)
        .bind(next_attempt_at)
        .bind(txn_id)
        .bind(payment_status)
        .fetch_one(&mut **write)
        .await?;
        Ok(Kept::Open(MessageId(id)))
    }

    /// PayPal says that the message is not its own. Of such messages the
    /// newest are kept.
    ///
    /// # Errors
    /// `database`.
    pub async fn invalid(&self, id: MessageId, now: i64) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        // Two who drop the oldest ones would wait for each other.
        write.lock("messages", "invalid").await?;
        sqlx::query(
            "UPDATE messages SET verification = 'invalid', verdict = 'invalid',
                next_attempt_at = NULL, attempts = attempts + 1, processed_at = $1
             WHERE id = $2 AND verification = 'waiting'",
        )
        .bind(now)
        .bind(id.0)
        .execute(&mut *write)
        .await?;
        sqlx::query(
            "DELETE FROM messages WHERE verification = 'invalid' AND id <= (
                SELECT id FROM messages WHERE verification = 'invalid'
                ORDER BY id DESC LIMIT 1 OFFSET $1)",
        )
        .bind(self.limits.invalid)
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
        let _turn = self.turn().await?;
        sqlx::query(
            "UPDATE messages SET attempts = attempts + 1, problem = $1, next_attempt_at = $2,
                verification = CASE WHEN $2 IS NULL THEN 'given_up' ELSE 'waiting' END
             WHERE id = $3 AND verification = 'waiting'",
        )
        .bind(text(problem))
        .bind(next_attempt_at)
        .bind(id.0)
        .execute(&self.pool)
        .await?;
        Ok(())
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
        let _turn = self.turn().await?;
        let row: Option<WaitingRow> = sqlx::query_as(AssertSqlSafe(format!(
            "UPDATE messages SET next_attempt_at = $1
             WHERE id = (SELECT id FROM messages
                WHERE verification = 'waiting' AND next_attempt_at <= $2
                ORDER BY next_attempt_at, id LIMIT 1 {})
             AND verification = 'waiting' AND next_attempt_at <= $2
             RETURNING id, raw, attempts",
            self.backend.skip_locked()
        )))
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
        let _turn = self.turn().await?;
        let row: Option<(Vec<u8>,)> = sqlx::query_as(
            "UPDATE messages SET verification = 'waiting', next_attempt_at = $1,
                processed_at = NULL
             WHERE id = $2 AND source = 'ipn' RETURNING raw",
        )
        .bind(taken_until)
        .bind(id.0)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(raw,)| raw))
    }

    /// Whether a transaction was heard of with this status.
    ///
    /// # Errors
    /// `database`.
    pub async fn is_heard(
        &self,
        txn_id: &TxnId,
        status: &PaymentStatus,
    ) -> Result<bool, LedgerError> {
        let found: Option<(i64,)> =
            sqlx::query_as("SELECT 1 FROM payments WHERE txn_id = $1 AND payment_status = $2")
                .bind(txn_id.as_str())
                .bind(status.as_str())
                .fetch_optional(&self.pool)
                .await?;
        Ok(found.is_some())
    }

    /// Whether the outcome of a transaction is known, so that looking it up
    /// could tell nothing new.
    ///
    /// # Errors
    /// `database`.
    pub async fn is_settled(&self, txn_id: &TxnId) -> Result<bool, LedgerError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "SELECT 1 FROM payments WHERE txn_id = $1 AND kind = 'completed' LIMIT 1",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::testing::Books;
    use crate::ledger::{Limits, Shop};

    fn message(n: u32) -> IpnMessage {
        IpnMessage::parse(format!("txn_id=T{n}&payment_status=Completed").as_bytes()).unwrap()
    }

    #[tokio::test]
    async fn nobody_can_fill_the_disk() {
        let books = Books::fresh().await;
        let mut ledger = Ledger::open(books.database()).await.unwrap();
        ledger.limits = Limits {
            waiting: 3,
            invalid: 2,
        };
        let mut ids = Vec::new();
        for n in 0..3 {
            let Kept::Open(id) = ledger.keep(&message(n), 0, 1).await.unwrap() else {
                panic!("nothing was recorded yet");
            };
            ids.push(id);
        }
        let refused = ledger.keep(&message(3), 0, 1).await.unwrap_err();
        assert_eq!(refused.code(), "messages_too_many");
        // What waits already is no new message.
        assert_eq!(
            ledger.keep(&message(2), 0, 1).await.unwrap(),
            Kept::Open(ids[2])
        );
        for id in ids {
            ledger.invalid(id, 1).await.unwrap();
        }
        let kept = ledger.messages(None).await.unwrap();
        let names: Vec<_> = kept
            .iter()
            .filter_map(|kept| kept.txn_id.as_deref())
            .collect();
        assert_eq!(names, ["T2", "T1"]);
        ledger.keep(&message(3), 0, 1).await.unwrap();
    }

    #[tokio::test]
    async fn what_a_database_cannot_hold_is_kept_all_the_same() {
        let books = Books::fresh().await;
        let ledger = Ledger::open(books.database()).await.unwrap();
        let raw: &[u8] = b"txn_id=T%00\x00&payment_status=%00&charset=utf-8&first_name=%ff%FE\xff";
        let message = IpnMessage::parse(raw).unwrap();
        let kept = ledger.keep(&message, 0, 1).await.unwrap();
        let Kept::Open(id) = kept else {
            panic!("nothing was recorded yet");
        };
        assert_eq!(ledger.keep(&message, 0, 1).await.unwrap(), kept);
        let shop = Shop {
            payees: Vec::new(),
            test: true,
        };
        ledger.record(id, &message, &shop, 1).await.unwrap();
        assert_eq!(ledger.messages(None).await.unwrap()[0].raw, raw);
    }

    /// Nobody asks about an answer again: it is recorded, or it is not there.
    #[tokio::test]
    async fn an_answer_is_kept_with_what_it_comes_to() {
        let books = Books::fresh().await;
        let ledger = Ledger::open(books.database()).await.unwrap();
        let shop = Shop {
            payees: Vec::new(),
            test: true,
        };
        let answer =
            "SUCCESS\ntxn_id=T1\npayment_status=Completed\nmc_gross=1.00\nmc_currency=USD\n";
        let answer = IpnMessage::from_pdt(answer.as_bytes()).unwrap();
        let rename = |from: &str, to: &str| {
            sqlx::query(AssertSqlSafe(format!("ALTER TABLE {from} RENAME TO {to}")))
        };
        rename("payments", "gone")
            .execute(&ledger.pool)
            .await
            .unwrap();
        ledger.record_answer(&answer, &shop, 1).await.unwrap_err();
        assert!(ledger.messages(None).await.unwrap().is_empty());
        rename("gone", "payments")
            .execute(&ledger.pool)
            .await
            .unwrap();
        let (_, outcome) = ledger
            .record_answer(&answer, &shop, 1)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(outcome.verdict, "unknown_order");
        assert_eq!(ledger.record_answer(&answer, &shop, 2).await.unwrap(), None);
        let kept = ledger.messages(None).await.unwrap();
        assert_eq!(kept[0].verdict.as_deref(), Some("unknown_order"));
    }

    #[tokio::test]
    async fn what_is_due_is_taken_once_and_given_up_in_the_end() {
        let books = Books::fresh().await;
        let ledger = Ledger::open(books.database()).await.unwrap();
        let Kept::Open(id) = ledger.keep(&message(1), 0, 100).await.unwrap() else {
            panic!("nothing was recorded yet");
        };
        assert!(ledger.take_due(99, 1000).await.unwrap().is_none());
        let taken = ledger.take_due(100, 1000).await.unwrap().unwrap();
        assert_eq!((taken.id, taken.attempts), (id, 0));
        assert!(ledger.take_due(999, 2000).await.unwrap().is_none());
        ledger.unasked(id, "no answer", Some(500)).await.unwrap();
        assert_eq!(
            ledger.take_due(500, 2000).await.unwrap().unwrap().attempts,
            1
        );
        ledger.unasked(id, "no answer", None).await.unwrap();
        assert!(ledger.take_due(i64::MAX, i64::MAX).await.unwrap().is_none());
        let kept = ledger.messages(None).await.unwrap();
        assert_eq!(kept[0].verification, "given_up");
    }
}
