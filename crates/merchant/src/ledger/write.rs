//! A transaction that writes.

use std::ops::{Deref, DerefMut};

use super::connection::Connection;
use super::sql::query;
use super::{LedgerError, MessageId};

/// A transaction that writes; dropped, it is rolled back. Whatever was read in
/// it may be told once it is committed: others' changes that it saw are
/// committed with it.
///
/// SQLite has one writer at a time. PostgreSQL has many: who decides by what
/// he reads locks it first, so that what he has read stays true until he
/// commits. Locks are taken in this order, so that no two wait for each
/// other: names, a message, one checkout.
pub(super) struct Write(Connection);

impl Write {
    pub(super) const fn new(connection: Connection) -> Self {
        Self(connection)
    }

    /// Other writers of SQLite take turns anyhow.
    const fn has_rivals(&self) -> bool {
        matches!(self.0, Connection::Postgres(_) | Connection::Transaction(_))
    }

    /// Nobody else passes the same lock until this transaction ends: for what
    /// has no row yet.
    pub(super) async fn lock(&mut self, kind: &str, name: &str) -> Result<(), LedgerError> {
        if self.has_rivals() {
            query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(format!("{kind}:{}", super::text(name)))
                .execute(self)
                .await?;
        }
        Ok(())
    }

    /// Nobody else moves this message until this transaction ends.
    pub(super) async fn lock_message(&mut self, id: MessageId) -> Result<(), LedgerError> {
        if self.has_rivals() {
            query("SELECT id FROM messages WHERE id = $1 FOR UPDATE")
                .bind(id.0)
                .execute(self)
                .await?;
        }
        Ok(())
    }

    /// Nobody else moves this checkout until this transaction ends.
    pub(super) async fn lock_checkout(&mut self, id: &str) -> Result<(), LedgerError> {
        if self.has_rivals() {
            query("SELECT id FROM checkouts WHERE id = $1 FOR UPDATE")
                .bind(id)
                .execute(self)
                .await?;
        }
        Ok(())
    }

    /// Answers once it is on the disk.
    pub(super) async fn commit(self) -> Result<(), LedgerError> {
        match self.0 {
            Connection::Writer(writer) => writer.commit().await,
            Connection::Transaction(transaction) => Ok(transaction.commit().await?),
            // A statement of its own, or nothing that was written.
            Connection::Postgres(_) | Connection::Reader(_) => Ok(()),
        }
    }
}

impl Deref for Write {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}
