//! Payments of PayPal's APIs that went quiet, and when PayPal is asked about
//! them.

use leptos_paypal_core::CheckoutId;

use super::sql::query;
use super::{Ledger, LedgerError, Write, rows};

/// A checkout that went quiet.
#[derive(Clone, Debug)]
pub struct QuietCheckout {
    /// The checkout.
    pub id: CheckoutId,
    /// Number of questions to PayPal about it.
    pub asked: i64,
}

/// Nothing more is asked about a checkout whose end is known.
pub(super) async fn leave_alone(write: &mut Write, checkout: &str) -> Result<(), LedgerError> {
    query("UPDATE server_payments SET ask_at = NULL WHERE checkout_id = $1")
        .bind(checkout)
        .execute(write)
        .await?;
    Ok(())
}

impl Ledger {
    /// The buyer agreed, and nobody knows whether the money moved: PayPal is
    /// asked at `when`.
    ///
    /// # Errors
    /// `database`.
    pub async fn ask_at(&self, checkout: &CheckoutId, when: i64) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query(
            "UPDATE server_payments SET ask_at = $1, asked = 0, turned_back_at = NULL
             WHERE checkout_id = $2",
        )
        .bind(when)
        .bind(checkout.as_str())
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// PayPal is asked at `when` at the latest.
    ///
    /// # Errors
    /// `database`.
    pub async fn ask_by(&self, checkout: &CheckoutId, when: i64) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query(
            "UPDATE server_payments SET ask_at = $1
             WHERE checkout_id = $2 AND COALESCE(ask_at, $1 + 1) > $1",
        )
        .bind(when)
        .bind(checkout.as_str())
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The checkout that has been quiet the longest. It is put off until
    /// `taken_until`, so that no other task or server asks meanwhile.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_quiet(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<QuietCheckout>, LedgerError> {
        let mut write = self.write_one().await?;
        let row: Option<(String, i64)> = query(format!(
            "UPDATE server_payments SET ask_at = $1
             WHERE checkout_id = (SELECT checkout_id FROM server_payments
                WHERE ask_at <= $2 ORDER BY ask_at, checkout_id LIMIT 1 {})
             AND ask_at <= $2
             RETURNING checkout_id, asked",
            self.store.skip_locked()
        ))
        .bind(taken_until)
        .bind(now)
        .fetch_optional(&mut write)
        .await?;
        write.commit().await?;
        row.map(|(id, asked)| {
            Ok(QuietCheckout {
                id: rows::checkout_id(&id)?,
                asked,
            })
        })
        .transpose()
    }

    /// PayPal was asked; the next time is `next`, unless the end is known
    /// meanwhile.
    ///
    /// # Errors
    /// `database`.
    pub async fn asked(
        &self,
        checkout: &CheckoutId,
        taken_until: i64,
        next: Option<i64>,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query(
            "UPDATE server_payments SET asked = asked + 1, ask_at = $1
             WHERE checkout_id = $2 AND ask_at = $3",
        )
        .bind(next)
        .bind(checkout.as_str())
        .bind(taken_until)
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The checkouts whose end is not known and that PayPal can be asked
    /// about, the oldest first.
    ///
    /// # Errors
    /// `database`.
    pub async fn quiet(&self, limit: i64) -> Result<Vec<CheckoutId>, LedgerError> {
        let found: Vec<(String,)> = query(
            "SELECT checkout_id FROM server_payments
             WHERE ask_at IS NOT NULL ORDER BY ask_at, checkout_id LIMIT $1",
        )
        .bind(limit)
        .fetch_all(&mut self.read().await?)
        .await?;
        found.iter().map(|(id,)| rows::checkout_id(id)).collect()
    }
}
