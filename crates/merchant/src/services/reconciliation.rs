//! Asking PayPal about checkouts that went quiet.

use std::sync::Arc;
use std::time::Duration;

use leptos_paypal_api::Clock;
use leptos_paypal_core::{CheckoutId, CheckoutStatus};
use tracing::warn;

use super::backoff::Backoff;
use super::payments::{BuyerState, PaymentContext, PaymentError, Payments};
use crate::ledger::{Ledger, LedgerError};

const MINUTE: i64 = 60_000;
/// Pauses between the questions about one checkout.
const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(2 * 60),
    longest: Duration::from_secs(12 * 60 * 60),
};
/// After that many questions, about four weeks, PayPal is left alone; money
/// that still comes is told by its messages.
const GIVE_UP_AFTER: i64 = 60;
/// Time that one instance has for one question before another may ask it.
const LEASE: i64 = 5 * MINUTE;
/// Most checkouts asked about in one go.
const AT_ONCE: usize = 50;

/// Service that asks PayPal about checkouts of the server path.
#[derive(Debug)]
pub(crate) struct Reconciliation {
    pub(super) ledger: Ledger,
    pub(super) payments: Arc<Payments>,
    pub(super) clock: Clock,
}

impl Reconciliation {
    /// Asks about everything that is due.
    pub(crate) async fn reconcile_due(&self) -> Result<(), LedgerError> {
        if !self.payments.is_enabled() {
            return Ok(());
        }
        for _ in 0..AT_ONCE {
            let now = self.clock.now();
            let Some(quiet) = self.ledger.take_quiet(now, now + LEASE).await? else {
                break;
            };
            let reconciled = self.reconcile(&quiet.id).await;
            let next = (quiet.asked < GIVE_UP_AFTER).then(|| now + BACKOFF.pause(quiet.asked));
            self.ledger.asked(&quiet.id, now + LEASE, next).await?;
            match reconciled {
                Ok(_) => {}
                Err(PaymentError::Ledger(error)) if error.is_passing() => return Err(error),
                Err(problem) => {
                    warn!(checkout = quiet.id.as_str(), code = problem.code(), %problem, "a quiet checkout could not be asked about");
                    if matches!(problem, PaymentError::Unreachable { .. }) {
                        // The others would wait as long for the same answer.
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Asks PayPal about one checkout and completes it where the buyer approved
    /// and never came back. Returns the status afterwards.
    pub(crate) async fn reconcile(&self, id: &CheckoutId) -> Result<CheckoutStatus, PaymentError> {
        let (Some(payment), Some(checkout)) = (
            self.ledger.server_payment(id).await?,
            self.ledger.checkout(id).await?,
        ) else {
            return Err(PaymentError::CheckoutUnknown);
        };
        let Some(paypal_id) = payment.paypal_id.as_deref() else {
            return Ok(checkout.status);
        };
        let context = PaymentContext {
            id,
            payment: &payment,
            paypal_id,
            total: checkout.total,
            cause: "reconcile",
        };
        let snapshot = self.payments.refresh(&context).await?;
        let wanted = checkout.status.can_expire() && !payment.awaits_buyer;
        if snapshot.buyer == BuyerState::Approved && wanted {
            match self
                .payments
                .complete(&context, snapshot.payer_id.as_deref())
                .await
            {
                // The buyer is gone: nothing is moved until he comes back.
                Err(PaymentError::Declined { .. } | PaymentError::PaymentRefused { .. }) => {}
                finished => finished?,
            }
        }
        let checkout = self.ledger.checkout(id).await?;
        checkout
            .map(|checkout| checkout.status)
            .ok_or(PaymentError::CheckoutUnknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let pause = |asked: i64| BACKOFF.pause(asked);
        assert_eq!(pause(0), 2 * MINUTE);
        assert_eq!(pause(1), 4 * MINUTE);
        assert!((1..GIVE_UP_AFTER).all(|asked| pause(asked) >= pause(asked - 1)));
        assert_eq!(pause(GIVE_UP_AFTER), 12 * 60 * MINUTE);
        let all: i64 = (0..GIVE_UP_AFTER).map(pause).sum();
        assert!(all > 20 * 24 * 60 * MINUTE && all < 30 * 24 * 60 * MINUTE);
    }
}
