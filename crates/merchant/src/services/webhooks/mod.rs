//! Webhook messages, from their bytes to their meaning: keep, verify, record.

mod ask;
mod resource_names;
mod retry;
mod verification;

use std::error::Error;
use std::sync::Arc;

use leptos_paypal_api::Clock;
use leptos_paypal_api::webhook::{Event, Resource, Transmission, WebhookProblem};
use leptos_paypal_core::{CheckoutEvent, CheckoutId, Environment};
use tracing::{info, warn};

use super::adoption::{Adoption, AdoptionError};
use super::delivery::{BACKOFF, Delivery, MINUTE};
use super::payments::{BuyerState, PaymentError, Payments};
use super::transitions::TransitionObserver;
use crate::ledger::{
    FactReport, Ledger, LedgerError, NewWebhook, Shop, StoredWebhook, WebhookNumber, WebhookVerdict,
};
use crate::metrics::Metrics;
use ask::confirms;
use resource_names::ResourceNames;
pub(super) use verification::Verification;

/// PayPal re-sends for three days; so long a message is asked about.
const GIVE_UP_AFTER: u32 = 200;
/// Time that the buyer's browser has for coming back before the server moves
/// the money by itself, in milliseconds.
const GRACE: i64 = 20_000;

/// Service for webhook messages.
#[derive(Debug)]
pub(crate) struct Webhooks {
    pub(super) ledger: Ledger,
    pub(super) adoption: Arc<Adoption>,
    pub(super) payments: Arc<Payments>,
    pub(super) verification: Verification,
    pub(super) environment: Environment,
    /// Age that a message may have, in milliseconds.
    pub(super) max_age: i64,
    pub(super) shop: Arc<Shop>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) transitions: TransitionObserver,
}

impl Webhooks {
    /// Checks that a message can be PayPal's, before its signature is verified.
    pub(crate) fn check(&self, transmission: &Transmission) -> Result<(), WebhookProblem> {
        transmission.check(&self.environment)
    }

    /// Takes a webhook message that was just delivered.
    pub(crate) async fn deliver(
        &self,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
    ) -> Result<Delivery, LedgerError> {
        let now = self.clock.now();
        let transmission_id = &transmission.transmission_id;
        if !self.is_recent(transmission, now)
            || self.ledger.has_other_body(transmission_id, raw).await?
        {
            warn!(
                transmission_id,
                time = transmission.transmission_time,
                event = event.id,
                "a webhook message is too old, or its transmission id had another body"
            );
            self.metrics.message("webhook", "replayed");
            return Ok(Delivery::Invalid);
        }
        let signed = serde_json::to_string(transmission).unwrap_or_default();
        let new = NewWebhook {
            event_id: &event.id,
            event_type: event.event_type.as_str(),
            transmission: &signed,
            raw,
        };
        // First of all it is kept. Should this task die, another asks later.
        match self.ledger.store_webhook(&new, now, now + MINUTE).await? {
            StoredWebhook::Open(id) => self.settle(id, transmission, event, raw, 0).await,
            StoredWebhook::Done(id) => {
                info!(webhook = %id, event = event.id, "an event came again");
                self.metrics.message("webhook", "duplicate");
                Ok(Delivery::Recorded)
            }
        }
    }

    /// Returns whether PayPal can just have sent it, by the time that is signed.
    fn is_recent(&self, transmission: &Transmission, now: i64) -> bool {
        let Ok(sent) = transmission.transmission_time.parse::<jiff::Timestamp>() else {
            return false;
        };
        now.saturating_sub(sent.as_millisecond()) <= self.max_age
    }

    pub(super) async fn settle(
        &self,
        id: WebhookNumber,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        match self.verification.verify(transmission, raw).await {
            Ok(()) => {
                // First of all: while PayPal is asked, other bodies with this id may
                // come.
                let transmission_id = &transmission.transmission_id;
                let now = self.clock.now();
                let recorded = self
                    .ledger
                    .record_transmission(id, transmission_id, raw, now);
                if recorded.await? {
                    return self.record(id, event, attempts).await;
                }
                warn!(webhook = %id, "a webhook message has the transmission id of another one");
                self.metrics.message("webhook", "invalid");
                Ok(Delivery::Invalid)
            }
            Err(problem) if !problem.is_verdict() => {
                let now = self.clock.now();
                let next = (attempts < GIVE_UP_AFTER).then(|| now + BACKOFF.pause(attempts));
                warn!(webhook = %id, code = problem.code(), %problem, "a webhook message could not be verified");
                self.ledger
                    .webhook_unasked(id, &problem.to_string(), next)
                    .await?;
                self.metrics.message("webhook", "unasked");
                Ok(Delivery::Unasked)
            }
            Err(problem) => {
                let now = self.clock.now();
                warn!(webhook = %id, code = problem.code(), %problem, "a webhook message is not PayPal's");
                self.ledger
                    .webhook_invalid(id, &problem.to_string(), now)
                    .await?;
                self.metrics.message("webhook", "invalid");
                Ok(Delivery::Invalid)
            }
        }
    }

