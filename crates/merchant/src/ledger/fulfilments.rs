//! Paid checkouts that the shop's own system is still to be told of.

use leptos_paypal_core::{CheckoutId, CheckoutStatus};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Ledger, LedgerError, Write, rows, text};

/// A paid checkout that is to be fulfilled.
#[derive(Clone, Debug)]
pub struct DueFulfilment {
    /// The checkout.
    pub id: CheckoutId,
    /// When it was paid, in milliseconds since 1970.
    pub paid_at: i64,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// What the shop's system took last.
    pub told: Option<FulfilmentKind>,
}

/// What the shop's own system is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FulfilmentKind {
    /// The money is there: fulfil the order.
    Paid,
    /// The money went back: do not fulfil it, or take it back.
    Cancelled,
}

impl FulfilmentKind {
    /// The stable name: `paid`, `cancelled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Paid, Self::Cancelled]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }

    /// What is to be told of a checkout of this status to a system that took
    /// `told` last; nothing where that still holds, or where a person or
    /// PayPal has yet to decide.
    #[must_use]
    pub fn due(status: CheckoutStatus, told: Option<Self>) -> Option<Self> {
        match told {
            None | Some(Self::Cancelled) if status.has_money() => Some(Self::Paid),
            Some(Self::Paid) if status.has_money_gone() => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// Where a fulfilment stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FulfilmentSummary {
    /// When the checkout was paid, in milliseconds since 1970.
    pub paid_at: i64,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub problem: Option<String>,
    /// When the shop's system took it.
    pub done_at: Option<i64>,
}

/// The checkout is paid: once for each, in the transaction that says so.
pub(super) async fn insert(write: &mut Write, checkout: &str, now: i64) -> Result<(), LedgerError> {
    sqlx::query(
        "INSERT INTO fulfilments (checkout_id, paid_at, next_attempt_at) VALUES ($1, $2, $2)
         ON CONFLICT (checkout_id) DO NOTHING",
    )
    .bind(checkout)
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The checkout has another status: what the shop's system took may not hold
/// any more.
pub(super) async fn look_again(
    write: &mut Write,
    checkout: &str,
    now: i64,
) -> Result<(), LedgerError> {
    sqlx::query("UPDATE fulfilments SET next_attempt_at = $1 WHERE checkout_id = $2")
        .bind(now)
        .bind(checkout)
        .execute(&mut **write)
        .await?;
    Ok(())
}

impl Ledger {
    /// The fulfilment that has been due the longest, put off until
    /// `taken_until`.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_due_fulfilment(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<DueFulfilment>, LedgerError> {
        let _turn = self.turn().await?;
        let row: Option<(String, i64, i64, Option<String>)> =
            sqlx::query_as(AssertSqlSafe(format!(
                "UPDATE fulfilments SET next_attempt_at = $1
             WHERE checkout_id = (SELECT checkout_id FROM fulfilments
                WHERE next_attempt_at <= $2
                ORDER BY next_attempt_at, checkout_id LIMIT 1 {})
             AND next_attempt_at <= $2
             RETURNING checkout_id, paid_at, attempts, told",
                self.backend.skip_locked()
            )))
            .bind(taken_until)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|(id, paid_at, attempts, told)| {
            Ok(DueFulfilment {
                id: id.parse().map_err(|_| LedgerError::Unreadable {
                    what: "a checkout",
                    value: id.clone(),
                })?,
                paid_at,
                attempts,
                told: told.as_deref().and_then(FulfilmentKind::from_name),
            })
        })
        .transpose()
    }

    /// The shop's system took `told`, or there was nothing to tell it. What
    /// has become of the checkout meanwhile is told at once.
    ///
    /// # Errors
    /// `database`.
    pub async fn fulfilled(
        &self,
        checkout: &CheckoutId,
        told: Option<FulfilmentKind>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        let (status,): (String,) = sqlx::query_as("SELECT status FROM checkouts WHERE id = $1")
            .bind(checkout.as_str())
            .fetch_one(&mut *write)
            .await?;
        let due = FulfilmentKind::due(rows::status(&status)?, told);
        sqlx::query(
            "UPDATE fulfilments SET told = $1, next_attempt_at = $2, problem = NULL,
                done_at = CASE WHEN $1 IS NULL THEN done_at ELSE $3 END
             WHERE checkout_id = $4",
        )
        .bind(told.map(FulfilmentKind::as_str))
        .bind(due.map(|_| now))
        .bind(now)
        .bind(checkout.as_str())
        .execute(&mut *write)
        .await?;
        write.commit().await
    }

    /// The shop's system did not take it; it is told again at `next`.
    ///
    /// # Errors
    /// `database`.
    pub async fn not_fulfilled(
        &self,
        checkout: &CheckoutId,
        problem: &str,
        next: i64,
    ) -> Result<(), LedgerError> {
        let _turn = self.turn().await?;
        sqlx::query(
            "UPDATE fulfilments SET attempts = attempts + 1, problem = $1, next_attempt_at = $2
             WHERE checkout_id = $3",
        )
        .bind(text(problem))
        .bind(next)
        .bind(checkout.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Where the fulfilment of a checkout stands; `None` when it was never
    /// paid, or nobody is told.
    ///
    /// # Errors
    /// `database`.
    pub async fn fulfilment(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Option<FulfilmentSummary>, LedgerError> {
        Ok(sqlx::query_as(
            "SELECT paid_at, attempts, problem, done_at FROM fulfilments WHERE checkout_id = $1",
        )
        .bind(checkout.as_str())
        .fetch_optional(&self.pool)
        .await?)
    }

    /// How much work waits, by kind.
    ///
    /// # Errors
    /// `database`.
    pub async fn work(&self) -> Result<Vec<(&'static str, i64)>, LedgerError> {
        let mut work = Vec::new();
        for (kind, sql) in [
            (
                "messages",
                "SELECT COUNT(*) FROM messages WHERE verification = 'waiting'",
            ),
            (
                "webhooks",
                "SELECT COUNT(*) FROM webhooks WHERE verification = 'waiting'",
            ),
            (
                "quiet_checkouts",
                "SELECT COUNT(*) FROM server_payments WHERE ask_at IS NOT NULL",
            ),
            (
                "fulfilments",
                "SELECT COUNT(*) FROM fulfilments WHERE next_attempt_at IS NOT NULL",
            ),
        ] {
            let (count,): (i64,) = sqlx::query_as(sql).fetch_one(&self.pool).await?;
            work.push((kind, count));
        }
        Ok(work)
    }
}
