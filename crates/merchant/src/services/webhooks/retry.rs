//! Retries for webhook messages that wait.

use leptos_paypal_api::webhook::{Event, Transmission};
use tracing::warn;

use super::Webhooks;
use crate::ledger::{LedgerError, WaitingWebhook};
use crate::services::delivery::{AT_ONCE, BACKOFF, Delivery, HOUR, InVain};

impl Webhooks {
    /// Tries again to verify messages that wait.
    pub(crate) async fn retry_due(&self) -> Result<(), LedgerError> {
        // Twice: a clock may have been set back.
        let old = self.max_age.saturating_mul(2);
        let now = self.clock.now();
        self.ledger
            .forget_transmissions(now.saturating_sub(old))
            .await?;
        let mut in_vain = InVain::default();
        for _ in 0..AT_ONCE {
            let now = self.clock.now();
            let Some(waiting) = self.ledger.take_due_webhook(now, now + HOUR).await? else {
                break;
            };
            match self.settle_again(&waiting).await {
                Ok(delivery) if in_vain.is_enough_after(delivery) => break,
                Ok(_) => {}
                Err(error) if error.is_passing() => return Err(error),
                // The message is the trouble; others have their turn.
                Err(error) => {
                    warn!(webhook = %waiting.id, code = error.code(), %error, "a webhook message could not be recorded");
                    let next = now + BACKOFF.pause(waiting.attempts);
                    self.ledger
                        .webhook_unasked(waiting.id, &error.to_string(), Some(next))
                        .await?;
                }
            }
        }
        Ok(())
    }

    async fn settle_again(&self, waiting: &WaitingWebhook) -> Result<Delivery, LedgerError> {
        let read = (
            serde_json::from_str::<Transmission>(&waiting.transmission),
            Event::parse(&waiting.raw),
        );
        let (Ok(transmission), Ok(event)) = read else {
            let problem = "it cannot be read any more";
            self.ledger
                .webhook_unasked(waiting.id, problem, None)
                .await?;
            return Ok(Delivery::Invalid);
        };
        let (id, raw, attempts) = (waiting.id, &waiting.raw, waiting.attempts);
        self.settle(id, &transmission, &event, raw, attempts).await
    }
}
