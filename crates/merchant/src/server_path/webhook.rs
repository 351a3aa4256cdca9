//! From a webhook message to what it means: keep, verify, record.

use leptos_paypal_api::webhook::{
    Event, EventType, Resource, Transmission, VerificationStatus, Verifier, VerifierConfig,
    WebhookId, WebhookProblem,
};
use leptos_paypal_api::{Clock as ApiClock, Links, OrderId, PaymentId};
use leptos_paypal_core::{CheckoutEvent, CheckoutId, Money, MoneyBackKind, TxnId};
use tracing::{info, warn};

use super::told::{Buyer, Told};
use super::told_v2::captured;
use super::{ServerProblem, WebhookSettings, WebhookVerification};
use crate::inbox::Delivery;
use crate::ledger::{KeptWebhook, Learnt, LedgerError, NewWebhook, WebhookNumber, WebhookVerdict};
use crate::merchant::Inner;
use crate::{Config, MerchantError};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// PayPal re-sends for three days; so long a message is asked about.
const GIVE_UP_AFTER: u32 = 200;
/// How many waiting messages are asked about in one go.
const AT_ONCE: usize = 200;
/// How long the buyer's browser has for coming back before the server moves
/// the money by itself.
const GRACE: i64 = 20_000;

/// How messages are told from others'.
#[derive(Debug)]
pub(crate) enum Verifying {
    Chain(Verifier),
    Api(WebhookId),
}

impl Verifying {
    pub(crate) fn new(config: &Config) -> Result<Option<Self>, MerchantError> {
        let Some(settings) = &config.webhook else {
            return Ok(None);
        };
        let WebhookSettings { id, verification } = settings.clone();
        Ok(Some(match verification {
            WebhookVerification::Api => Self::Api(id),
            WebhookVerification::Chain(anchors) => {
                let clock = config.clock.clone();
                Self::Chain(Verifier::new(VerifierConfig {
                    environment: config.environment.clone(),
                    webhook_id: id,
                    anchors,
                    patience: config.patience,
                    clock: ApiClock::new(move || clock.now()),
                })?)
            }
        }))
    }
}

impl Inner {
    /// Takes a webhook message that was just delivered.
    pub(crate) async fn deliver_webhook(
        &self,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
    ) -> Result<Delivery, LedgerError> {
        let now = self.config.clock.now();
        let signed = serde_json::to_string(transmission).unwrap_or_default();
        let new = NewWebhook {
            event_id: &event.id,
            event_type: event.event_type.as_str(),
            transmission: &signed,
            raw,
        };
        // First of all it is kept. Should this task die, another asks later.
        match self.ledger.keep_webhook(&new, now, now + MINUTE).await? {
            KeptWebhook::Open(id) => self.settle_webhook(id, transmission, event, raw, 0).await,
            KeptWebhook::Done(id) => {
                info!(webhook = %id, event = event.id, "an event came again");
                self.metrics.message("webhook", "duplicate");
                Ok(Delivery::Recorded)
            }
        }
    }

    async fn verify(&self, transmission: &Transmission, raw: &[u8]) -> Result<(), WebhookProblem> {
        match &self.webhook {
            Some(Verifying::Chain(verifier)) => verifier.verify(transmission, raw).await,
            Some(Verifying::Api(id)) => {
                let Some(client) = &self.rest else {
                    return Err(WebhookProblem::NoTrust {
                        problem: "there are no credentials to ask PayPal with".to_owned(),
                    });
                };
                let answer = client.webhooks().verify(transmission, id, raw).await?;
                match answer.value {
                    VerificationStatus::Success => Ok(()),
                    _ => Err(WebhookProblem::Signature),
                }
            }
            None => Err(WebhookProblem::NoTrust {
                problem: "no webhook id is set".to_owned(),
            }),
        }
    }

