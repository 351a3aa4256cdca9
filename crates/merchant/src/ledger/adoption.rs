//! Checkouts of payments that a page made by itself.

use leptos_paypal_core::{CheckoutEvent, CheckoutId};

use super::event_context::Source;
use super::sql::query;
use super::{
    FactReport, Ledger, LedgerError, NewCheckout, Outcome, Write, calls, checkouts, rows, text,
};

/// Result of an adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adopted {
    /// The payment has a checkout now.
    New(Outcome),
    /// The payment, or its money, is in the books already.
    Known(CheckoutId),
    /// The checkout is there, and is another payment's. Nothing was recorded.
    Taken,
}

impl Ledger {
    /// Records the checkout of a payment that PayPal calls `paypal_id`, with
    /// everything that PayPal told of it, in one transaction. One payment has
    /// one checkout, however many adopt it at once. PayPal is asked about it
    /// again at `ask_at`, unless its end is known.
    ///
    /// # Errors
    /// `database`.
    pub async fn adopt(
        &self,
        new: &NewCheckout,
        paypal_id: &str,
        report: &FactReport<'_>,
        ask_at: i64,
        now: i64,
    ) -> Result<Adopted, LedgerError> {
        let mut write = self.write().await?;
        // Two may adopt one payment under two checkout ids.
        write.lock("payment", paypal_id).await?;
        if let Some(known) = known(&mut write, paypal_id, report).await? {
            write.commit().await?;
            return Ok(Adopted::Known(known));
        }
        let detail = new
            .server
            .as_ref()
            .map(|payment| format!("{} {paypal_id}", payment.api));
        if !checkouts::insert(&mut write, new, detail.as_deref(), now).await? {
            write.commit().await?;
            return Ok(Adopted::Taken);
        }
        query("UPDATE server_payments SET paypal_id = $1, ask_at = $2 WHERE checkout_id = $3")
            .bind(text(paypal_id))
            .bind(ask_at)
            .bind(new.id.as_str())
            .execute(&mut write)
            .await?;
        let call = match report.call {
            Some(call) => Some(calls::insert(&mut write, &new.id, call, now).await?),
            None => None,
        };
        let source = Source {
            api_call: call,
            ..Source::default()
        };
        let outcome = self
            .record_facts_in(&mut write, &new.id, report, source, now)
            .await?;
        write.commit().await?;
        Ok(Adopted::New(outcome))
    }
}

/// The checkout that has the payment, or a transaction of it.
async fn known(
    write: &mut Write,
    paypal_id: &str,
    report: &FactReport<'_>,
) -> Result<Option<CheckoutId>, LedgerError> {
    let mut found: Option<(String,)> =
        query("SELECT checkout_id FROM server_payments WHERE paypal_id = $1")
            .bind(text(paypal_id))
            .fetch_optional(write)
            .await?;
    for fact in report.facts {
        if found.is_some() {
            break;
        }
        let CheckoutEvent::Payment { txn_id, .. } = &fact.event else {
            continue;
        };
        found = query("SELECT checkout_id FROM payments WHERE txn_id = $1 LIMIT 1")
            .bind(txn_id.as_str())
            .fetch_optional(write)
            .await?;
    }
    found.map(|(id,)| rows::checkout_id(&id)).transpose()
}
