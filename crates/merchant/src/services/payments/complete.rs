//! Moving the money once the buyer has approved.

use leptos_paypal_api::{ApiError, ErrorName, Issue, OrderId, PaymentId, Refusal, RequestId};
use tracing::{info, warn};

use super::calls::call;
use super::error::issue_of;
use super::refresh::failed;
use super::{PaymentContext, PaymentError, Payments, SOON};
use crate::ledger::{ApiCall, Declined, FactReport};
use crate::server_path::Api;

impl Payments {
    /// Moves the money, or reserves it: executes (v1), captures or authorizes
    /// (v2). What was done before is a success.
    pub(crate) async fn complete(
        &self,
        context: &PaymentContext<'_>,
        payer_id: Option<&str>,
    ) -> Result<(), PaymentError> {
        let client = self.client()?;
        let order = self.expected(context);
        let authorizes = context.payment.purchase.authorizes();
        let verb = match (context.payment.api, authorizes) {
            (Api::PaymentsV1, _) => "execute",
            (Api::OrdersV2, false) => "capture",
            (Api::OrdersV2, true) => "authorize",
        };
        // A new id only after PayPal has definitely said no: until then every
        // repetition is the same request.
        let step = format!("{verb}-{}", context.payment.attempt);
        let request_id = RequestId::of_step(context.id, &step)?;
        let some = Some(&request_id);
        let (call, snapshot) = match context.payment.api {
            Api::PaymentsV1 => {
                let id: PaymentId = context.paypal_id.parse()?;
                let Some(payer_id) = payer_id else {
                    return Ok(());
                };
                let result = client
                    .payments_v1()
                    .execute(&id, payer_id, &request_id)
                    .await;
                let call = call("v1 execute payment", some, &result);
                (call, result.map(|answer| order.snapshot_v1(&answer)))
            }
            Api::OrdersV2 => {
                let id: OrderId = context.paypal_id.parse()?;
                let orders = client.orders_v2();
                let (operation, result) = if authorizes {
                    let result = orders.authorize(&id, &request_id).await;
                    ("v2 authorize order", result)
                } else {
                    ("v2 capture order", orders.capture(&id, &request_id).await)
                };
                let call = call(operation, some, &result);
                (call, result.map(|answer| order.snapshot_v2(&answer)))
            }
        };
        self.metrics.api_called(&call);
        match snapshot {
            Ok(mut snapshot) if snapshot.facts.is_empty() || !snapshot.names_payees => {
                // A success that says nothing of money, or not whose it is:
                // the state does.
                snapshot.facts.clear();
                self.record(context, &snapshot, Some(&call)).await?;
                let soon = self.clock.now() + SOON;
                self.ledger.ask_by(context.id, soon).await?;
                self.refresh(context).await.map(drop)
            }
            Ok(snapshot) => {
                self.record(context, &snapshot, Some(&call)).await?;
                info!(
                    checkout = context.id.as_str(),
                    verb, "PayPal moved the money"
                );
                Ok(())
            }
            Err(error) => self.handle_refusal(context, error, &call).await,
        }
    }

    async fn handle_refusal(
        &self,
        context: &PaymentContext<'_>,
        error: ApiError,
        call: &ApiCall,
    ) -> Result<(), PaymentError> {
        let now = self.clock.now();
        warn!(checkout = context.id.as_str(), code = error.code(), %error, "PayPal did not move the money");
        let Some(refusal) = error.refusal().filter(|_| !error.is_passing()) else {
            self.ledger.called(context.id, call, now).await?;
            if error.is_passing() || error.is_outcome_unknown() {
                self.ledger.ask_at(context.id, now + SOON).await?;
            }
            return Err(error.into());
        };
        if is_over(refusal) {
            self.ledger.called(context.id, call, now).await?;
            return self.refresh(context).await.map(drop);
        }
        if refusal.is_not_approved() {
            self.ledger.called(context.id, call, now).await?;
            return Ok(());
        }
        if refusal.name == ErrorName::InvalidPayerId {
            self.ledger.called(context.id, call, now).await?;
            return Err(PaymentError::ReturnMismatch);
        }
        if matches!(refusal.status, 401 | 403) {
            self.ledger.called(context.id, call, now).await?;
            return Err(error.into());
        }
        let issue = issue_of(refusal);
        if refusal.is_definite() {
            self.record_refusal(context, &issue, call).await?;
            return Err(PaymentError::PaymentRefused { issue });
        }
        let wants_buyer = refusal.wants_buyer();
        let declined = Declined {
            attempt: context.payment.attempt,
            awaits_buyer: wants_buyer,
        };
        self.ledger
            .declined(context.id, &declined, call, now)
            .await?;
        Err(if wants_buyer {
            PaymentError::Declined { issue }
        } else {
            PaymentError::PaymentRefused { issue }
        })
    }

    /// Records that PayPal will not take this payment: it is asked for no more.
    async fn record_refusal(
        &self,
        context: &PaymentContext<'_>,
        issue: &str,
        call: &ApiCall,
    ) -> Result<(), PaymentError> {
        let facts: Vec<_> = failed(context, Some(issue)).into_iter().collect();
        let report = FactReport {
            cause: context.cause,
            hint: None,
            facts: &facts,
            call: Some(call),
        };
        let now = self.clock.now();
        let outcome = self.ledger.record_facts(context.id, &report, now).await?;
        self.transitions.observe(&outcome);
        Ok(())
    }
}

/// Returns whether the state says more than the refusal: it was done before,
/// is being done, or cannot be done any more.
fn is_over(refusal: &Refusal) -> bool {
    refusal.is_done_already()
        || refusal.is_unknown()
        || refusal.status == 409
        || refusal.name == ErrorName::PaymentStateInvalid
        || [
            Issue::OrderCompletedOrVoided,
            Issue::OrderCompletionInProgress,
            Issue::OrderExpired,
            Issue::OrderAlreadyCompleted,
            Issue::DuplicateRequestId,
        ]
        .iter()
        .any(|issue| refusal.has(issue))
}
