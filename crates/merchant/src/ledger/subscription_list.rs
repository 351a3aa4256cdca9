//! Subscriptions for people: the newest, and one with its payments.

use leptos_paypal_core::{
    CheckoutId, CheckoutStatus, ReviewReason, SubscriptionJudgement, SubscriptionStatus,
};

use super::locked_checkout::read_checkout;
use super::sql::{FromRow, Row, query};
use super::subscriptions::SubscriptionRow;
use super::{Ledger, LedgerError, SubscriptionSummary, rows};

/// One subscription in a list.
#[derive(Clone, Debug)]
pub struct ListedSubscription {
    /// Its checkout.
    pub checkout_id: String,
    /// Status of its checkout.
    pub checkout_status: CheckoutStatus,
    /// Reason of a review.
    pub reason: Option<ReviewReason>,
    /// Note of the shop (`custom`).
    pub custom: Option<String>,
    /// The subscription.
    pub subscription: SubscriptionSummary,
    /// Time of creation, in milliseconds since 1970.
    pub created_at: i64,
}

struct ListedRow {
    checkout_id: String,
    checkout_status: String,
    reason: Option<String>,
    custom: Option<String>,
    currency: String,
    created_at: i64,
    subscription: SubscriptionRow,
}

impl FromRow for ListedRow {
    fn from_row(row: &Row<'_>) -> Result<Self, LedgerError> {
        Ok(Self {
            checkout_id: row.named("checkout_id")?,
            checkout_status: row.named("checkout_status")?,
            reason: row.named("reason")?,
            custom: row.named("custom")?,
            currency: row.named("currency")?,
            created_at: row.named("created_at")?,
            subscription: SubscriptionRow::from_row(row)?,
        })
    }
}

const NEWEST: &str = "SELECT s.checkout_id, c.status AS checkout_status, c.reason, c.custom,
        c.currency, s.created_at, s.offer, s.name, s.plan, s.status, s.subscr_id, s.started_at,
        s.payments, s.paid, s.next_due, s.next_amount, s.paid_until
     FROM subscriptions s JOIN checkouts c ON c.id = s.checkout_id
     ORDER BY s.created_at DESC, s.checkout_id LIMIT $1";
const NEWEST_OF_STATUS: &str = "SELECT s.checkout_id, c.status AS checkout_status, c.reason,
        c.custom, c.currency, s.created_at, s.offer, s.name, s.plan, s.status, s.subscr_id,
        s.started_at, s.payments, s.paid, s.next_due, s.next_amount, s.paid_until
     FROM subscriptions s JOIN checkouts c ON c.id = s.checkout_id
     WHERE s.status = $2 ORDER BY s.created_at DESC, s.checkout_id LIMIT $1";

impl Ledger {
    /// The newest subscriptions, of one status or of all.
    ///
    /// # Errors
    /// `database`.
    pub async fn subscriptions(
        &self,
        status: Option<SubscriptionStatus>,
        limit: u32,
    ) -> Result<Vec<ListedSubscription>, LedgerError> {
        let found = match status {
            Some(status) => query(NEWEST_OF_STATUS)
                .bind(i64::from(limit))
                .bind(status.as_str()),
            None => query(NEWEST).bind(i64::from(limit)),
        };
        let found: Vec<ListedRow> = found.fetch_all(&mut self.read().await?).await?;
        found
            .into_iter()
            .map(|row| {
                Ok(ListedSubscription {
                    checkout_status: rows::status(&row.checkout_status)?,
                    reason: rows::reason(row.reason.as_deref())?,
                    subscription: row.subscription.read(rows::currency(&row.currency)?)?,
                    checkout_id: row.checkout_id,
                    custom: row.custom,
                    created_at: row.created_at,
                })
            })
            .collect()
    }

    /// Judges everything that is known of a subscription, with every
    /// payment; `None` for a checkout that is no subscription.
    ///
    /// # Errors
    /// `database`.
    pub async fn judge_subscription(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Option<SubscriptionJudgement>, LedgerError> {
        let mut connection = self.read().await?;
        let found = read_checkout(&mut connection, checkout.as_str()).await?;
        Ok(found.and_then(|known| {
            let (_, judged) = known.state.subscription()?;
            Some(judged.clone())
        }))
    }
}
