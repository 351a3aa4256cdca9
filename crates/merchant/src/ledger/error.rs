//! Why the ledger could not do it.

use std::path::PathBuf;

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
        source: sqlx::Error,
    },
    /// The server cannot be reached, or does not let this program in.
    #[error("{server} cannot be opened: {source}")]
    Server {
        /// Which server and database.
        server: String,
        /// Message of the database.
        source: sqlx::Error,
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
    Database(#[source] sqlx::Error),
    /// Another program holds the database, or too many requests wait for it.
    #[error("the database is busy: {problem}")]
    Busy {
        /// Message of the database.
        problem: String,
    },
    /// The disk is full or broken, or the database may only be read.
    #[error("the database cannot be written to: {0}")]
    Unwritable(#[source] sqlx::Error),
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

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        match Trouble::of(&error) {
            Trouble::Busy => Self::Busy {
                problem: error.to_string(),
            },
            Trouble::Unwritable => Self::Unwritable(error),
            Trouble::Other => Self::Database(error),
        }
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
    fn of(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Database(database) => database
                .code()
                .map_or(Self::Other, |code| Self::coded(&code)),
            _ => Self::Other,
        }
    }

    /// By SQLite's result code, which is a number of at most four digits with
    /// the primary code in its low byte, or by PostgreSQL's SQLSTATE, which has
    /// five characters.
    fn coded(code: &str) -> Self {
        match (code.len(), code.parse::<u32>()) {
            (..5, Ok(code)) => match code & 0xff {
                // SQLITE_BUSY, SQLITE_LOCKED
                5 | 6 => Self::Busy,
                // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
                8 | 10 | 13 | 14 => Self::Unwritable,
                _ => Self::Other,
            },
            _ => match code {
                // lock_not_available, deadlock_detected, too_many_connections,
                // cannot_connect_now
                "55P03" | "40P01" | "53300" | "57P03" => Self::Busy,
                // read_only_sql_transaction, disk_full, io_error
                "25006" | "53100" | "58030" => Self::Unwritable,
                _ => Self::Other,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_pass_are_told_from_others() {
        for (code, expected) in [
            ("5", Trouble::Busy),
            ("517", Trouble::Busy),
            ("55P03", Trouble::Busy),
            ("13", Trouble::Unwritable),
            ("778", Trouble::Unwritable),
            ("53100", Trouble::Unwritable),
            ("1", Trouble::Other),
            ("2067", Trouble::Other),
            ("23505", Trouble::Other),
            ("42P01", Trouble::Other),
        ] {
            assert_eq!(Trouble::coded(code), expected, "{code}");
        }
    }
}
