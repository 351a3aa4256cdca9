//! What statements are sent on.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Transaction};

use super::LedgerError;
use super::sqlite;

/// A connection to the database, or a transaction on it.
pub(super) enum Connection {
    Reader(sqlite::Reader),
    Writer(sqlite::Writer),
    Postgres(PoolConnection<Postgres>),
    Transaction(Transaction<'static, Postgres>),
}

/// The driver's connection.
pub(super) enum Target<'c> {
    Sqlite(&'c mut rusqlite::Connection),
    Postgres(&'c mut PgConnection),
}

impl Connection {
    pub(super) fn target(&mut self) -> Result<Target<'_>, LedgerError> {
        Ok(match self {
            Self::Reader(reader) => Target::Sqlite(reader.connection()?),
            Self::Writer(writer) => Target::Sqlite(writer.connection()?),
            Self::Postgres(connection) => Target::Postgres(connection),
            Self::Transaction(transaction) => Target::Postgres(transaction),
        })
    }
}