    /// Asks PayPal what became of the payment that a verified event speaks of,
    /// and records the answer. Of the event itself only the names are used:
    /// its signature covers no more of it than a checksum.
    async fn record(
        &self,
        id: WebhookNumber,
        event: &Event,
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        let now = self.clock.now();
        let kind = event.event_type.as_str();
        let found = match self.checkout_of(&event.resource).await? {
            Some(found) => Some(found),
            None => match self.adopt(&event.resource).await {
                Ok(adopted) => adopted,
                Err(AdoptionError::Ledger(error)) => return Err(error),
                Err(problem) => {
                    return self.put_off(id, attempts, problem.code(), &problem).await;
                }
            },
        };
        let named = match found {
            Some(found) => self.ledger.checkout(&found).await?,
            None => None,
        };
        let (checkout, snapshot) = match named {
            Some(named) => match self.ask_about(named, event).await {
                Ok((checkout, snapshot)) => (Some(checkout), Some(snapshot)),
                Err(PaymentError::Ledger(error)) => return Err(error),
                Err(problem) => {
                    return self.put_off(id, attempts, problem.code(), &problem).await;
                }
            },
            None => (None, None),
        };
        let approved = snapshot
            .as_ref()
            .is_some_and(|snapshot| snapshot.buyer == BuyerState::Approved);
        let hint = approved.then_some(CheckoutEvent::BuyerApproved);
        let facts = snapshot
            .as_ref()
            .map_or(&[][..], |snapshot| &snapshot.facts);
        let code = match (&event.resource, &checkout) {
            (Resource::Other(_), _) => "not_a_payment",
            (_, None) => "unknown_order",
            _ if !approved && !confirms(facts, event) => "not_confirmed",
            _ => "accepted",
        };
        let verdict = WebhookVerdict {
            code,
            detail: kind,
            checkout: checkout.as_ref().map(|checkout| &checkout.id),
        };
        let report = FactReport {
            cause: "webhook",
            hint: hint.as_ref(),
            facts,
            call: None,
        };
        // Before the message is done with: a server that ends in between still
        // asks.
        if let Some(checkout) = &checkout
            && (approved || code == "not_confirmed")
        {
            self.ledger.ask_by(&checkout.id, now + GRACE).await?;
        }
        let outcome = self
            .ledger
            .record_webhook(id, &event.id, &verdict, &report, now)
            .await?;
        info!(webhook = %id, kind, verdict = outcome.verdict, checkout = outcome.checkout.as_ref().map(CheckoutId::as_str), "webhook message recorded");
        self.metrics.message("webhook", outcome.verdict);
        self.transitions.observe(&outcome);
        Ok(Delivery::Recorded)
    }

    /// Lets a verified message wait whose payment PayPal could not be asked
    /// about.
    async fn put_off(
        &self,
        id: WebhookNumber,
        attempts: u32,
        code: &'static str,
        problem: &(dyn Error + Sync),
    ) -> Result<Delivery, LedgerError> {
        let now = self.clock.now();
        let next = (attempts < GIVE_UP_AFTER).then(|| now + BACKOFF.pause(attempts));
        warn!(webhook = %id, code, %problem, "PayPal could not be asked about a payment that a webhook message speaks of");
        self.ledger
            .webhook_unasked(id, &problem.to_string(), next)
            .await?;
        self.metrics.message("webhook", "unasked");
        Ok(Delivery::Unasked)
    }

    /// Adopts the payment that a resource belongs to, where the shop adopts
    /// payments of the client path.
    async fn adopt(&self, resource: &Resource) -> Result<Option<CheckoutId>, AdoptionError> {
        match ResourceNames::of(resource).payment {
            Some(payment) => self.adoption.adopt_named(payment).await,
            None => Ok(None),
        }
    }

    /// The checkout that a resource is about: the one whose payment this
    /// server made, or whose transaction it knows. What `custom_id` says is
    /// not enough: with the client id, which is public, anybody can make an
    /// order that names any checkout and pays any account.
    async fn checkout_of(&self, resource: &Resource) -> Result<Option<CheckoutId>, LedgerError> {
        let names = ResourceNames::of(resource);
        if let Some(payment) = names.payment
            && let Some(found) = self.ledger.checkout_of_payment(payment).await?
        {
            return Ok(Some(found));
        }
        if let Some(txn_id) = names.parent
            && let Some(found) = self.ledger.checkout_of_transaction(&txn_id).await?
        {
            return Ok(Some(found));
        }
        Ok(None)
    }
}
