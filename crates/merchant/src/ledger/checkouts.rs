//! Checkouts: made once for each idempotency key, and read.

use leptos_paypal_core::{CheckoutId, CheckoutStatus, Currency, ReviewReason};

use super::rows::{self, PaymentRow};
use super::sql::{from_row, query};
use super::{
    Checkout, CheckoutLine, Connection, Created, DriverError, Ledger, LedgerError, NewCheckout,
    OrderKind, PaymentSummary, StoredDonation, Write, json, server_payments, subscriptions, text,
};

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
    order_kind: String,
    donation: Option<String>,
    custom: Option<String>,
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
    order_kind,
    donation,
    custom,
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
    total, order_kind, donation, custom, created_at, updated_at FROM checkouts WHERE id = $1";
const BY_KEY: &str =
    "SELECT id, request, path, action, fields, status, reason, reason_detail, currency,
    total, order_kind, donation, custom, created_at, updated_at
    FROM checkouts WHERE idempotency_key = $1";

impl Ledger {
    /// Records a checkout, unless there is one with its idempotency key. Two
    /// requests at the same moment make one checkout.
    ///
    /// # Errors
    /// `database`.
    pub async fn create(&self, new: &NewCheckout, now: i64) -> Result<Created, LedgerError> {
        let mut write = self.write().await?;
        if !insert(&mut write, new, new.custom.as_deref(), now).await? {
            let existing = load(&mut write, BY_KEY, &new.idempotency_key).await?;
            write.commit().await?;
            return existing
                .map(Created::Existing)
                .ok_or_else(|| DriverError::NoRow.into());
        }
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

/// Records a new checkout with a line of its history, whose detail is
/// `detail`. Answers whether it was not there.
pub(super) async fn insert(
    write: &mut Write,
    new: &NewCheckout,
    detail: Option<&str>,
    now: i64,
) -> Result<bool, LedgerError> {
    let made = query(
        "INSERT INTO checkouts (id, idempotency_key, request, path, currency, total, action,
            fields, ordered, status, hint, created_at, updated_at, order_kind, donation, custom,
            misfit)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT DO NOTHING",
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
    .bind(new.kind().as_str())
    .bind(new.donation.as_ref().map(json).transpose()?)
    .bind(new.custom.as_deref().map(text))
    .bind(new.misfit.map(ReviewReason::as_str))
    .execute(write)
    .await?;
    if made == 0 {
        return Ok(false);
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
        .execute(write)
        .await?;
    }
    if let Some(server) = &new.server {
        server_payments::insert(write, &new.id, server).await?;
    }
    if let Some(subscription) = &new.subscription {
        subscriptions::insert(write, &new.id, subscription, now).await?;
    }
    query(
        "INSERT INTO events (checkout_id, at, cause, to_status, detail)
         VALUES ($1, $2, 'created', $3, $4)",
    )
    .bind(new.id.as_str())
    .bind(now)
    .bind(CheckoutStatus::Created.as_str())
    .bind(detail.map(text))
    .execute(write)
    .await?;
    Ok(true)
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
    let way = match row.path.as_str() {
        "server" | "client" => server_payments::way(connection, &row.id).await?,
        _ => None,
    };
    let currency = rows::currency(&row.currency)?;
    let kind = OrderKind::read(&row.order_kind)?;
    let subscription = match kind {
        OrderKind::Subscription => subscriptions::load(connection, &row.id, currency).await?,
        OrderKind::Cart | OrderKind::Donation => None,
    };
    let (api, approval_url) = way.map_or((None, None), |(api, url)| (Some(api), url));
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
        kind,
        subscription,
        donation: match row.donation {
            Some(donation) => Some(StoredDonation::read(Some(&donation))?),
            None => None,
        },
        custom: row.custom,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
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
