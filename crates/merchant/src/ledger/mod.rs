//! What the shop knows for good: checkouts, payments, messages and history.
//! SQL is nowhere else.

mod checkouts;
mod history;
mod messages;
mod record;
mod rows;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thiserror::Error;

pub use checkouts::{Checkout, CheckoutLine, Created, NewCheckout, PaymentSummary};
pub use history::{CheckoutSummary, HistoryEvent, MessageSummary};
pub use messages::{Kept, MessageId, WaitingMessage};
pub use record::{Cause, Outcome, Shop};

/// How many messages are kept that PayPal has not called its own, so that
/// nobody can fill the disk.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Those that wait to be verified; more are refused.
    waiting: i64,
    /// Those that PayPal has called invalid; older ones are dropped.
    invalid: i64,
}

const LIMITS: Limits = Limits {
    waiting: 10_000,
    invalid: 1_000,
};

/// Why the ledger could not do it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file cannot be opened or made.
    #[error("the database {} cannot be opened: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: sqlx::Error,
    },
    /// The database.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database's tables cannot be brought up to date.
    #[error("the database's tables: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds what no version of this program has written.
    #[error("the database holds {value:?} as {what}")]
    Unreadable {
        /// Which value.
        what: &'static str,
        /// What it is.
        value: String,
    },
    /// Too many messages wait to be verified.
    #[error(
        "{count} messages wait to be verified: PayPal cannot be asked, or the listener is flooded"
    )]
    TooManyWaiting {
        /// How many.
        count: i64,
    },
}

impl LedgerError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "database_file",
            Self::Database(_) => "database",
            Self::Migration(_) => "database_migration",
            Self::Unreadable { .. } => "database_unreadable",
            Self::TooManyWaiting { .. } => "messages_too_many",
        }
    }
}

/// The shop's books, in one SQLite file.
#[derive(Clone, Debug)]
pub struct Ledger {
    pool: SqlitePool,
    limits: Limits,
}

type Write = sqlx::Transaction<'static, sqlx::Sqlite>;

impl Ledger {
    /// Opens the file, makes it when it is not there, and brings its tables up
    /// to date.
    ///
    /// # Errors
    /// `database_file`, `database_migration`.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // With WAL a power cut could otherwise lose the last commits, and
            // PayPal would not tell them again.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .connect_with(options)
            .await
            .map_err(|source| LedgerError::File {
                path: path.to_owned(),
                source,
            })?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self {
            pool,
            limits: LIMITS,
        })
    }

    /// Ends every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Begins to write. The lock is taken at once: a transaction that first
    /// reads and then writes could otherwise fail half way.
    async fn write(&self) -> Result<Write, LedgerError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|error| LedgerError::Unreadable {
        what: "JSON to be stored",
        value: error.to_string(),
    })
}
