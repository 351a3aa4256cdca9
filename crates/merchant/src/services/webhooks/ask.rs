//! Asking PayPal about the payment that an event names.

use leptos_paypal_api::Refusal;
use leptos_paypal_api::v2::CaptureStatus;
use leptos_paypal_api::webhook::{Event, EventType, Resource};
use leptos_paypal_core::CheckoutEvent;

use super::Webhooks;
use super::resource_names::ResourceNames;
use crate::ledger::{ApiCall, Checkout, Fact, LedgerError};
use crate::services::payments::{
    BuyerState, ExpectedOrder, OrderDetails, PaymentContext, PaymentError, PaymentSnapshot, call,
    captured,
};

impl Webhooks {
    /// Asks PayPal for a checkout's payment, and for the refund or reversal that
    /// the event is about.
    pub(super) async fn ask_about(
        &self,
        checkout: &Checkout,
        event: &Event,
    ) -> Result<PaymentSnapshot, PaymentError> {
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
        if confirms(&snapshot.facts, event) {
            return Ok(snapshot);
        }
        let order = ExpectedOrder {
            id: &checkout.id,
            total: checkout.total,
            authorizes: None,
            shop: &self.shop,
        };
        let client = self.payments.rest()?;
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
                    CaptureStatus::Refunded => vec![order.reversed_v2(&capture)],
                    _ => Vec::new(),
                });
                (call, facts)
            }
            _ => return Ok(snapshot),
        };
        self.metrics.api_called(&call);
        self.record_call(checkout, &call).await?;
        let went_back = |fact: &Fact| matches!(fact.event, CheckoutEvent::MoneyBack { .. });
        match facts {
            Ok(facts) => snapshot.facts.extend(facts.into_iter().filter(went_back)),
            // PayPal knows nothing of it: then it is not so.
            Err(error) if error.refusal().is_some_and(Refusal::is_unknown) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(snapshot)
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
