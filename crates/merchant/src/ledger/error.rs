//! Why the ledger could not do it.

use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

/// Why the ledger could not do it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file cannot be opened or made.
    #[error("the database {} cannot be opened: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Message of the database.
        source: DriverError,
    },
    /// The server cannot be reached, or does not let this program in.
    #[error("{server} cannot be opened: {source}")]
    Server {
        /// Which server and database.
        server: String,
        /// Message of the database.
        source: DriverError,
    },
    /// The URL is none of a database server. It is not shown: it may hold a
    /// password.
    #[error(
        "the database's URL cannot be used: {problem}; write it as postgres://user:password@host:5432/name"
    )]
    Url {
        /// The fault.
        problem: String,
    },
    /// The database.
    #[error("the database: {0}")]
    Database(#[source] DriverError),
    /// Another program holds the database, or too many requests wait for it.
    #[error("the database is busy: {problem}")]
    Busy {
        /// Message of the database.
        problem: String,
    },
    /// The disk is full or broken, or the database may only be read.
    #[error("the database cannot be written to: {0}")]
    Unwritable(#[source] DriverError),
    /// The database's tables cannot be brought up to date.
    #[error("the database's tables: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds what no version of this program has written.
    #[error("the database holds {value:?} as {what}")]
    Unreadable {
        /// Which value.
        what: &'static str,
        /// Kind of the record.
        value: String,
    },
}

impl LedgerError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "database_file",
            Self::Server { .. } => "database_server",
            Self::Url { .. } => "database_url",
            Self::Database(_) => "database",
            Self::Busy { .. } => "database_busy",
            Self::Unwritable(_) => "database_unwritable",
            Self::Migration(_) => "database_migration",
            Self::Unreadable { .. } => "database_unreadable",
        }
    }

    /// Returns whether the same step may succeed later.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unwritable(_))
    }
}

/// Error of a database's driver. A commit may fail for several at once.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum DriverError {
    /// SQLite.
    #[error(transparent)]
    Sqlite(Arc<rusqlite::Error>),
    /// PostgreSQL, or what brings the tables up to date.
    #[error(transparent)]
    Sqlx(Arc<sqlx::Error>),
    /// The file, or the thread that commits to it.
    #[error(transparent)]
    Io(Arc<std::io::Error>),
    /// A row that must be there is not.
    #[error("a row is not there")]
    NoRow,
    /// The whole transaction was rolled back: the disk is full or broken.
    #[error("the transaction was rolled back")]
    RolledBack,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
}

impl From<rusqlite::Error> for DriverError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(Arc::new(error))
    }
}

impl From<sqlx::Error> for DriverError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sqlx(Arc::new(error))
    }
}

impl From<std::io::Error> for DriverError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(Arc::new(error))
    }
}

impl From<DriverError> for LedgerError {
    fn from(error: DriverError) -> Self {
        match Trouble::of(&error) {
            Trouble::Busy => Self::Busy {
                problem: error.to_string(),
            },
            Trouble::Unwritable => Self::Unwritable(error),
            Trouble::Other => Self::Database(error),
        }
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        DriverError::from(error).into()
    }
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        DriverError::from(error).into()
    }
}

/// Kind of a database's error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Busy,
    Unwritable,
    Other,
}

impl Trouble {
    fn of(error: &DriverError) -> Self {
        match error {
            DriverError::Sqlite(error) => error
                .sqlite_error()
                .map_or(Self::Other, |error| Self::of_sqlite(error.extended_code)),
            DriverError::Sqlx(error) => match &**error {
                sqlx::Error::PoolTimedOut => Self::Busy,
                sqlx::Error::Database(database) => database
                    .code()
                    .map_or(Self::Other, |state| Self::of_postgres(&state)),
                _ => Self::Other,
            },
            DriverError::RolledBack => Self::Unwritable,
            DriverError::Io(_) | DriverError::NoRow | DriverError::Closed => Self::Other,
        }
    }

    /// By the result code, whose low byte is the primary one.
    const fn of_sqlite(code: i32) -> Self {
        match code & 0xff {
            // SQLITE_BUSY, SQLITE_LOCKED
            5 | 6 => Self::Busy,
            // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
            8 | 10 | 13 | 14 => Self::Unwritable,
            _ => Self::Other,
        }
    }

    /// By SQLSTATE.
    fn of_postgres(state: &str) -> Self {
        match state {
            // lock_not_available, deadlock_detected, too_many_connections,
            // cannot_connect_now
            "55P03" | "40P01" | "53300" | "57P03" => Self::Busy,
            // read_only_sql_transaction, disk_full, io_error
            "25006" | "53100" | "58030" => Self::Unwritable,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_pass_are_told_from_others() {
        for (code, expected) in [
            (5, Trouble::Busy),
            (517, Trouble::Busy),
            (13, Trouble::Unwritable),
            (778, Trouble::Unwritable),
            (1, Trouble::Other),
            (2067, Trouble::Other),
        ] {
            assert_eq!(Trouble::of_sqlite(code), expected, "{code}");
        }
        for (state, expected) in [
            ("55P03", Trouble::Busy),
            ("53100", Trouble::Unwritable),
            ("23505", Trouble::Other),
            ("42P01", Trouble::Other),
        ] {
            assert_eq!(Trouble::of_postgres(state), expected, "{state}");
        }
    }
}
