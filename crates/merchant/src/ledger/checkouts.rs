//! Checkouts: made once for each idempotency key, and read.

use leptos_paypal_core::{
    CheckoutId, CheckoutStatus, ChosenOption, Currency, Money, OrderedItem, ReviewReason, Sku,
    TxnId,
};

use super::rows::{self, PaymentRow};
use super::sql::{from_row, query};
use super::{
    Connection, DriverError, Ledger, LedgerError, NewServerPayment, json, server_payments, text,
};
use crate::server_path::Api;

/// A checkout to be recorded.
#[derive(Clone, Debug)]
pub struct NewCheckout {
    /// Its id.
    pub id: CheckoutId,
    /// The client's name for this attempt.
    pub idempotency_key: String,
    /// What was asked for, in one spelling.
    pub request: String,
    /// Which way it goes to PayPal: `form` or `server`.
    pub path: &'static str,
    /// What the buyer pays.
    pub total: Money,
    /// Where the form goes.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// What the message about the payment must name.
    pub ordered: Vec<OrderedItem>,
    /// What was bought.
    pub lines: Vec<CheckoutLine>,
    /// The payment that the server is going to make.
    pub server: Option<NewServerPayment>,
}

/// One line of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutLine {
    /// The article.
    pub sku: Sku,
    /// Its name on that day.
    pub name: String,
    /// The buyer's choices.
    pub options: Vec<ChosenOption>,
    /// How many.
    pub quantity: u32,
    /// The price of one on that day.
    pub price: Money,
}

/// A recorded checkout.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// Its id.
    pub id: CheckoutId,
    /// What was asked for.
    pub request: String,
    /// Which way it goes to PayPal: `form` or `server`.
    pub path: String,
    /// The API of the server path.
    pub api: Option<Api>,
    /// Where the buyer agrees on the server path.
    pub approval_url: Option<String>,
    /// Where the form goes.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// What has become of it.
    pub status: CheckoutStatus,
    /// Why a person must look at it.
    pub reason: Option<ReviewReason>,
    /// The values behind the reason.
    pub reason_detail: Option<String>,
    /// What the buyer pays.
    pub total: Money,
    /// What was bought.
    pub lines: Vec<CheckoutLine>,
    /// The payment that counts, or the last one that does not yet.
    pub payment: Option<PaymentSummary>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
    /// When something was last learnt about it.
    pub updated_at: i64,
}

/// What is told of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSummary {
    /// The transaction.
    pub txn_id: TxnId,
    /// The full amount.
    pub gross: Money,
    /// What PayPal kept of it, where it is known.
    pub fee: Option<Money>,
}

/// What came of recording a checkout.
#[derive(Clone, Debug)]
pub enum Created {
    /// It is new, and as it was given.
    New(Checkout),
    /// There was one with that key, which is unchanged.
    Existing(Checkout),
}

struct CheckoutRow {
    id: String,
    request: String,
    path: String,
    action: String,
    fields: String,
    status: String,
    reason: Option<String>,
    reason_detail: Option<String>,
    currency: String,
    total: i64,
    created_at: i64,
    updated_at: i64,
}

from_row!(CheckoutRow {
    id,
    request,
    path,
    action,
    fields,
    status,
    reason,
    reason_detail,
    currency,
    total,
    created_at,
    updated_at
});

struct LineRow {
    sku: String,
    name: String,
    options: String,
    quantity: i64,
    price: i64,
}

from_row!(LineRow {
    sku,
    name,
    options,
    quantity,
    price
});

const BY_ID: &str =
    "SELECT id, request, path, action, fields, status, reason, reason_detail, currency,
    total, created_at, updated_at FROM checkouts WHERE id = $1";
const BY_KEY: &str =
    "SELECT id, request, path, action, fields, status, reason, reason_detail, currency,
    total, created_at, updated_at FROM checkouts WHERE idempotency_key = $1";

