//! Subscriptions: their plans, and where they stand.

use jiff::civil::Date;
use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{
    CheckoutId, Currency, Money, Sku, SubscriptionEvent, SubscriptionId, SubscriptionJudgement,
    SubscriptionNotice, SubscriptionStatus,
};

use super::sql::{from_row, query};
use super::stored_plan::StoredPlan;
use super::{Connection, LedgerError, MessageId, Write, json, rows, text};

/// A subscription that is to be recorded with its checkout.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// The subscription of the catalogue.
    pub offer: Sku,
    /// Its name on that day.
    pub name: String,
    /// The plan that is offered.
    pub plan: SubscriptionPlan,
}

impl NewSubscription {
    /// The subscription as it is recorded.
    pub(super) fn made(&self) -> SubscriptionSummary {
        SubscriptionSummary {
            offer: self.offer.clone(),
            name: self.name.clone(),
            plan: self.plan.clone(),
            status: SubscriptionStatus::Created,
            subscr_id: None,
            started_at: None,
            payments: 0,
            paid: Money::zero(self.plan.regular.amount.currency()),
            next: None,
            paid_until: None,
        }
    }
}

/// A subscription as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionSummary {
    /// The subscription of the catalogue.
    pub offer: Sku,
    /// Its name on that day.
    pub name: String,
    /// The plan that was offered.
    pub plan: SubscriptionPlan,
    /// Status.
    pub status: SubscriptionStatus,
    /// PayPal's id of it, once it is known.
    pub subscr_id: Option<String>,
    /// Begin, in milliseconds since 1970.
    pub started_at: Option<i64>,
    /// Number of payments whose money is there.
    pub payments: u32,
    /// Amount of these payments, without what went back of them.
    pub paid: Money,
    /// The payment that is expected next.
    pub next: Option<NextPayment>,
    /// The day after the last period that is paid for, or that is free.
    pub paid_until: Option<Date>,
}

/// Payment that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextPayment {
    /// Day on which it is due; it can be one off.
    pub due: Date,
    /// Amount.
    pub amount: Money,
}

/// Row of a subscription.
pub(super) struct SubscriptionRow {
    offer: String,
    name: String,
    plan: String,
    status: String,
    subscr_id: Option<String>,
    started_at: Option<i64>,
    payments: i64,
    paid: i64,
    next_due: Option<String>,
    next_amount: Option<i64>,
    paid_until: Option<String>,
}

from_row!(SubscriptionRow {
    offer,
    name,
    plan,
    status,
    subscr_id,
    started_at,
    payments,
    paid,
    next_due,
    next_amount,
    paid_until
});

pub(super) fn status(name: &str) -> Result<SubscriptionStatus, LedgerError> {
    name.parse().map_err(|_| LedgerError::Unreadable {
        what: "a subscription's status",
        value: name.to_owned(),
    })
}

fn day(text: Option<&str>) -> Result<Option<Date>, LedgerError> {
    let read = |text: &str| {
        text.parse().map_err(|_| LedgerError::Unreadable {
            what: "a day",
            value: text.to_owned(),
        })
    };
    text.map(read).transpose()
}

impl SubscriptionRow {
    pub(super) fn read(self, currency: Currency) -> Result<SubscriptionSummary, LedgerError> {
        let plan: StoredPlan = rows::from_json("a plan", &self.plan)?;
        let next_due = day(self.next_due.as_deref())?;
        let next_amount = self.next_amount.map(|minor| rows::money(minor, currency));
        Ok(SubscriptionSummary {
            plan: plan.read(currency)?,
            status: status(&self.status)?,
            next: next_due
                .zip(next_amount.transpose()?)
                .map(|(due, amount)| NextPayment { due, amount }),
            paid_until: day(self.paid_until.as_deref())?,
            payments: u32::try_from(self.payments).unwrap_or(u32::MAX),
            paid: rows::money(self.paid, currency)?,
            offer: self.offer.parse().map_err(|_| LedgerError::Unreadable {
                what: "a subscription of the catalogue",
                value: self.offer.clone(),
            })?,
            name: self.name,
            subscr_id: self.subscr_id,
            started_at: self.started_at,
        })
    }
}

pub(super) async fn insert(
    write: &mut Write,
    checkout: &CheckoutId,
    new: &NewSubscription,
    now: i64,
) -> Result<(), LedgerError> {
    query(
        "INSERT INTO subscriptions (checkout_id, offer, name, plan, status, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(checkout.as_str())
    .bind(new.offer.as_str())
    .bind(text(&new.name))
    .bind(json(&StoredPlan::of(&new.plan))?)
    .bind(SubscriptionStatus::Created.as_str())
    .bind(now)
    .bind(now)
    .execute(write)
    .await?;
    Ok(())
}

/// The plan of a checkout's subscription, whose currency it has.
pub(super) async fn plan(
    connection: &mut Connection,
    checkout: &str,
    currency: Currency,
) -> Result<SubscriptionPlan, LedgerError> {
    let (plan,): (String,) = query("SELECT plan FROM subscriptions WHERE checkout_id = $1")
        .bind(checkout)
        .fetch_one(connection)
        .await?;
    let plan: StoredPlan = rows::from_json("a plan", &plan)?;
    plan.read(currency)
}

/// The subscription of a checkout, whose currency it has.
pub(super) async fn load(
    connection: &mut Connection,
    checkout: &str,
    currency: Currency,
) -> Result<Option<SubscriptionSummary>, LedgerError> {
    let row: Option<SubscriptionRow> = query(
        "SELECT offer, name, plan, status, subscr_id, started_at, payments, paid, next_due,
            next_amount, paid_until
         FROM subscriptions WHERE checkout_id = $1",
    )
    .bind(checkout)
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.read(currency)).transpose()
}

