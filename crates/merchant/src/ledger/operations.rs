//! Operations of the shop, recorded before PayPal is asked.

use leptos_paypal_core::{CheckoutId, Currency, Money, TxnId};

use super::sql::{from_row, query};
use super::{Connection, DriverError, Ledger, LedgerError, rows, text};

/// Operation that the shop asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// Money back to the buyer.
    Refund,
    /// Reserved money is moved.
    Capture,
    /// Reserved money is released.
    Void,
}

impl OperationKind {
    /// The stable name: `refund`, `capture`, `void`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Capture => "capture",
            Self::Void => "void",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Refund, Self::Capture, Self::Void]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// An operation to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewOperation<'a> {
    /// Kind of the operation.
    pub kind: OperationKind,
    /// The client's name for it.
    pub idempotency_key: &'a str,
    /// The payment or authorization it acts on.
    pub txn_id: &'a TxnId,
    /// Amount; everything when not given.
    pub amount: Option<Money>,
}

/// A recorded operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its number.
    pub id: i64,
    /// Kind of the operation.
    pub kind: OperationKind,
    /// `PayPal-Request-Id`, the same whenever it is repeated.
    pub request_id: String,
    /// The payment or authorization it acts on.
    pub txn_id: TxnId,
    /// Amount; everything when not given.
    pub amount: Option<Money>,
}

/// One transaction of a checkout.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// The transaction.
    pub txn_id: TxnId,
    /// The payment that went back.
    pub parent: Option<TxnId>,
    /// `pending`, `failed`, `completed`, `refund`, `reversal`,
    /// `reversal_canceled`.
    pub kind: String,
    /// Amount.
    pub gross: Money,
    /// Reason of a pending state.
    pub detail: Option<String>,
    /// True when everything that was told of it fits the order.
    pub fits: bool,
}

struct OperationRow {
    id: i64,
    kind: String,
    request_id: String,
    txn_id: String,
    amount: Option<i64>,
    currency: String,
}

from_row!(OperationRow {
    id,
    kind,
    request_id,
    txn_id,
    amount,
    currency
});

struct TransactionRow {
    txn_id: String,
    parent_txn_id: Option<String>,
    kind: String,
    gross: i64,
    currency: String,
    detail: Option<String>,
    mismatches: String,
}

from_row!(TransactionRow {
    txn_id,
    parent_txn_id,
    kind,
    gross,
    currency,
    detail,
    mismatches
});

async fn find(
    connection: &mut Connection,
    checkout: &CheckoutId,
    key: &str,
) -> Result<Option<Operation>, LedgerError> {
    let row: Option<OperationRow> = query(
        "SELECT operations.id, kind, request_id, txn_id, amount, currency
         FROM operations JOIN checkouts ON checkouts.id = operations.checkout_id
         WHERE operations.checkout_id = $1 AND operations.idempotency_key = $2",
    )
    .bind(checkout.as_str())
    .bind(text(key))
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let currency: Currency = rows::currency(&row.currency)?;
        Ok(Operation {
            id: row.id,
            kind: OperationKind::from_name(&row.kind).ok_or_else(|| LedgerError::Unreadable {
                what: "an operation",
                value: row.kind.clone(),
            })?,
            request_id: row.request_id,
            txn_id: rows::txn_id(&row.txn_id)?,
            amount: row
                .amount
                .map(|amount| rows::money(amount, currency))
                .transpose()?,
        })
    })
    .transpose()
}

impl Ledger {
    /// The operation of that key.
    ///
    /// # Errors
    /// `database`.
    pub async fn operation(
        &self,
        checkout: &CheckoutId,
        key: &str,
    ) -> Result<Option<Operation>, LedgerError> {
        let mut connection = self.read().await?;
        find(&mut connection, checkout, key).await
    }

    /// Records an operation with the id of its request to PayPal, or finds
    /// the one that has the key already.
    ///
    /// # Errors
    /// `database`.
    pub async fn begin_operation(
        &self,
        checkout: &CheckoutId,
        new: &NewOperation<'_>,
        now: i64,
    ) -> Result<Operation, LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        if let Some(known) = find(&mut write, checkout, new.idempotency_key).await? {
            write.commit().await?;
            return Ok(known);
        }
        let (count,): (i64,) = query("SELECT COUNT(*) FROM operations WHERE checkout_id = $1")
            .bind(checkout.as_str())
            .fetch_one(&mut write)
            .await?;
        let request_id = format!("{checkout}-{}-{}", new.kind.as_str(), count + 1);
        query(
            "INSERT INTO operations (checkout_id, kind, idempotency_key, request_id, txn_id, amount,
                created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(checkout.as_str())
        .bind(new.kind.as_str())
        .bind(text(new.idempotency_key))
        .bind(request_id)
        .bind(new.txn_id.as_str())
        .bind(new.amount.map(Money::minor))
        .bind(now)
        .execute(&mut write)
        .await?;
        let made = find(&mut write, checkout, new.idempotency_key).await?;
        write.commit().await?;
        made.ok_or_else(|| DriverError::NoRow.into())
    }

    /// PayPal has done it.
    ///
    /// # Errors
    /// `database`.
    pub async fn operation_done(&self, id: i64, now: i64) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query("UPDATE operations SET done_at = $1 WHERE id = $2 AND done_at IS NULL")
            .bind(now)
            .bind(id)
            .execute(&mut write)
            .await?;
        write.commit().await
    }

    /// Everything that is known about a checkout's money.
    ///
    /// # Errors
    /// `database`.
    pub async fn transactions(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Vec<Transaction>, LedgerError> {
        let found: Vec<TransactionRow> = query(
            "SELECT txn_id, parent_txn_id, kind, gross, currency, detail, mismatches FROM payments
             WHERE checkout_id = $1 ORDER BY recorded_at, txn_id, payment_status",
        )
        .bind(checkout.as_str())
        .fetch_all(&mut self.read().await?)
        .await?;
        found
            .into_iter()
            .map(|row| {
                Ok(Transaction {
                    txn_id: rows::txn_id(&row.txn_id)?,
                    parent: row.parent_txn_id.as_deref().map(rows::txn_id).transpose()?,
                    gross: rows::money(row.gross, rows::currency(&row.currency)?)?,
                    kind: row.kind,
                    detail: row.detail,
                    fits: row.mismatches == "[]",
                })
            })
            .collect()
    }
}