    async fn settle_webhook(
        &self,
        id: WebhookNumber,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        match self.verify(transmission, raw).await {
            Ok(()) => {
                self.record_webhook(id, event).await?;
                Ok(Delivery::Recorded)
            }
            // A refusal of the question itself says nothing about the message.
            Err(problem) if problem.is_passing() || matches!(problem, WebhookProblem::Api(_)) => {
                let now = self.config.clock.now();
                let next = (attempts < GIVE_UP_AFTER).then(|| now + pause(attempts));
                warn!(webhook = %id, code = problem.code(), %problem, "a webhook message could not be verified");
                self.ledger
                    .webhook_unasked(id, &problem.to_string(), next)
                    .await?;
                self.metrics.message("webhook", "unasked");
                Ok(Delivery::Unasked)
            }
            Err(problem) => {
                let now = self.config.clock.now();
                warn!(webhook = %id, code = problem.code(), %problem, "a webhook message is not PayPal's");
                self.ledger
                    .webhook_invalid(id, &problem.to_string(), now)
                    .await?;
                self.metrics.message("webhook", "invalid");
                Ok(Delivery::Invalid)
            }
        }
    }

    async fn record_webhook(&self, id: WebhookNumber, event: &Event) -> Result<(), LedgerError> {
        let now = self.config.clock.now();
        let kind = event.event_type.as_str();
        let checkout = match self.checkout_of(&event.resource).await? {
            Some(checkout) => self.ledger.checkout(&checkout).await?,
            None => None,
        };
        let told = checkout
            .as_ref()
            .map(|checkout| self.meaning(event, checkout.total));
        let hint = told.as_ref().and_then(|told| match told.buyer {
            Buyer::Agreed => Some(CheckoutEvent::BuyerApproved),
            _ => None,
        });
        let facts = told.as_ref().map_or(&[][..], |told| &told.facts);
        let code = match (&event.resource, &checkout) {
            (Resource::Other(_), _) => "not_a_payment",
            (_, None) => "unknown_order",
            _ => "accepted",
        };
        let verdict = WebhookVerdict {
            code,
            detail: kind,
            checkout: checkout.as_ref().map(|checkout| &checkout.id),
        };
        let learnt = Learnt {
            cause: "webhook",
            hint: hint.as_ref(),
            facts,
            call: None,
        };
        // Before the message is done with: a server that ends in between still
        // asks.
        if let (Some(checkout), Some(_)) = (&checkout, &hint) {
            self.ledger.ask_by(&checkout.id, now + GRACE).await?;
        }
        let outcome = self
            .ledger
            .record_webhook(id, &event.id, &verdict, &learnt, now)
            .await?;
        info!(webhook = %id, kind, verdict = outcome.verdict, checkout = outcome.checkout.as_ref().map(CheckoutId::as_str), "webhook message recorded");
        self.metrics.message("webhook", outcome.verdict);
        self.moved(&outcome);
        Ok(())
    }

    /// The checkout that a resource is about: the one whose payment this
    /// server made, or whose transaction it knows. What `custom_id` says is
    /// not enough: with the client id, which is public, anybody can make an
    /// order that names any checkout and pays any account.
    async fn checkout_of(&self, resource: &Resource) -> Result<Option<CheckoutId>, LedgerError> {
        let names = Names::of(resource);
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

    fn meaning(&self, event: &Event, total: Money) -> Told {
        let order = self.order(total);
        let reversed = matches!(
            event.event_type,
            EventType::PaymentSaleReversed | EventType::PaymentCaptureReversed
        );
        let reversal = |txn_id: &TxnId, parent: &TxnId, amount| {
            vec![order.back(txn_id, parent, MoneyBackKind::Reversal, amount)]
        };
        let facts = match &event.resource {
            Resource::Payment(payment) => return order.told_v1(payment),
            Resource::Order(told) => return order.told_v2(told),
            Resource::Sale(sale) if reversed => reversal(&sale.id, &sale.id, sale.amount),
            Resource::Sale(sale) => order.sale(sale, &[]),
            Resource::AuthorizationV1(authorization) => {
                vec![order.authorization_v1(authorization, &[])]
            }
            Resource::CaptureV1(capture) if reversed => {
                reversal(&capture.id, &capture.id, capture.amount)
            }
            Resource::CaptureV1(capture) => vec![order.capture_v1(capture, &[])],
            Resource::RefundV1(refund) => {
                match refund.sale_id.as_ref().or(refund.capture_id.as_ref()) {
                    Some(parent) if reversed => reversal(&refund.id, parent, refund.amount),
                    _ => order.refund_v1(refund).into_iter().collect(),
                }
            }
            Resource::Authorization(authorization) => {
                vec![order.authorization_v2(authorization, &[])]
            }
            Resource::Capture(capture) if reversed => {
                reversal(&capture.id, &capture.id, capture.amount)
            }
            Resource::Capture(capture) => vec![order.capture_v2(capture, &[])],
            Resource::Refund(refund) => match captured(refund) {
                Some(parent) if reversed => reversal(&refund.id, &parent, refund.amount),
                Some(parent) => order.refund_v2(refund, &parent).into_iter().collect(),
                None => Vec::new(),
            },
            _ => Vec::new(),
        };
        Told {
            buyer: Buyer::Done,
            payer_id: None,
            facts,
        }
    }

    /// Tries again to verify messages that wait.
    pub(crate) async fn verify_again(&self) -> Result<(), LedgerError> {
        if self.webhook.is_none() {
            return Ok(());
        }
        for _ in 0..AT_ONCE {
            let now = self.config.clock.now();
            let Some(waiting) = self.ledger.take_due_webhook(now, now + HOUR).await? else {
                break;
            };
            let read = (
                serde_json::from_str::<Transmission>(&waiting.transmission),
                Event::parse(&waiting.raw),
            );
            let (Ok(transmission), Ok(event)) = read else {
                let problem = "it cannot be read any more";
                self.ledger
                    .webhook_unasked(waiting.id, problem, None)
                    .await?;
                continue;
            };
            let delivery = self
                .settle_webhook(
                    waiting.id,
                    &transmission,
                    &event,
                    &waiting.raw,
                    waiting.attempts,
                )
                .await?;
            if delivery == Delivery::Unasked {
                // The others would wait as long for the same answer.
                break;
            }
        }
        Ok(())
    }
}

/// How PayPal names what a resource belongs to.
#[derive(Default)]
struct Names<'a> {
    /// The payment or order.
    payment: Option<&'a str>,
    /// The transaction itself, or the one it follows.
    parent: Option<TxnId>,
}