/// The checkout of PayPal's subscription, by what was heard of it before.
pub(super) async fn checkout_of(
    write: &mut Write,
    subscr_id: &str,
) -> Result<Option<String>, LedgerError> {
    for sql in [
        "SELECT checkout_id FROM subscriptions WHERE subscr_id = $1 LIMIT 1",
        "SELECT checkout_id FROM subscription_notices WHERE subscr_id = $1 LIMIT 1",
    ] {
        let found: Option<(String,)> = query(sql)
            .bind(text(subscr_id))
            .fetch_optional(write)
            .await?;
        if let Some((id,)) = found {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

struct NoticeRow {
    subscr_id: String,
    kind: String,
    name: String,
    at: i64,
}

from_row!(NoticeRow {
    subscr_id,
    kind,
    name,
    at
});

/// Every notice about a subscription.
pub(super) async fn notices(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Vec<SubscriptionEvent>, LedgerError> {
    let found: Vec<NoticeRow> = query(
        "SELECT subscr_id, kind, name, at FROM subscription_notices
         WHERE checkout_id = $1 ORDER BY recorded_at, subscr_id, kind, name",
    )
    .bind(checkout)
    .fetch_all(connection)
    .await?;
    found
        .into_iter()
        .map(|row| {
            let notice = SubscriptionNotice::of(&row.kind, &row.name, row.at);
            Ok(SubscriptionEvent::Notice {
                subscription: rows::subscription_id(&row.subscr_id)?,
                notice: notice.ok_or_else(|| LedgerError::Unreadable {
                    what: "a notice of a subscription",
                    value: row.kind.clone(),
                })?,
            })
        })
        .collect()
}

/// Adds a notice. Answers false when another message has told it before.
pub(super) async fn insert_notice(
    write: &mut Write,
    checkout: &CheckoutId,
    subscription: &SubscriptionId,
    notice: &SubscriptionNotice,
    message: MessageId,
    now: i64,
) -> Result<bool, LedgerError> {
    let made = query(
        "INSERT INTO subscription_notices (checkout_id, subscr_id, kind, name, at, message_id,
            recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (checkout_id, subscr_id, kind, name) DO NOTHING",
    )
    .bind(checkout.as_str())
    .bind(subscription.as_str())
    .bind(notice.kind())
    .bind(text(notice.name()))
    .bind(notice.at())
    .bind(message.0)
    .bind(now)
    .execute(write)
    .await?;
    if made > 0 {
        return Ok(true);
    }
    // A message that is looked at anew tells it still.
    query(
        "SELECT 1 FROM subscription_notices WHERE checkout_id = $1 AND subscr_id = $2
            AND kind = $3 AND name = $4 AND message_id = $5",
    )
    .bind(checkout.as_str())
    .bind(subscription.as_str())
    .bind(notice.kind())
    .bind(text(notice.name()))
    .bind(message.0)
    .exists(write)
    .await
}

/// Writes down where a subscription stands.
pub(super) async fn update(
    write: &mut Write,
    checkout: &str,
    plan: &SubscriptionPlan,
    judged: &SubscriptionJudgement,
    now: i64,
) -> Result<(), LedgerError> {
    let there = || {
        let payments = judged.payments.iter();
        payments.filter(|payment| payment.status.has_money())
    };
    // An accepted payment in another currency is no part of this sum.
    let currency = plan.regular.amount.currency();
    let paid: i64 = there()
        .filter(|payment| payment.gross.currency() == currency)
        .map(|payment| payment.gross.minor() - payment.went_back.minor())
        .sum();
    let next = judged.next_payment(plan);
    query(
        "UPDATE subscriptions SET status = $1, subscr_id = $2, started_at = $3, payments = $4,
            paid = $5, next_due = $6, next_amount = $7, paid_until = $8, updated_at = $9
         WHERE checkout_id = $10",
    )
    .bind(judged.status.as_str())
    .bind(judged.subscription.as_ref().map(SubscriptionId::as_str))
    .bind(judged.started_at)
    .bind(i64::try_from(there().count()).unwrap_or(i64::MAX))
    .bind(paid)
    .bind(next.map(|next| next.due.to_string()))
    .bind(next.map(|next| next.amount.minor()))
    .bind(judged.paid_until(plan).map(|day| day.to_string()))
    .bind(now)
    .bind(checkout)
    .execute(write)
    .await?;
    Ok(())
}
