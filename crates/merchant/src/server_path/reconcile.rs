//! Asking PayPal about checkouts that went quiet.

use leptos_paypal_core::{CheckoutId, CheckoutStatus};
use tracing::warn;

use super::ServerProblem;
use super::finish::Case;
use super::told::Buyer;
use crate::ledger::LedgerError;
use crate::merchant::Inner;

const MINUTE: i64 = 60_000;
/// The longest pause between two questions.
const LONGEST: i64 = 12 * 60 * MINUTE;
/// After that many questions, about four weeks, PayPal is left alone; money
/// that still comes is told by its messages.
const GIVE_UP_AFTER: i64 = 60;
/// How long one instance has for one question before another may ask it.
const LEASE: i64 = 5 * MINUTE;
/// How many are asked about in one go.
const AT_ONCE: usize = 50;

/// From two minutes, doubling, to twelve hours.
fn pause(asked: i64) -> i64 {
    ((2 * MINUTE) << asked.clamp(0, 9)).min(LONGEST)
}

impl Inner {
    /// Asks about everything that is due.
    pub(crate) async fn reconcile_due(&self) -> Result<(), LedgerError> {
        if self.rest.is_none() {
            return Ok(());
        }
        for _ in 0..AT_ONCE {
            let now = self.config.clock.now();
            let Some(quiet) = self.ledger.take_quiet(now, now + LEASE).await? else {
                break;
            };
            let looked = self.look_after(&quiet.id).await;
            let next = (quiet.asked < GIVE_UP_AFTER).then(|| now + pause(quiet.asked));
            self.ledger.asked(&quiet.id, now + LEASE, next).await?;
            match looked {
                Ok(_) => {}
                Err(ServerProblem::Ledger(error)) if error.is_passing() => return Err(error),
                Err(problem) => {
                    warn!(checkout = quiet.id.as_str(), code = problem.code(), %problem, "a quiet checkout could not be asked about");
                    if matches!(problem, ServerProblem::Unreachable { .. }) {
                        // The others would wait as long for the same answer.
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Asks PayPal about one checkout and finishes what the buyer agreed to
    /// and never came back from. The status afterwards.
    pub(crate) async fn look_after(
        &self,
        id: &CheckoutId,
    ) -> Result<CheckoutStatus, ServerProblem> {
        let (Some(payment), Some(checkout)) = (
            self.ledger.server_payment(id).await?,
            self.ledger.checkout(id).await?,
        ) else {
            return Err(ServerProblem::CheckoutUnknown);
        };
        let Some(paypal_id) = payment.paypal_id.as_deref() else {
            return Ok(checkout.status);
        };
        let case = Case {
            id,
            payment: &payment,
            paypal_id,
            total: checkout.total,
            cause: "reconcile",
        };
        let told = self.ask(&case).await?;
        let wanted = checkout.status.can_expire() && !payment.awaits_buyer;
        if told.buyer == Buyer::Agreed && wanted {
            match self.finish(&case, told.payer_id.as_deref()).await {
                // The buyer is gone: nothing is moved until he comes back.
                Err(ServerProblem::Declined { .. } | ServerProblem::PaymentRefused { .. }) => {}
                finished => finished?,
            }
        }
        let checkout = self.ledger.checkout(id).await?;
        checkout
            .map(|checkout| checkout.status)
            .ok_or(ServerProblem::CheckoutUnknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(pause(0), 2 * MINUTE);
        assert_eq!(pause(1), 4 * MINUTE);
        assert!((1..GIVE_UP_AFTER).all(|asked| pause(asked) >= pause(asked - 1)));
        assert_eq!(pause(GIVE_UP_AFTER), LONGEST);
        let all: i64 = (0..GIVE_UP_AFTER).map(pause).sum();
        assert!(all > 20 * 24 * 60 * MINUTE && all < 30 * 24 * 60 * MINUTE);
    }
}
