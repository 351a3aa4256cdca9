//! Asking PayPal for the state of a payment, and recording it.

use leptos_paypal_api::{ApiError, Refusal};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, PaymentState};

use super::gateway::PaymentApi;
use super::snapshot::{BuyerState, ExpectedOrder, PaymentSnapshot};
use super::{PaymentContext, PaymentError, Payments};
use crate::ledger::{ApiCall, Fact, FactReport};
use crate::server_path::Api;

impl Payments {
    /// Asks PayPal for the payment or order.
    pub(crate) async fn fetch(
        &self,
        context: &PaymentContext<'_>,
    ) -> Result<(ApiCall, Result<PaymentSnapshot, ApiError>), PaymentError> {
        let gateway = self.clients.gateway(context.payment.api)?;
        let order = self.expected(context);
        let called = gateway.fetch(context, &order).await?;
        self.record_before(context.id, &called).await?;
        Ok((called.call, called.result))
    }

    /// Asks PayPal for the state and records it.
    pub(crate) async fn refresh(
        &self,
        context: &PaymentContext<'_>,
    ) -> Result<PaymentSnapshot, PaymentError> {
        let (call, snapshot) = self.fetch(context).await?;
        match snapshot {
            Ok(snapshot) => {
                self.record(context, &snapshot, Some(&call)).await?;
                Ok(snapshot)
            }
            Err(error) if error.refusal().is_some_and(Refusal::is_unknown) => {
                // PayPal forgets payments that nobody approved.
                let snapshot = PaymentSnapshot {
                    buyer: BuyerState::Gone,
                    payer_id: None,
                    facts: Vec::new(),
                    names_payees: true,
                };
                self.record(context, &snapshot, Some(&call)).await?;
                Ok(snapshot)
            }
            Err(error) => {
                self.ledger
                    .called(context.id, &call, self.clock.now())
                    .await?;
                Err(error.into())
            }
        }
    }

    /// Records a snapshot, in one transaction with the call that brought it.
    pub(super) async fn record(
        &self,
        context: &PaymentContext<'_>,
        snapshot: &PaymentSnapshot,
        call: Option<&ApiCall>,
    ) -> Result<(), PaymentError> {
        let mut facts = snapshot.facts.clone();
        let hint = match snapshot.buyer {
            BuyerState::Approved => Some(CheckoutEvent::BuyerApproved),
            // A v1 payment that failed cannot be approved again.
            BuyerState::Gone
                if context.payment.api == Api::PaymentsV1 && call.is_some_and(is_ok) =>
            {
                facts.extend(failed(context, None));
                None
            }
            BuyerState::Gone => Some(CheckoutEvent::TimeOver),
            BuyerState::Undecided | BuyerState::Done => None,
        };
        let report = FactReport {
            cause: context.cause,
            hint: hint.as_ref(),
            facts: &facts,
            call,
        };
        let now = self.clock.now();
        let outcome = self.ledger.record_facts(context.id, &report, now).await?;
        self.transitions.observe(&outcome);
        Ok(())
    }

    /// The order that the payment has to fit.
    pub(super) fn expected<'a>(&'a self, context: &PaymentContext<'a>) -> ExpectedOrder<'a> {
        ExpectedOrder {
            id: context.id,
            total: context.total,
            authorizes: Some(context.payment.purchase.authorizes()),
            shop: &self.shop,
        }
    }
}

fn is_ok(call: &ApiCall) -> bool {
    call.outcome == "ok"
}

/// The payment itself stands for the transaction that never was; `issue` is
/// PayPal's word for the reason.
pub(super) fn failed(context: &PaymentContext<'_>, issue: Option<&str>) -> Option<Fact> {
    Some(Fact {
        event: CheckoutEvent::Payment {
            txn_id: context.paypal_id.parse().ok()?,
            state: PaymentState::Failed,
            gross: context.total,
            mismatches: Vec::new(),
        },
        status: PaymentStatus::Failed,
        fee: None,
        detail: issue.map(str::to_owned),
        note: issue.map(|issue| format!("PayPal does not take this payment: {issue}")),
    })
}
