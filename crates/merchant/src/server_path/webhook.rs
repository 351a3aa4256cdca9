//! From a webhook message to what it means: keep, verify, record.

use leptos_paypal_api::v2::CaptureStatus;
use leptos_paypal_api::webhook::{Event, EventType, Resource, Transmission};
use leptos_paypal_api::{Links, OrderId, PaymentId, Refusal};
use leptos_paypal_core::{CheckoutEvent, CheckoutId, TxnId};
use tracing::{info, warn};

use super::ServerProblem;
use super::calls::call;
use super::finish::Case;
use super::told::{Buyer, Order, OrderDetails, Told};
use super::told_v2::captured;
use crate::MerchantError;
use crate::asking::{MINUTE, pause};
use crate::inbox::Delivery;
use crate::ledger::{
    ApiCall, Checkout, Fact, KeptWebhook, Learnt, LedgerError, NewWebhook, WebhookNumber,
    WebhookVerdict,
};
use crate::merchant::Inner;

/// PayPal re-sends for three days; so long a message is asked about.
const GIVE_UP_AFTER: u32 = 200;
/// How long the buyer's browser has for coming back before the server moves
/// the money by itself.
const GRACE: i64 = 20_000;

impl Inner {
    /// Takes a webhook message that was just delivered.
    pub(crate) async fn deliver_webhook(
        &self,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
    ) -> Result<Delivery, LedgerError> {
        let now = self.config.clock.now();
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
        match self.ledger.keep_webhook(&new, now, now + MINUTE).await? {
            KeptWebhook::Open(id) => self.settle_webhook(id, transmission, event, raw, 0).await,
            KeptWebhook::Done(id) => {
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
        now.saturating_sub(sent.as_millisecond()) <= self.webhook_max_age()
    }

    pub(super) fn webhook_max_age(&self) -> i64 {
        i64::try_from(self.config.webhook_max_age.as_millis()).unwrap_or(i64::MAX)
    }

    pub(super) async fn settle_webhook(
        &self,
        id: WebhookNumber,
        transmission: &Transmission,
        event: &Event,
        raw: &[u8],
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        match self.verify(transmission, raw).await {
            Ok(()) => self.record_webhook(id, event, attempts).await,
            Err(problem) if !problem.is_verdict() => {
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

    /// Asks PayPal what became of the payment that a verified event speaks of,
    /// and records the answer. Of the event itself only the names are used:
    /// its signature covers no more of it than a checksum.
    async fn record_webhook(
        &self,
        id: WebhookNumber,
        event: &Event,
        attempts: u32,
    ) -> Result<Delivery, LedgerError> {
        let now = self.config.clock.now();
        let kind = event.event_type.as_str();
        let checkout = match self.checkout_of(&event.resource).await? {
            Some(checkout) => self.ledger.checkout(&checkout).await?,
            None => None,
        };
        let told = match &checkout {
            Some(checkout) => match self.ask_about(checkout, event).await {
                Ok(told) => Some(told),
                Err(ServerProblem::Ledger(error)) => return Err(error),
                Err(problem) => {
                    warn!(webhook = %id, checkout = checkout.id.as_str(), code = problem.code(), %problem, "PayPal could not be asked about a payment that a webhook message speaks of");
                    let next = (attempts < GIVE_UP_AFTER).then(|| now + pause(attempts));
                    self.ledger
                        .webhook_payment_unasked(id, &problem.to_string(), next, now)
                        .await?;
                    self.metrics.message("webhook", "unasked");
                    return Ok(Delivery::Unasked);
                }
            },
            None => None,
        };
        let agreed = told
            .as_ref()
            .is_some_and(|told| told.buyer == Buyer::Agreed);
        let hint = agreed.then_some(CheckoutEvent::BuyerApproved);
        let facts = told.as_ref().map_or(&[][..], |told| &told.facts);
        let code = match (&event.resource, &checkout) {
            (Resource::Other(_), _) => "not_a_payment",
            (_, None) => "unknown_order",
            _ if !agreed && !confirms(facts, event) => "not_confirmed",
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
        if let Some(checkout) = &checkout
            && (agreed || code == "not_confirmed")
        {
            self.ledger.ask_by(&checkout.id, now + GRACE).await?;
        }
        let outcome = self
            .ledger
            .record_webhook(id, &event.id, &verdict, &learnt, now)
            .await?;
        info!(webhook = %id, kind, verdict = outcome.verdict, checkout = outcome.checkout.as_ref().map(CheckoutId::as_str), "webhook message recorded");
        self.metrics.message("webhook", outcome.verdict);
        self.moved(&outcome);
        Ok(match outcome.verdict {
            "invalid" => Delivery::Invalid,
            _ => Delivery::Recorded,
        })
    }

    /// What PayPal tells of a checkout's payment, and of the refund or
    /// reversal that the event is about.
    async fn ask_about(&self, checkout: &Checkout, event: &Event) -> Result<Told, ServerProblem> {
        let client = self.client()?;
        let mut told = Told {
            buyer: Buyer::Done,
            payer_id: None,
            facts: Vec::new(),
            names_payees: true,
        };
        let payment = self.ledger.server_payment(&checkout.id).await?;
        if let Some(payment) = &payment
            && let Some(paypal_id) = payment.paypal_id.as_deref()
        {
            let case = Case {
                id: &checkout.id,
                payment,
                paypal_id,
                total: checkout.total,
                cause: "webhook",
            };
            let (call, answer) = self.fetch(&case).await?;
            self.wrote_down(checkout, &call).await?;
            told = answer?;
        }
        if confirms(&told.facts, event) {
            return Ok(told);
        }
        let order = Order {
            id: &checkout.id,
            total: checkout.total,
            authorizes: None,
            shop: &self.shop,
        };
        let details = OrderDetails::default();
        // The payment was judged when it came; here only what went back
        // counts.
        let (call, facts) = match &event.resource {
            Resource::RefundV1(refund) => {
                let answer = client.payments_v1().refund(&refund.id).await;
                let call = call("v1 get refund", None, &answer);
                let facts = answer.map(|refund| order.refund_v1(&refund).into_iter().collect());
                (call, facts)
            }
            Resource::Refund(refund) => {
                let answer = client.payments_v2().refund(&refund.id).await;
                let call = call("v2 get refund", None, &answer);
                let facts = answer.map(|refund| {
                    let parent = captured(&refund);
                    let fact = parent.and_then(|parent| order.refund_v2(&refund, &parent));
                    fact.into_iter().collect()
                });
                (call, facts)
            }
            Resource::Sale(sale) if payment.is_none() => {
                let answer = client.payments_v1().sale(&sale.id).await;
                let call = call("v1 get sale", None, &answer);
                (call, answer.map(|sale| order.sale(&sale, &details)))
            }
            Resource::Capture(capture) if payment.is_none() => {
                let answer = client.payments_v2().capture(&capture.id).await;
                let call = call("v2 get capture", None, &answer);
                let facts = answer.map(|capture| match capture.value.status {
                    CaptureStatus::Refunded => vec![order.gone_v2(&capture)],
                    _ => Vec::new(),
                });
                (call, facts)
            }
            _ => return Ok(told),
        };
        self.metrics.called(&call);
        self.wrote_down(checkout, &call).await?;
        let went_back = |fact: &Fact| matches!(fact.event, CheckoutEvent::MoneyBack { .. });
        match facts {
            Ok(facts) => told.facts.extend(facts.into_iter().filter(went_back)),
            // PayPal knows nothing of it: then it is not so.
            Err(error) if error.refusal().is_some_and(Refusal::is_unknown) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(told)
    }

    async fn wrote_down(&self, checkout: &Checkout, call: &ApiCall) -> Result<(), LedgerError> {
        let now = self.config.clock.now();
        self.ledger.called(&checkout.id, call, now).await
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
}

/// Whether PayPal's answer has what the event tells of.
fn confirms(facts: &[Fact], event: &Event) -> bool {
    let takes_back = matches!(
        event.event_type,
        EventType::PaymentSaleReversed
            | EventType::PaymentCaptureReversed
            | EventType::PaymentSaleRefunded
            | EventType::PaymentCaptureRefunded
    );
    let refund = match &event.resource {
        Resource::RefundV1(refund) => Some(&refund.id),
        Resource::Refund(refund) => Some(&refund.id),
        _ => None,
    };
    let parent = Names::of(&event.resource).parent;
    facts.iter().any(|fact| match &fact.event {
        CheckoutEvent::MoneyBack {
            txn_id,
            parent: paid,
            ..
        } => {
            refund == Some(txn_id)
                || (takes_back && txn_id == paid && parent.as_ref() == Some(paid))
        }
        CheckoutEvent::Payment { .. } => refund.is_none() && !takes_back,
        _ => false,
    })
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

impl From<ServerProblem> for MerchantError {
    fn from(problem: ServerProblem) -> Self {
        Self::Server(Box::new(problem))
    }
}
