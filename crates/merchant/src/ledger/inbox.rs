//! The queue of messages that wait to be verified, of both kinds, and the room
//! for those that nobody has verified, so that no one can fill the disk.

use tracing::warn;

use super::sql::{FromRow, query};
use super::{Ledger, LedgerError, Write, text};

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

    /// Columns of a row that is taken.
    const fn columns(self) -> &'static str {
        match self {
            Self::Messages => "id, raw, attempts",
            Self::Webhooks => "id, raw, attempts, transmission",
        }
    }

    /// Condition for rows that are not verified.
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

#[cfg(test)]
impl Limits {
    /// Room for so many of each, of any size.
    pub(super) const fn rows(waiting: i64, invalid: i64) -> Self {
        Self {
            waiting: Limit {
                rows: waiting,
                bytes: i64::MAX,
            },
            invalid: Limit {
                rows: invalid,
                bytes: i64::MAX,
            },
        }
    }
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

/// Nobody could be asked about the row; `next_attempt_at` of `None` gives up.
pub(super) async fn put_off(
    write: &mut Write,
    inbox: Inbox,
    id: i64,
    problem: &str,
    next_attempt_at: Option<i64>,
) -> Result<(), LedgerError> {
    let table = inbox.table();
    query(format!(
        "UPDATE {table} SET attempts = attempts + 1, problem = $1, next_attempt_at = $2,
            verification = CASE WHEN $2 IS NULL THEN 'given_up' ELSE 'waiting' END
         WHERE id = $3 AND verification = 'waiting'"
    ))
    .bind(text(problem))
    .bind(next_attempt_at)
    .bind(id)
    .execute(write)
    .await?;
    Ok(())
}

impl Ledger {
    /// The row that has been due the longest. It is put off until
    /// `taken_until`, so that no other task or server takes it meanwhile; if
    /// this one dies, another takes it then.
    pub(super) async fn take_first<T: FromRow>(
        &self,
        inbox: Inbox,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<T>, LedgerError> {
        let (table, columns) = (inbox.table(), inbox.columns());
        let mut write = self.write_one().await?;
        let row = query(format!(
            "UPDATE {table} SET next_attempt_at = $1
             WHERE id = (SELECT id FROM {table}
                WHERE verification = 'waiting' AND next_attempt_at <= $2
                ORDER BY next_attempt_at, id LIMIT 1 {})
             AND verification = 'waiting' AND next_attempt_at <= $2
             RETURNING {columns}",
            self.store.skip_locked()
        ))
        .bind(taken_until)
        .bind(now)
        .fetch_optional(&mut write)
        .await?;
        write.commit().await?;
        Ok(row)
    }

    /// [`put_off`] in a statement of its own.
    pub(super) async fn put_off(
        &self,
        inbox: Inbox,
        id: i64,
        problem: &str,
        next_attempt_at: Option<i64>,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        put_off(&mut write, inbox, id, problem, next_attempt_at).await?;
        write.commit().await
    }

    /// The row is not PayPal's. Of such rows the newest are kept.
    pub(super) async fn reject(
        &self,
        inbox: Inbox,
        id: i64,
        problem: Option<&str>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        self.reject_in(&mut write, inbox, id, problem, now).await?;
        write.commit().await
    }

    /// [`Self::reject`] in a transaction that does more.
    pub(super) async fn reject_in(
        &self,
        write: &mut Write,
        inbox: Inbox,
        id: i64,
        problem: Option<&str>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let table = inbox.table();
        // Two who drop the oldest ones would wait for each other.
        write.lock(table, "invalid").await?;
        query(format!(
            "UPDATE {table} SET verification = 'invalid', verdict = 'invalid',
                next_attempt_at = NULL, attempts = attempts + 1,
                problem = COALESCE($1, problem), processed_at = $2
             WHERE id = $3 AND verification = 'waiting'"
        ))
        .bind(problem.map(text))
        .bind(now)
        .bind(id)
        .execute(write)
        .await?;
        write.keep_newest_invalid(inbox, self.limits.invalid).await
    }
}

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
    async fn keep_newest_invalid(&mut self, inbox: Inbox, limit: Limit) -> Result<(), LedgerError> {
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
        let (rows, bytes): (i64, i64) = query(format!(
            "SELECT COUNT(*), COALESCE(SUM(LENGTH(raw)), 0) FROM {table} WHERE {sort}"
        ))
        .fetch_one(self)
        .await?;
        let (mut rows, mut bytes) = (rows - limit.rows, bytes - limit.bytes);
        if rows <= 0 && bytes <= 0 {
            return Ok(0);
        }
        let oldest: Vec<(i64, i64)> = query(format!(
            "SELECT id, CAST(LENGTH(raw) AS BIGINT) FROM {table} WHERE {sort}
             ORDER BY id LIMIT {AT_ONCE}"
        ))
        .fetch_all(self)
        .await?;
        let mut dropped = 0;
        for (id, length) in oldest {
            if rows <= 0 && bytes <= 0 {
                break;
            }
            rows -= 1;
            bytes -= length;
            // What was recorded once, and is only asked about again, stays.
            query(format!(
                "DELETE FROM {table} WHERE id = $1 AND checkout_id IS NULL"
            ))
            .bind(id)
            .execute(self)
            .await?;
            dropped += 1;
        }
        Ok(dropped)
    }
}
