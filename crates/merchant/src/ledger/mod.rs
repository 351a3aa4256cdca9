//! What the shop knows for good: checkouts, payments, messages and history.
//! SQL is nowhere else.

mod advance;
mod calls;
mod checkouts;
mod database;
mod error;
mod fulfilments;
mod health;
mod hints;
mod history;
mod learn;
mod messages;
mod operations;
mod payments;
mod record;
mod resolutions;
mod rows;
mod server_payments;
#[cfg(test)]
#[path = "../../tests/harness/books.rs"]
mod testing;
mod transmissions;
mod turns;
mod unclear;
mod unverified;
mod webhooks;
mod write;

use sqlx::AnyPool;

use database::{Backend, Keeper};
use turns::{Turn, Turns};
use unverified::{Inbox, LIMITS, Limits};
use write::Write;

pub use calls::{ApiCall, CallSummary};
pub use checkouts::{Checkout, CheckoutLine, Created, NewCheckout, PaymentSummary};
pub use database::Database;
pub use error::LedgerError;
pub use fulfilments::{DueFulfilment, FulfilmentKind, FulfilmentState, FulfilmentSummary};
pub use hints::Cause;
pub use history::{CheckoutSummary, HistoryEvent, MessageSummary};
pub use learn::{Fact, Learnt};
pub use messages::{Kept, MessageId, WaitingMessage};
pub use operations::{NewOperation, Operation, OperationKind, Transaction};
pub use record::{Outcome, Shop};
pub use resolutions::{NewResolution, Resolved};
pub use server_payments::{Declined, NewServerPayment, Opened, Quiet, ServerPayment};
pub use webhooks::{
    KeptWebhook, NewWebhook, WaitingWebhook, WebhookNumber, WebhookSummary, WebhookVerdict,
};

/// What queries run on.
type Connection = sqlx::AnyConnection;

/// The shop's books, in one SQLite file or in PostgreSQL.
#[derive(Clone, Debug)]
pub struct Ledger {
    pool: AnyPool,
    keeper: Keeper,
    backend: Backend,
    turns: Turns,
    limits: Limits,
    /// Whether paid checkouts are written down for the shop's own system.
    fulfils: bool,
}

impl Ledger {
    /// Opens the database and brings its tables up to date. A file is made
    /// when it is not there.
    ///
    /// # Errors
    /// `database_file`, `database_server`, `database_migration`.
    pub async fn open(database: &Database) -> Result<Self, LedgerError> {
        let (pool, keeper) = database.connect().await?;
        Ok(Self {
            pool,
            keeper,
            backend: database.backend(),
            turns: Turns::of(database.backend()),
            limits: LIMITS,
            fulfils: false,
        })
    }

    /// Whether paid checkouts are written down for the shop's own system, in
    /// the transaction that makes them paid.
    #[must_use]
    pub(crate) const fn fulfilling(mut self, fulfils: bool) -> Self {
        self.fulfils = fulfils;
        self
    }

    /// Ends every connection.
    pub async fn close(&self) {
        self.pool.close().await;
        self.keeper.close().await;
    }

    /// Begins to write.
    async fn write(&self) -> Result<Write, LedgerError> {
        Write::begin(&self.pool, self.backend, &self.turns).await
    }

    /// Waits for the turn to write with one statement; to be held until it is
    /// done.
    async fn turn(&self) -> Result<Turn, LedgerError> {
        self.turns.next().await
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|error| LedgerError::Unreadable {
        what: "JSON to be stored",
        value: error.to_string(),
    })
}

/// Text from outside, as it is stored: PostgreSQL knows no U+0000.
fn text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
