//! Moving the money once the buyer has approved.

use leptos_paypal_api::{ApiError, RequestId};
use tracing::{info, warn};

use super::gateway::PaymentApi;
use super::refresh::failed;
use super::refused::{Refused, issue_of};
use super::{PaymentContext, PaymentError, Payments, SOON};
use crate::ledger::{ApiCall, Declined, FactReport};

impl Payments {
    /// Moves the money, or reserves it. What was done before is a success.
    pub(crate) async fn complete(
        &self,
        context: &PaymentContext<'_>,
        payer_id: Option<&str>,
    ) -> Result<(), PaymentError> {
        let gateway = self.clients.gateway(context.payment.api)?;
        let order = self.expected(context);
        let verb = gateway.verb(context.payment.purchase.authorizes());
        // A new id only after PayPal has definitely said no: until then every
        // repetition is the same request.
        let step = format!("{verb}-{}", context.payment.attempt);
        let request_id = RequestId::of_step(context.id, &step)?;
        let completed = gateway.complete(context, &order, payer_id, &request_id);
        let Some(called) = completed.await? else {
            return Ok(());
        };
        self.record_before(context.id, &called).await?;
        let call = called.call;
        match called.result {
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
        let Some(refused) = Refused::of(&error) else {
            self.ledger.called(context.id, call, now).await?;
            if error.is_passing() || error.is_outcome_unknown() {
                self.ledger.ask_at(context.id, now + SOON).await?;
            }
            return Err(error.into());
        };
        let issue = issue_of(&error).unwrap_or_default();
        match refused {
            Refused::Over => {
                self.ledger.called(context.id, call, now).await?;
                self.refresh(context).await.map(drop)
            }
            Refused::NotApproved => {
                self.ledger.called(context.id, call, now).await?;
                Ok(())
            }
            Refused::OtherBuyer => {
                self.ledger.called(context.id, call, now).await?;
                Err(PaymentError::ReturnMismatch)
            }
            Refused::Credentials => {
                self.ledger.called(context.id, call, now).await?;
                Err(error.into())
            }
            Refused::Definite => {
                self.record_refusal(context, &issue, call).await?;
                Err(PaymentError::PaymentRefused { issue })
            }
            Refused::WantsBuyer => {
                self.declined(context, true, call).await?;
                Err(PaymentError::Declined { issue })
            }
            Refused::Otherwise => {
                if context.cause == "return" {
                    self.declined(context, false, call).await?;
                } else {
                    // Asked again unasked, it is the same request; only a buyer
                    // who comes back makes another.
                    self.ledger.called(context.id, call, now).await?;
                }
                Err(PaymentError::PaymentRefused { issue })
            }
        }
    }

    /// Records a no after which the next attempt is another request.
    async fn declined(
        &self,
        context: &PaymentContext<'_>,
        awaits_buyer: bool,
        call: &ApiCall,
    ) -> Result<(), PaymentError> {
        let declined = Declined {
            attempt: context.payment.attempt,
            awaits_buyer,
        };
        let now = self.clock.now();
        self.ledger
            .declined(context.id, &declined, call, now)
            .await?;
        Ok(())
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
