//! IPN messages, from their bytes to their meaning: keep, post back, record.

use std::error::Error;
use std::sync::Arc;

use leptos_paypal_api::ipn::Verification;
use leptos_paypal_api::{Clock, Webscr};
use leptos_paypal_core::ipn::{IpnMessage, MessageSource};
use leptos_paypal_core::{CheckoutId, TxnId};
use secrecy::SecretString;
use tracing::{info, warn};

use super::adoption::{Adoption, AdoptionError};
use super::delivery::{AT_ONCE, BACKOFF, Delivery, HOUR, InVain, MINUTE};
use super::transitions::TransitionObserver;
use crate::ledger::{Ledger, LedgerError, MessageId, Outcome, Shop, StoredMessage};
use crate::metrics::Metrics;

/// PayPal re-sends for four days; so long a message is asked about.
const GIVE_UP_AFTER: u32 = 200;

/// Inbox for IPN messages and PDT answers.
#[derive(Debug)]
pub(crate) struct Inbox {
    pub(super) ledger: Ledger,
    pub(super) adoption: Arc<Adoption>,
    pub(super) webscr: Webscr,
    pub(super) shop: Arc<Shop>,
    /// The account's PDT identity token; without one nothing is looked up.
    pub(super) pdt_token: Option<SecretString>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) transitions: TransitionObserver,
}

impl Inbox {
    /// Takes a message that was just delivered.
    pub(crate) async fn deliver(&self, message: &IpnMessage) -> Result<Delivery, LedgerError> {
        let now = self.clock.now();
        // First of all it is kept. Should this task die, another asks later.
        match self
            .ledger
            .store_message(message, now, now + MINUTE)
            .await?
        {
            StoredMessage::Open(id) => self.settle(id, message, 0).await,
            StoredMessage::Done(id) => {
                info!(message_id = %id, "a message came again");
                self.metrics.message("ipn", "duplicate");
                Ok(Delivery::Recorded)
            }
        }
    }

    /// Asks PayPal about a kept message and records what it means.
    async fn settle(
        &self,
        id: MessageId,
        message: &IpnMessage,
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        match self.webscr.verify_ipn(message.raw()).await {
            Ok(Verification::Verified) => {
                match self.adoption.adopt_of_message(message).await {
                    Ok(_) => {}
                    Err(AdoptionError::Ledger(error)) => return Err(error),
                    Err(problem) => {
                        return self.put_off(id, attempts, problem.code(), &problem).await;
                    }
                }
                self.record(id, message).await?;
                Ok(Delivery::Recorded)
            }
            Ok(Verification::Invalid) => {
                warn!(message_id = %id, txn_id = message.txn_id(), "PayPal says that this message is not its own");
                self.ledger.invalid(id, self.clock.now()).await?;
                self.metrics.message("ipn", "invalid");
                Ok(Delivery::Invalid)
            }
            Err(problem) => self.put_off(id, attempts, problem.code(), &problem).await,
        }
    }

    /// Lets a message wait that PayPal could not be asked about.
    async fn put_off(
        &self,
        id: MessageId,
        attempts: u32,
        code: &'static str,
        problem: &(dyn Error + Sync),
    ) -> Result<Delivery, LedgerError> {
        let now = self.clock.now();
        let next = (attempts < GIVE_UP_AFTER).then(|| now + BACKOFF.pause(attempts));
        warn!(message_id = %id, code, %problem, "PayPal could not be asked about a message");
        self.ledger.unasked(id, &problem.to_string(), next).await?;
        self.metrics.message("ipn", "unasked");
        Ok(Delivery::Unasked)
    }

    async fn record(&self, id: MessageId, message: &IpnMessage) -> Result<(), LedgerError> {
        let now = self.clock.now();
        let outcome = self.ledger.record(id, message, &self.shop, now).await?;
        self.recorded(id, message, &outcome);
        Ok(())
    }

    fn recorded(&self, id: MessageId, message: &IpnMessage, outcome: &Outcome) {
        info!(
            message_id = %id,
            verdict = outcome.verdict,
            checkout = outcome.checkout.as_ref().map(CheckoutId::as_str),
            from = outcome.changed.map(|(from, _)| from.as_str()),
            to = outcome.changed.map(|(_, to)| to.as_str()),
            "message recorded"
        );
        self.metrics.message(
            match message.source() {
                MessageSource::Ipn => "ipn",
                MessageSource::Pdt => "pdt",
            },
            outcome.verdict,
        );
        self.transitions.observe(outcome);
    }

    /// Looks a transaction up that the browser named. What PayPal says is
    /// recorded like any message; when it says nothing, nothing changes.
    pub(crate) async fn look_up(&self, tx: &TxnId) -> Result<(), LedgerError> {
        let Some(token) = &self.pdt_token else {
            return Ok(());
        };
        if self.ledger.is_settled(tx).await? {
            return Ok(());
        }
        match self.webscr.look_up(tx, token).await {
            Ok(message) => {
                if let Some(status) = message.payment_status()
                    && self.ledger.is_heard(tx, &status).await?
                {
                    return Ok(());
                }
                let now = self.clock.now();
                let recorded = self.ledger.record_answer(&message, &self.shop, now).await?;
                if let Some((id, outcome)) = recorded {
                    self.recorded(id, &message, &outcome);
                }
            }
            Err(problem) => {
                warn!(%tx, code = problem.code(), %problem, "a transaction could not be looked up");
            }
        }
        Ok(())
    }

    /// Asks about a kept message once more.
    pub(crate) async fn replay(&self, id: MessageId) -> Result<Option<&'static str>, LedgerError> {
        let taken_until = self.clock.now() + HOUR;
        let Some(raw) = self.ledger.reopen(id, taken_until).await? else {
            return Ok(None);
        };
        let Ok(message) = IpnMessage::parse(&raw) else {
            return Ok(Some("unreadable"));
        };
        Ok(Some(match self.settle(id, &message, 0).await? {
            Delivery::Recorded => "recorded",
            Delivery::Invalid => "invalid",
            Delivery::Unasked => "unasked",
        }))
    }

    /// Asks again about messages that wait.
    pub(crate) async fn retry_due(&self) -> Result<(), LedgerError> {
        let mut in_vain = InVain::default();
        for _ in 0..AT_ONCE {
            let now = self.clock.now();
            let Some(waiting) = self.ledger.take_due(now, now + HOUR).await? else {
                break;
            };
            let message = match IpnMessage::parse(&waiting.raw) {
                Ok(message) => message,
                Err(problem) => {
                    self.ledger
                        .unasked(waiting.id, &problem.to_string(), None)
                        .await?;
                    continue;
                }
            };
            match self.settle(waiting.id, &message, waiting.attempts).await {
                Ok(delivery) if in_vain.is_enough_after(delivery) => break,
                Ok(_) => {}
                Err(error) if error.is_passing() => return Err(error),
                // The message is the trouble; others have their turn.
                Err(error) => {
                    warn!(message_id = %waiting.id, code = error.code(), %error, "a message could not be recorded");
                    let next = now + BACKOFF.pause(waiting.attempts);
                    self.ledger
                        .unasked(waiting.id, &error.to_string(), Some(next))
                        .await?;
                }
            }
        }
        Ok(())
    }
}