impl<'a> Names<'a> {
    fn of(resource: &'a Resource) -> Self {
        match resource {
            Resource::Payment(payment) => Self::new(Some(payment.id.as_str()), None),
            Resource::Order(order) => Self::new(Some(order.id.as_str()), None),
            Resource::Sale(sale) => Self::v1(sale.parent_payment.as_ref(), Some(&sale.id)),
            Resource::AuthorizationV1(authorization) => Self::v1(
                authorization.parent_payment.as_ref(),
                Some(&authorization.id),
            ),
            Resource::CaptureV1(capture) => {
                Self::v1(capture.parent_payment.as_ref(), Some(&capture.id))
            }
            Resource::RefundV1(refund) => Self::v1(
                refund.parent_payment.as_ref(),
                refund.sale_id.as_ref().or(refund.capture_id.as_ref()),
            ),
            Resource::Authorization(authorization) => Self::v2(
                authorization.order_id.as_ref(),
                &authorization.links,
                &authorization.id,
            ),
            Resource::Capture(capture) => {
                Self::v2(capture.order_id.as_ref(), &capture.links, &capture.id)
            }
            Resource::Refund(refund) => Self::new(
                refund.order_id.as_ref().map(OrderId::as_str),
                captured(refund),
            ),
            _ => Self::default(),
        }
    }

    const fn new(payment: Option<&'a str>, parent: Option<TxnId>) -> Self {
        Self { payment, parent }
    }

    fn v1(payment: Option<&'a PaymentId>, parent: Option<&TxnId>) -> Self {
        Self::new(payment.map(PaymentId::as_str), parent.cloned())
    }

    /// The order by its id, or by the `up` link, which may also lead to the
    /// authorization.
    fn v2(order: Option<&'a OrderId>, links: &'a Links, id: &TxnId) -> Self {
        let up = links.rel("up").unwrap_or_default();
        let after = |part: &str| up.rsplit_once(part).map(|(_, id)| id);
        let payment = order.map(OrderId::as_str).or_else(|| after("/orders/"));
        let parent = after("/authorizations/").and_then(|id| id.parse().ok());
        Self::new(payment, parent.or_else(|| Some(id.clone())))
    }
}

/// From a minute, doubling, to an hour.
fn pause(attempts: u32) -> i64 {
    (MINUTE << attempts.min(6)).min(HOUR)
}

impl From<WebhookProblem> for MerchantError {
    fn from(problem: WebhookProblem) -> Self {
        Self::Webhook(Box::new(problem))
    }
}

impl From<ServerProblem> for MerchantError {
    fn from(problem: ServerProblem) -> Self {
        Self::Server(Box::new(problem))
    }
}