impl Ledger {
    /// Records a checkout, unless there is one with its idempotency key. Two
    /// requests at the same moment make one checkout.
    ///
    /// # Errors
    /// `database`.
    pub async fn create(&self, new: &NewCheckout, now: i64) -> Result<Created, LedgerError> {
        let mut write = self.write().await?;
        let made = query(
            "INSERT INTO checkouts (id, idempotency_key, request, path, currency, total, action,
                fields, ordered, status, hint, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (idempotency_key) DO NOTHING",
        )
        .bind(new.id.as_str())
        .bind(&new.idempotency_key)
        .bind(text(&new.request))
        .bind(new.path)
        .bind(new.total.currency().code())
        .bind(new.total.minor())
        .bind(&new.action)
        .bind(json(&new.fields)?)
        .bind(json(&new.ordered)?)
        .bind(CheckoutStatus::Created.as_str())
        .bind(CheckoutStatus::Created.as_str())
        .bind(now)
        .bind(now)
        .execute(&mut write)
        .await?;
        if made == 0 {
            let existing = load(&mut write, BY_KEY, &new.idempotency_key).await?;
            write.commit().await?;
            return existing
                .map(Created::Existing)
                .ok_or_else(|| DriverError::NoRow.into());
        }
        for (position, line) in (0_i64..).zip(&new.lines) {
            query(
                "INSERT INTO checkout_lines (checkout_id, position, sku, name, options, quantity, price)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(new.id.as_str())
            .bind(position)
            .bind(line.sku.as_str())
            .bind(text(&line.name))
            .bind(json(&line.options)?)
            .bind(i64::from(line.quantity))
            .bind(line.price.minor())
            .execute(&mut write)
            .await?;
        }
        if let Some(server) = &new.server {
            server_payments::insert(&mut write, &new.id, server).await?;
        }
        query(
            "INSERT INTO events (checkout_id, at, cause, to_status) VALUES ($1, $2, 'created', $3)",
        )
        .bind(new.id.as_str())
        .bind(now)
        .bind(CheckoutStatus::Created.as_str())
        .execute(&mut write)
        .await?;
        write.commit().await?;
        Ok(Created::New(new.made(now)))
    }

    /// The checkout of that id.
    ///
    /// # Errors
    /// `database`.
    pub async fn checkout(&self, id: &CheckoutId) -> Result<Option<Checkout>, LedgerError> {
        let mut connection = self.read().await?;
        load(&mut connection, BY_ID, id.as_str()).await
    }

    /// The checkout with that idempotency key.
    ///
    /// # Errors
    /// `database`.
    pub async fn checkout_by_key(&self, key: &str) -> Result<Option<Checkout>, LedgerError> {
        let mut connection = self.read().await?;
        load(&mut connection, BY_KEY, key).await
    }
}

async fn load(
    connection: &mut Connection,
    sql: &'static str,
    key: &str,
) -> Result<Option<Checkout>, LedgerError> {
    let row: Option<CheckoutRow> = query(sql)
        .bind(key)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let lines: Vec<LineRow> = query(
        "SELECT sku, name, options, quantity, price FROM checkout_lines
         WHERE checkout_id = $1 ORDER BY position",
    )
    .bind(&row.id)
    .fetch_all(&mut *connection)
    .await?;
    let payments = rows::payments(&mut *connection, &row.id).await?;
    let way = if row.path == "server" {
        server_payments::way(connection, &row.id).await?
    } else {
        None
    };
    let (api, approval_url) = way.map_or((None, None), |(api, url)| (Some(api), url));
    let currency = rows::currency(&row.currency)?;
    Ok(Some(Checkout {
        id: row.id.parse().map_err(|_| LedgerError::Unreadable {
            what: "a checkout",
            value: row.id.clone(),
        })?,
        request: row.request,
        path: row.path,
        api,
        approval_url,
        action: row.action,
        fields: rows::from_json("fields", &row.fields)?,
        status: rows::status(&row.status)?,
        reason: rows::reason(row.reason.as_deref())?,
        reason_detail: row.reason_detail,
        total: rows::money(row.total, currency)?,
        lines: lines
            .into_iter()
            .map(|line| line.read(currency))
            .collect::<Result<_, _>>()?,
        payment: summary(&payments)?,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
}

impl NewCheckout {
    /// The checkout as it is recorded.
    fn made(&self, now: i64) -> Checkout {
        Checkout {
            id: self.id.clone(),
            request: self.request.clone(),
            path: self.path.to_owned(),
            api: self.server.as_ref().map(|server| server.api),
            approval_url: None,
            action: self.action.clone(),
            fields: self.fields.clone(),
            status: CheckoutStatus::Created,
            reason: None,
            reason_detail: None,
            total: self.total,
            lines: self.lines.clone(),
            payment: None,
            created_at: now,
            updated_at: now,
        }
    }
}

impl LineRow {
    fn read(self, currency: Currency) -> Result<CheckoutLine, LedgerError> {
        Ok(CheckoutLine {
            quantity: u32::try_from(self.quantity).map_err(|_| LedgerError::Unreadable {
                what: "a quantity",
                value: self.quantity.to_string(),
            })?,
            sku: self.sku.parse().map_err(|_| LedgerError::Unreadable {
                what: "an article",
                value: self.sku.clone(),
            })?,
            name: self.name,
            options: rows::from_json("options", &self.options)?,
            price: rows::money(self.price, currency)?,
        })
    }
}

/// The completed payment that fits; else one that does not; else what is
/// pending.
fn summary(payments: &[PaymentRow]) -> Result<Option<PaymentSummary>, LedgerError> {
    let weight = |row: &PaymentRow| match (row.kind.as_str(), row.mismatches.as_str()) {
        ("completed", "[]") => 3,
        ("completed", _) => 2,
        ("pending", _) => 1,
        _ => 0,
    };
    let best = payments
        .iter()
        .rev()
        .filter(|row| weight(row) > 0)
        .max_by_key(|row| weight(row));
    best.map(|row| {
        let currency = rows::currency(&row.currency)?;
        Ok(PaymentSummary {
            txn_id: rows::txn_id(&row.txn_id)?,
            gross: rows::money(row.gross, currency)?,
            fee: row.fee.map(|fee| rows::money(fee, currency)).transpose()?,
        })
    })
    .transpose()
}
