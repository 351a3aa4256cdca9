//! Telling the shop's own system of subscriptions.

use tracing::{info, warn};

use super::{AT_ONCE, BACKOFF, FulfilmentDispatcher, LEASE};
use crate::fulfilment::{Fulfilment, NotTaken, SubscriptionUpdate};
use crate::ledger::{DueSubscriptionFulfilment, FulfilmentKind, LedgerError};

impl FulfilmentDispatcher {
    /// Tells of everything that is due about subscriptions.
    pub(super) async fn dispatch_subscriptions(
        &self,
        fulfilment: &dyn Fulfilment,
    ) -> Result<(), LedgerError> {
        for _ in 0..AT_ONCE {
            let now = self.clock.now();
            let taken = self
                .ledger
                .take_due_subscription_fulfilment(now, now + LEASE);
            let Some(due) = taken.await? else { break };
            let update = match self.update(&due).await {
                Ok(update) => update,
                Err(error) if error.is_passing() => return Err(error),
                // It comes again when its lease is over; others have their turn.
                Err(error) => {
                    let checkout = due.checkout.as_str();
                    warn!(checkout, code = error.code(), %error, "a subscription cannot be read");
                    continue;
                }
            };
            match update {
                Some((kind, update)) => self.tell(fulfilment, &due, kind, &update).await?,
                None => self.ledger.subscription_fulfilled(&due, None, now).await?,
            }
        }
        Ok(())
    }

    /// Event to tell, as the subscription stands now.
    async fn update(
        &self,
        due: &DueSubscriptionFulfilment,
    ) -> Result<Option<(FulfilmentKind, SubscriptionUpdate)>, LedgerError> {
        let checkout = self.ledger.checkout(&due.checkout).await?;
        let judged = self.ledger.judge_subscription(&due.checkout).await?;
        let (Some(checkout), Some(judged)) = (checkout, judged) else {
            return Ok(None);
        };
        let Some(subscription) = &checkout.subscription else {
            return Ok(None);
        };
        Ok(due.message(&judged).map(|kind| {
            let payment = due.payment(&judged);
            let update = SubscriptionUpdate::of(&checkout, subscription, due, payment, kind);
            (kind, update)
        }))
    }

    async fn tell(
        &self,
        fulfilment: &dyn Fulfilment,
        due: &DueSubscriptionFulfilment,
        kind: FulfilmentKind,
        update: &SubscriptionUpdate,
    ) -> Result<(), LedgerError> {
        self.ledger.telling_of_subscription(due, kind).await?;
        let taken = fulfilment.update_subscription(update).await;
        let now = self.clock.now();
        match taken {
            Ok(()) => {
                self.ledger
                    .subscription_fulfilled(due, Some(kind), now)
                    .await?;
                self.metrics.fulfilment("taken");
                info!(
                    event_id = update.event_id,
                    "the shop's system took the event"
                );
            }
            Err(not_taken) => {
                let problem = not_taken.to_string();
                warn!(
                    event_id = update.event_id,
                    problem, "the shop's system did not take the event"
                );
                let may_have_it = matches!(not_taken, NotTaken::NoAnswer(_));
                let next = now + BACKOFF.pause(due.attempts);
                self.ledger
                    .subscription_not_fulfilled(due, &problem, may_have_it, next)
                    .await?;
                self.metrics.fulfilment("not_taken");
            }
        }
        Ok(())
    }
}
