//! Paid checkouts that the shop's own system is still to be told of.

use leptos_paypal_core::{CheckoutId, CheckoutStatus};

use super::sql::{from_row, query};
use super::{Ledger, LedgerError, Write, rows, text};

/// A paid checkout that is to be fulfilled.
#[derive(Clone, Debug)]
pub struct DueFulfilment {
    /// The checkout.
    pub id: CheckoutId,
    /// Time of payment, in milliseconds since 1970.
    pub paid_at: i64,
    /// Number of attempts that failed.
    pub attempts: i64,
    /// The state of the shop's system, as far as it is known.
    pub state: FulfilmentState,
}

/// Message to the shop's own system about a checkout.
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
}

/// State of the shop's own system about a checkout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FulfilmentState {
    /// The message that it took last.
    pub told: Option<FulfilmentKind>,
    /// The message on its way, or sent before a crash: it may have been taken.
    pub telling: Option<FulfilmentKind>,
}

impl FulfilmentState {
    /// The message that is due for a checkout of this status; `None` where the
    /// last one still holds, or where a person or PayPal has yet to decide.
    #[must_use]
    pub fn due(self, status: CheckoutStatus) -> Option<FulfilmentKind> {
        let has_taken = |kind| self.told == Some(kind) && self.telling.is_none();
        let may_hold_it = self.told == Some(FulfilmentKind::Paid) || self.telling.is_some();
        if status.has_money() && !has_taken(FulfilmentKind::Paid) {
            Some(FulfilmentKind::Paid)
        } else if status.has_money_gone() && may_hold_it && !has_taken(FulfilmentKind::Cancelled) {
            Some(FulfilmentKind::Cancelled)
        } else {
            None
        }
    }
}

/// State of a fulfilment, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FulfilmentSummary {
    /// Time of payment of the checkout, in milliseconds since 1970.
    pub paid_at: i64,
    /// Number of attempts that failed.
    pub attempts: i64,
    /// Reason of the last failure.
    pub problem: Option<String>,
    /// Time of acceptance by the shop's system.
    pub done_at: Option<i64>,
}

from_row!(FulfilmentSummary {
    paid_at,
    attempts,
    problem,
    done_at
});

/// Row of a fulfilment that is due.
struct FulfilmentRow {
    checkout_id: String,
    paid_at: i64,
    attempts: i64,
    told: Option<String>,
    telling: Option<String>,
}

from_row!(FulfilmentRow {
    checkout_id,
    paid_at,
    attempts,
    told,
    telling
});

pub(super) fn state(told: Option<&str>, telling: Option<&str>) -> FulfilmentState {
    FulfilmentState {
        told: told.and_then(FulfilmentKind::from_name),
        telling: telling.and_then(FulfilmentKind::from_name),
    }
}

/// The checkout is paid: once for each, in the transaction that says so.
pub(super) async fn insert(write: &mut Write, checkout: &str, now: i64) -> Result<(), LedgerError> {
    query(
        "INSERT INTO fulfilments (checkout_id, paid_at, next_attempt_at) VALUES ($1, $2, $2)
         ON CONFLICT (checkout_id) DO NOTHING",
    )
    .bind(checkout)
    .bind(now)
    .execute(write)
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
    query("UPDATE fulfilments SET next_attempt_at = $1 WHERE checkout_id = $2")
        .bind(now)
        .bind(checkout)
        .execute(write)
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
        let mut write = self.write_one().await?;
        let row: Option<FulfilmentRow> = query(format!(
            "UPDATE fulfilments SET next_attempt_at = $1
             WHERE checkout_id = (SELECT checkout_id FROM fulfilments
                WHERE next_attempt_at <= $2
                ORDER BY next_attempt_at, checkout_id LIMIT 1 {})
             AND next_attempt_at <= $2
             RETURNING checkout_id, paid_at, attempts, told, telling",
            self.store.skip_locked()
        ))
        .bind(taken_until)
        .bind(now)
        .fetch_optional(&mut write)
        .await?;
        write.commit().await?;
        row.map(|row| {
            Ok(DueFulfilment {
                id: row
                    .checkout_id
                    .parse()
                    .map_err(|_| LedgerError::Unreadable {
                        what: "a checkout",
                        value: row.checkout_id.clone(),
                    })?,
                paid_at: row.paid_at,
                attempts: row.attempts,
                state: state(row.told.as_deref(), row.telling.as_deref()),
            })
        })
        .transpose()
    }

    /// The shop's system is about to be told. Written before it is, so that a
    /// crash in between is not taken for an order that never left.
    ///
    /// # Errors
    /// `database`.
    pub async fn telling(
        &self,
        checkout: &CheckoutId,
        kind: FulfilmentKind,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query("UPDATE fulfilments SET telling = $1 WHERE checkout_id = $2")
            .bind(kind.as_str())
            .bind(checkout.as_str())
            .execute(&mut write)
            .await?;
        write.commit().await
    }

    /// The shop's system took `taken`, or there was nothing to tell it. A
    /// change of the checkout meanwhile is told at once.
    ///
    /// # Errors
    /// `database`.
    pub async fn fulfilled(
        &self,
        checkout: &CheckoutId,
        taken: Option<FulfilmentKind>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        let (status, told, telling): (String, Option<String>, Option<String>) = query(
            "SELECT c.status, f.told, f.telling
             FROM fulfilments f JOIN checkouts c ON c.id = f.checkout_id
             WHERE f.checkout_id = $1",
        )
        .bind(checkout.as_str())
        .fetch_one(&mut write)
        .await?;
        let state = match taken {
            Some(_) => FulfilmentState {
                told: taken,
                telling: None,
            },
            None => state(told.as_deref(), telling.as_deref()),
        };
        let due = state.due(rows::status(&status)?);
        query(
            "UPDATE fulfilments SET told = $1, telling = $2, next_attempt_at = $3, problem = NULL,
                done_at = COALESCE($4, done_at)
             WHERE checkout_id = $5",
        )
        .bind(state.told.map(FulfilmentKind::as_str))
        .bind(state.telling.map(FulfilmentKind::as_str))
        .bind(due.map(|_| now))
        .bind(taken.map(|_| now))
        .bind(checkout.as_str())
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The shop's system said no, or with `may_have_it` said nothing; it is
    /// told again at `next`.
    ///
    /// # Errors
    /// `database`.
    pub async fn not_fulfilled(
        &self,
        checkout: &CheckoutId,
        problem: &str,
        may_have_it: bool,
        next: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query(
            "UPDATE fulfilments SET attempts = attempts + 1, problem = $1, next_attempt_at = $2,
                telling = CASE WHEN $4 THEN telling END
             WHERE checkout_id = $3",
        )
        .bind(text(problem))
        .bind(next)
        .bind(checkout.as_str())
        .bind(may_have_it)
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The state of the fulfilment of a checkout; `None` when it was never
    /// paid, or nobody is told.
    ///
    /// # Errors
    /// `database`.
    pub async fn fulfilment(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Option<FulfilmentSummary>, LedgerError> {
        query("SELECT paid_at, attempts, problem, done_at FROM fulfilments WHERE checkout_id = $1")
            .bind(checkout.as_str())
            .fetch_optional(&mut self.read().await?)
            .await
    }

    /// Amount of waiting work, by kind.
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
            (
                "subscription_fulfilments",
                "SELECT COUNT(*) FROM subscription_fulfilments WHERE next_attempt_at IS NOT NULL",
            ),
        ] {
            let (count,): (i64,) = query(sql).fetch_one(&mut self.read().await?).await?;
            work.push((kind, count));
        }
        Ok(work)
    }
}
