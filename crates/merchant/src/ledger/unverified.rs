//! Room for messages that nobody has verified, so that no one can fill the
//! disk.

use sqlx::AssertSqlSafe;
use tracing::warn;

use super::{LedgerError, Write};

/// Rows that go at a time; usually one goes when one comes.
const AT_ONCE: usize = 1_000;

/// Both kinds of messages that come from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inbox {
    Messages,
    Webhooks,
}

impl Inbox {
    const fn table(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Webhooks => "webhooks",
        }
    }

    /// Which rows are not verified.
    const fn unverified(self) -> &'static str {
        match self {
            Self::Messages => "verification IN ('waiting', 'given_up')",
            // One may be verified, and wait for PayPal to be asked about its
            // payment.
            Self::Webhooks => "verification IN ('waiting', 'given_up') AND verified_at IS NULL",
        }
    }
}

/// Amount that is kept of one sort of messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) rows: i64,
    pub(super) bytes: i64,
}

/// Amounts that are kept of messages that PayPal has not called its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Those that wait to be verified, or for which nobody could be asked. The
    /// oldest goes when another one comes.
    pub(super) waiting: Limit,
    /// Those that PayPal has called invalid.
    pub(super) invalid: Limit,
}

pub(super) const LIMITS: Limits = Limits {
    waiting: Limit {
        rows: 10_000,
        bytes: 64 * 1024 * 1024,
    },
    invalid: Limit {
        rows: 1_000,
        bytes: 16 * 1024 * 1024,
    },
};

impl Write {
    /// Makes room for a new message of `bytes`: the oldest ones go that nobody
    /// has verified. PayPal was told to send each of them again.
    pub(super) async fn make_room(
        &mut self,
        inbox: Inbox,
        limit: Limit,
        bytes: usize,
    ) -> Result<(), LedgerError> {
        let left = Limit {
            rows: limit.rows - 1,
            bytes: limit.bytes - i64::try_from(bytes).unwrap_or(i64::MAX),
        };
        // Two who drop the oldest ones would wait for each other.
        self.lock(inbox.table(), "waiting").await?;
        let dropped = self.drop_oldest(inbox, inbox.unverified(), left).await?;
        if dropped > 0 {
            warn!(
                kind = inbox.table(),
                dropped, "the oldest unverified messages went to make room for another one"
            );
        }
        Ok(())
    }

    /// Keeps the newest of the messages that PayPal has called invalid.
    pub(super) async fn keep_newest_invalid(
        &mut self,
        inbox: Inbox,
        limit: Limit,
    ) -> Result<(), LedgerError> {
        let invalid = "verification = 'invalid'";
        self.drop_oldest(inbox, invalid, limit).await.map(drop)
    }

    /// Drops the oldest of the rows that `sort` names until the others are
    /// within `limit`. How many went.
    async fn drop_oldest(
        &mut self,
        inbox: Inbox,
        sort: &str,
        limit: Limit,
    ) -> Result<usize, LedgerError> {
        let table = inbox.table();
        let (rows, bytes): (i64, i64) = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT COUNT(*), COALESCE(SUM(LENGTH(raw)), 0) FROM {table} WHERE {sort}"
        )))
        .fetch_one(&mut **self)
        .await?;
        let (mut rows, mut bytes) = (rows - limit.rows, bytes - limit.bytes);
        if rows <= 0 && bytes <= 0 {
            return Ok(0);
        }
        let oldest: Vec<(i64, i64)> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT id, CAST(LENGTH(raw) AS BIGINT) FROM {table} WHERE {sort}
             ORDER BY id LIMIT {AT_ONCE}"
        )))
        .fetch_all(&mut **self)
        .await?;
        let mut dropped = 0;
        for (id, length) in oldest {
            if rows <= 0 && bytes <= 0 {
                break;
            }
            rows -= 1;
            bytes -= length;
            // What was recorded once, and is only asked about again, stays.
            sqlx::query(AssertSqlSafe(format!(
                "DELETE FROM {table} WHERE id = $1 AND checkout_id IS NULL"
            )))
            .bind(id)
            .execute(&mut **self)
            .await?;
            dropped += 1;
        }
        Ok(dropped)
    }
}
