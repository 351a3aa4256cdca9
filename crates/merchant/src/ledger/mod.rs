//! Ledger of the shop: checkouts, payments, messages and history.
//! SQL is nowhere else.

mod adoption;
mod advance;
mod calls;
mod checkout;
mod checkouts;
mod connection;
mod database;
mod donations;
mod error;
mod event_context;
mod facts;
mod fulfilments;
mod health;
mod hints;
mod history;
mod inbox;
mod locked_checkout;
mod messages;
mod operations;
mod order_kind;
mod order_state;
mod payments;
mod reconciliation;
mod record;
mod resolutions;
mod resolve;
mod rows;
mod server_payments;
mod sql;
mod sqlite;
mod stored_plan;
mod subscription_fulfilments;
mod subscription_list;
mod subscriptions;
#[cfg(test)]
#[path = "../../tests/harness/books.rs"]
mod testing;
mod transmissions;
mod unclear;
mod webhook_number;
mod webhooks;
mod write;

use std::borrow::Cow;

use connection::Connection;
use database::Store;
use inbox::{Inbox, LIMITS, Limits};
use write::Write;

pub use adoption::Adopted;
pub use calls::{ApiCall, CallSummary};
pub use checkout::{Checkout, CheckoutLine, Created, NewCheckout, PaymentSummary};
pub use database::Database;
pub use donations::StoredDonation;
pub use error::{DriverError, LedgerError};
pub use facts::{Fact, FactReport};
pub use fulfilments::{DueFulfilment, FulfilmentKind, FulfilmentState, FulfilmentSummary};
pub use hints::Cause;
pub use history::{CheckoutSummary, HistoryEvent, MessageSummary};
pub use messages::{MessageId, StoredMessage, WaitingMessage};
pub use operations::{NewOperation, Operation, OperationKind, Transaction};
pub use order_kind::OrderKind;
pub use reconciliation::QuietCheckout;
pub use record::{Outcome, Shop};
pub use resolutions::NewResolution;
pub use resolve::Resolved;
pub use server_payments::{Declined, NewServerPayment, OpenedPayment, ServerPayment};
pub use subscription_fulfilments::{DueSubscriptionFulfilment, SubscriptionTopic};
pub use subscription_list::ListedSubscription;
pub use subscriptions::{NewSubscription, NextPayment, SubscriptionSummary};
pub use webhook_number::WebhookNumber;
pub use webhooks::{NewWebhook, StoredWebhook, WaitingWebhook, WebhookSummary, WebhookVerdict};

/// The shop's books, in one SQLite file or in PostgreSQL.
#[derive(Clone, Debug)]
pub struct Ledger {
    store: Store,
    limits: Limits,
    /// True when paid checkouts are queued for the shop's own system.
    fulfils: bool,
}

impl Ledger {
    /// Opens the database and brings its tables up to date. A file is made
    /// when it is not there.
    ///
    /// # Errors
    /// `database_file`, `database_server`, `database_migration`.
    pub async fn open(database: &Database) -> Result<Self, LedgerError> {
        Ok(Self {
            store: database.connect().await?,
            limits: LIMITS,
            fulfils: false,
        })
    }

    /// Sets that paid checkouts are queued for the shop's own system, in
    /// the transaction that makes them paid.
    #[must_use]
    pub(crate) const fn fulfilling(mut self, fulfils: bool) -> Self {
        self.fulfils = fulfils;
        self
    }

    /// Ends every connection.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// A connection that reads.
    async fn read(&self) -> Result<Connection, LedgerError> {
        self.store.read().await
    }

    /// Begins to write.
    async fn write(&self) -> Result<Write, LedgerError> {
        self.store.write().await.map(Write::new)
    }

    /// Begins to write with one statement, for which PostgreSQL needs no
    /// transaction.
    async fn write_one(&self) -> Result<Write, LedgerError> {
        self.store.write_one().await.map(Write::new)
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|error| LedgerError::Unreadable {
        what: "JSON to be stored",
        value: error.to_string(),
    })
}

/// Text from outside, as it is stored: PostgreSQL knows no U+0000.
fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}").into()
    } else {
        text.into()
    }
}
