//! Asking PayPal about the payment that an event names.

use leptos_paypal_api::v2::CaptureStatus;
use leptos_paypal_api::webhook::{Event, EventType, Resource};
use leptos_paypal_api::{ApiError, Refusal};
use leptos_paypal_core::CheckoutEvent;
use tracing::warn;

use super::Webhooks;
use super::resource_names::ResourceNames;
use crate::ledger::{ApiCall, Checkout, Fact, LedgerError, ServerPayment};
use crate::services::payments::{
    BuyerState, ExpectedOrder, OrderDetails, PaymentContext, PaymentError, PaymentSnapshot, call,
    captured,
};

/// A call for a resource and PayPal's answer, where there is one to ask for.
type Asked = Option<(ApiCall, Result<Resource, ApiError>)>;

impl Webhooks {
    /// Asks PayPal for a checkout's payment, and for the refund or reversal that
    /// the event is about. Where PayPal says that this took back the payment of
    /// another checkout, that checkout is asked about, and is the answer.
    pub(super) async fn ask_about(
        &self,
        checkout: Checkout,
        event: &Event,
    ) -> Result<(Checkout, PaymentSnapshot), PaymentError> {
        let (payment, mut snapshot) = self.ask_payment(&checkout).await?;
        if confirms(&snapshot.facts, event) {
            return Ok((checkout, snapshot));
        }
        let made_here = payment.is_some();
        let Some((call, answer)) = self.ask_resource(event, made_here).await? else {
            return Ok((checkout, snapshot));
        };
        self.metrics.api_called(&call);
        let owner = match &answer {
            Ok(resource) => self.owner_of(resource, &checkout, &snapshot).await?,
            Err(_) => None,
        };
        let asked = owner.as_ref().map_or(&checkout.id, |owner| &owner.id);
        self.ledger.called(asked, &call, self.clock.now()).await?;
        let resource = match answer {
            Ok(resource) => resource,
            // PayPal knows nothing of it: then it is not so.
            Err(error) if error.refusal().is_some_and(Refusal::is_unknown) => {
                return Ok((checkout, snapshot));
            }
            Err(error) => return Err(error.into()),
        };
        let Some(owner) = owner else {
            return Ok((checkout, snapshot));
        };
        if owner.id != checkout.id {
            warn!(
                named = checkout.id.as_str(),
                checkout = owner.id.as_str(),
                "a webhook message names another checkout than the one whose money went back"
            );
            (_, snapshot) = self.ask_payment(&owner).await?;
        }
        snapshot.facts.extend(self.went_back(&owner, &resource));
        Ok((owner, snapshot))
    }

    /// Asks PayPal for the payment of a checkout, where this server knows it.
    async fn ask_payment(
        &self,
        checkout: &Checkout,
    ) -> Result<(Option<ServerPayment>, PaymentSnapshot), PaymentError> {
        let mut snapshot = PaymentSnapshot {
            buyer: BuyerState::Done,
            payer_id: None,
            facts: Vec::new(),
            names_payees: true,
        };
        let payment = self.ledger.server_payment(&checkout.id).await?;
        if let Some(payment) = &payment
            && let Some(paypal_id) = payment.paypal_id.as_deref()
        {
            let context = PaymentContext {
                id: &checkout.id,
                payment,
                paypal_id,
                total: checkout.total,
                cause: "webhook",
            };
            let (call, answer) = self.payments.fetch(&context).await?;
            self.record_call(checkout, &call).await?;
            snapshot = answer?;
        }
        Ok((payment, snapshot))
    }

    /// Asks PayPal for the resource of an event that may tell of money that
    /// went back. `made_here` is true when this server made the payment: its
    /// state tells of its sales and captures.
    async fn ask_resource(&self, event: &Event, made_here: bool) -> Result<Asked, PaymentError> {
        let client = self.payments.rest()?;
        Ok(Some(match &event.resource {
            Resource::RefundV1(refund) => {
                let answer = client.payments_v1().refund(&refund.id).await;
                let call = call("v1 get refund", None, &answer);
                (call, answer.map(|it| Resource::RefundV1(it.value.into())))
            }
            Resource::Refund(refund) => {
                let answer = client.payments_v2().refund(&refund.id).await;
                let call = call("v2 get refund", None, &answer);
                (call, answer.map(|it| Resource::Refund(it.value.into())))
            }
            Resource::Sale(sale) if !made_here => {
                let answer = client.payments_v1().sale(&sale.id).await;
                let call = call("v1 get sale", None, &answer);
                (call, answer.map(|it| Resource::Sale(it.value.into())))
            }
            Resource::Capture(capture) if !made_here => {
                let answer = client.payments_v2().capture(&capture.id).await;
                let call = call("v2 get capture", None, &answer);
                (call, answer.map(|it| Resource::Capture(it.value.into())))
            }
            _ => return Ok(None),
        }))
    }

    /// The checkout whose payment a resource is, or takes back, by PayPal's own
    /// answer: by the transaction, or else by the payment or order that it
    /// names. `snapshot` is the state of the payment of the checkout `named`.
    async fn owner_of(
        &self,
        resource: &Resource,
        named: &Checkout,
        snapshot: &PaymentSnapshot,
    ) -> Result<Option<Checkout>, LedgerError> {
        let names = ResourceNames::of(resource);
        let own = match resource {
            Resource::Capture(capture) => Some(&capture.id),
            _ => None,
        };
        for txn_id in own.into_iter().chain(&names.parent) {
            let is_named = snapshot.facts.iter().any(|fact| {
                matches!(&fact.event, CheckoutEvent::Payment { txn_id: paid, .. } if paid == txn_id)
            });
            if is_named {
                return Ok(Some(named.clone()));
            }
            if let Some(found) = self.ledger.checkout_of_transaction(txn_id).await? {
                return self.ledger.checkout(&found).await;
            }
        }
        let Some(payment) = names.payment else {
            return Ok(None);
        };
        match self.ledger.checkout_of_payment(payment).await? {
            Some(found) => self.ledger.checkout(&found).await,
            None => Ok(None),
        }
    }

    /// The money of a checkout that went back, by PayPal's own answer. The
    /// payment was judged when it came.
    fn went_back(&self, checkout: &Checkout, resource: &Resource) -> Vec<Fact> {
        let order = ExpectedOrder {
            id: &checkout.id,
            total: checkout.total,
            authorizes: None,
            shop: &self.shop,
        };
        let facts = match resource {
            Resource::RefundV1(refund) => order.refund_v1(refund).into_iter().collect(),
            Resource::Refund(refund) => {
                let parent = captured(refund);
                let fact = parent.and_then(|parent| order.refund_v2(refund, &parent));
                fact.into_iter().collect()
            }
            Resource::Sale(sale) => order.sale(sale, &OrderDetails::default()),
            Resource::Capture(capture) if capture.status == CaptureStatus::Refunded => {
                vec![order.reversed_v2(capture)]
            }
            _ => Vec::new(),
        };
        let is_back = |fact: &Fact| matches!(fact.event, CheckoutEvent::MoneyBack { .. });
        facts.into_iter().filter(is_back).collect()
    }

    async fn record_call(&self, checkout: &Checkout, call: &ApiCall) -> Result<(), LedgerError> {
        let now = self.clock.now();
        self.ledger.called(&checkout.id, call, now).await
    }
}

/// Returns whether PayPal's answer has what the event tells of.
pub(super) fn confirms(facts: &[Fact], event: &Event) -> bool {
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
    let parent = ResourceNames::of(&event.resource).parent;
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
