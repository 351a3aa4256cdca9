//! Telling the shop's own system of paid checkouts and of subscriptions.

mod subscriptions;

use std::sync::Arc;
use std::time::Duration;

use leptos_paypal_api::Clock;
use leptos_paypal_core::CheckoutId;
use tokio::sync::Notify;
use tracing::{info, warn};

use super::backoff::Backoff;
use crate::fulfilment::{Fulfilment, NotTaken, PaidOrder};
use crate::ledger::{FulfilmentKind, Ledger, LedgerError};
use crate::metrics::Metrics;

/// A second, in milliseconds.
const SECOND: i64 = 1_000;
/// Pauses between two attempts. There is no last one: a paid order is not
/// forgotten.
const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(5),
    longest: Duration::from_secs(6 * 60 * 60),
};
/// Time that one instance has for telling before another may tell.
const LEASE: i64 = 60 * SECOND;
/// Most orders told in one go.
const AT_ONCE: usize = 50;

/// Service that tells the shop's own system of paid checkouts.
#[derive(Debug)]
pub(crate) struct FulfilmentDispatcher {
    pub(super) ledger: Ledger,
    pub(super) fulfilment: Option<Arc<dyn Fulfilment>>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    /// Notified when a checkout need not wait for the next round.
    pub(super) wake: Arc<Notify>,
}

impl FulfilmentDispatcher {
    /// Waits until a checkout need not wait for the next round.
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Tells of every paid checkout that is due, and of subscriptions.
    pub(crate) async fn dispatch_due(&self) -> Result<(), LedgerError> {
        let Some(fulfilment) = &self.fulfilment else {
            return Ok(());
        };
        self.dispatch_orders(&**fulfilment).await?;
        self.dispatch_subscriptions(&**fulfilment).await
    }

    async fn dispatch_orders(&self, fulfilment: &dyn Fulfilment) -> Result<(), LedgerError> {
        for _ in 0..AT_ONCE {
            let now = self.clock.now();
            let Some(due) = self.ledger.take_due_fulfilment(now, now + LEASE).await? else {
                break;
            };
            let checkout = match self.ledger.checkout(&due.id).await {
                Ok(Some(checkout)) => checkout,
                Err(error) if error.is_passing() => return Err(error),
                // It comes again when its lease is over; others have their turn.
                unreadable => {
                    let problem = unreadable.err().map(|error| error.to_string());
                    warn!(
                        checkout = due.id.as_str(),
                        problem, "a paid checkout cannot be read"
                    );
                    continue;
                }
            };
            let id: &CheckoutId = &due.id;
            // What counts is how the checkout stands now, not when it was
            // paid.
            let Some(kind) = due.state.due(checkout.status) else {
                self.ledger.fulfilled(id, None, now).await?;
                continue;
            };
            self.ledger.telling(id, kind).await?;
            let order = PaidOrder::of(&checkout, due.paid_at, kind);
            let taken = match kind {
                FulfilmentKind::Paid => fulfilment.fulfil(&order).await,
                FulfilmentKind::Cancelled => fulfilment.cancel(&order).await,
            };
            let now = self.clock.now();
            match taken {
                Ok(()) => {
                    self.ledger.fulfilled(id, Some(kind), now).await?;
                    self.metrics.fulfilment("taken");
                    info!(checkout = id.as_str(), "the shop's system took the order");
                }
                Err(not_taken) => {
                    let problem = not_taken.to_string();
                    warn!(
                        checkout = id.as_str(),
                        problem, "the shop's system did not take the order"
                    );
                    let may_have_it = matches!(not_taken, NotTaken::NoAnswer(_));
                    let next = now + BACKOFF.pause(due.attempts);
                    self.ledger
                        .not_fulfilled(id, &problem, may_have_it, next)
                        .await?;
                    self.metrics.fulfilment("not_taken");
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        let pause = |attempts: i64| BACKOFF.pause(attempts);
        assert_eq!(pause(0), 5 * SECOND);
        assert!((1..40).all(|attempts| pause(attempts) >= pause(attempts - 1)));
        assert_eq!(pause(40), 6 * 60 * 60 * SECOND);
    }
}
