//! A transaction that writes.

use std::ops::{Deref, DerefMut};

use sqlx::{Any, AnyPool, Transaction};

use super::turns::{Turn, Turns};
use super::{Backend, Connection, LedgerError, MessageId};

/// A transaction that writes; dropped, it is rolled back.
///
/// SQLite has one writer at a time. PostgreSQL has many: who decides by what
/// he reads locks it first, so that what he has read stays true until he
/// commits. Locks are taken in this order, so that no two wait for each
/// other: names, a message, one checkout.
pub(super) struct Write {
    transaction: Transaction<'static, Any>,
    backend: Backend,
    /// Given up when the transaction has ended.
    _turn: Turn,
}

impl Write {
    /// In SQLite the lock is taken at once: a transaction that first reads and
    /// then writes could otherwise fail half way. Neither waits for ever for
    /// others.
    pub(super) async fn begin(
        pool: &AnyPool,
        backend: Backend,
        turns: &Turns,
    ) -> Result<Self, LedgerError> {
        let begin = match backend {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => {
                "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '3s'"
            }
        };
        let turn = turns.next().await?;
        Ok(Self {
            transaction: pool.begin_with(begin).await?,
            backend,
            _turn: turn,
        })
    }

    /// Nobody else passes the same lock until this transaction ends: for what
    /// has no row yet.
    pub(super) async fn lock(&mut self, kind: &str, name: &str) -> Result<(), LedgerError> {
        if self.backend == Backend::Postgres {
            sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(format!("{kind}:{}", super::text(name)))
                .execute(&mut **self)
                .await?;
        }
        Ok(())
    }

    /// Nobody else moves this message until this transaction ends.
    pub(super) async fn lock_message(&mut self, id: MessageId) -> Result<(), LedgerError> {
        if self.backend == Backend::Postgres {
            sqlx::query("SELECT id FROM messages WHERE id = $1 FOR UPDATE")
                .bind(id.0)
                .execute(&mut **self)
                .await?;
        }
        Ok(())
    }

    /// Nobody else moves this checkout until this transaction ends.
    pub(super) async fn lock_checkout(&mut self, id: &str) -> Result<(), LedgerError> {
        if self.backend == Backend::Postgres {
            sqlx::query("SELECT id FROM checkouts WHERE id = $1 FOR UPDATE")
                .bind(id)
                .execute(&mut **self)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), LedgerError> {
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Write {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.transaction
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.transaction
    }
}
