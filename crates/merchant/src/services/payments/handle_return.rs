//! The buyer's return from PayPal.

use leptos_paypal_core::{CheckoutId, ReturnQuery};

use super::snapshot::BuyerState;
use super::{PaymentContext, PaymentError, Payments};
use crate::ledger::{Cause, ServerPayment};
use crate::server_path::Api;

impl Payments {
    /// Handles the return of the browser. Its query is believed as far as it
    /// names this payment; the rest is asked of PayPal.
    pub(crate) async fn handle_return(
        &self,
        id: &CheckoutId,
        back: &ReturnQuery,
    ) -> Result<(), PaymentError> {
        let (Some(payment), Some(checkout)) = (
            self.ledger.server_payment(id).await?,
            self.ledger.checkout(id).await?,
        ) else {
            return Err(PaymentError::CheckoutUnknown);
        };
        let Some(paypal_id) = payment.paypal_id.as_deref() else {
            return Ok(());
        };
        if !fits(&payment, back) {
            return Err(PaymentError::ReturnMismatch);
        }
        if !checkout.status.is_payable() {
            return Ok(());
        }
        let context = PaymentContext {
            id,
            payment: &payment,
            paypal_id,
            total: checkout.total,
            cause: "return",
        };
        if back.cancelled {
            return self.handle_cancel(&context).await;
        }
        let named = back.token.is_some() || back.payment_id.is_some();
        if let Some(payer_id) = back.payer_id.as_deref().filter(|_| named) {
            return self.complete(&context, Some(payer_id)).await;
        }
        let snapshot = self.refresh(&context).await?;
        // A page that is loaded again is no buyer who approved again.
        if snapshot.buyer == BuyerState::Approved && !payment.awaits_buyer {
            self.complete(&context, snapshot.payer_id.as_deref())
                .await?;
        }
        Ok(())
    }

    /// Handles a return to the cancel address. That is a hint: a payment that
    /// was approved or made stays what it is.
    async fn handle_cancel(&self, context: &PaymentContext<'_>) -> Result<(), PaymentError> {
        let now = self.clock.now();
        self.ledger.record_buyer_cancel(context.id, now).await?;
        let snapshot = self.refresh(context).await?;
        if snapshot.buyer == BuyerState::Undecided {
            self.ledger
                .hint(context.id, Cause::BuyerCancelled, now)
                .await?;
        }
        Ok(())
    }
}

/// Returns whether a return query names this payment, as far as it names one.
fn fits(payment: &ServerPayment, back: &ReturnQuery) -> bool {
    let same = |known: &Option<String>, named: &Option<String>| match (known, named) {
        (Some(known), Some(named)) => known == named,
        _ => true,
    };
    let id_fits = match payment.api {
        Api::PaymentsV1 => same(&payment.paypal_id, &back.payment_id),
        // The token is the payment's own name.
        Api::OrdersV2 | Api::Nvp | Api::Soap => true,
    };
    id_fits && same(&payment.token, &back.token)
}
