//! Moving the money once the buyer has agreed, and asking what became of it.

use leptos_paypal_api::{ApiError, ErrorName, Issue, OrderId, PaymentId, Refusal, RequestId};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, CheckoutId, Money, PaymentState, ReturnQuery};
use tracing::{info, warn};

use super::calls::call;
use super::problem::issue_of;
use super::told::{Buyer, Order, Told};
use super::{Api, ServerProblem};
use crate::ledger::{ApiCall, Declined, Fact, Learnt, ServerPayment};
use crate::merchant::Inner;

/// When PayPal is asked again after a call whose outcome nobody knows.
pub(super) const SOON: i64 = 5_000;

/// A checkout with its payment, as they were read.
pub(super) struct Case<'a> {
    pub(super) id: &'a CheckoutId,
    pub(super) payment: &'a ServerPayment,
    pub(super) paypal_id: &'a str,
    pub(super) total: Money,
    /// Who wants to know: `return`, `reconcile`, `admin`.
    pub(super) cause: &'static str,
}

impl Inner {
    /// The browser came back with `query`. What it says is believed as far as
    /// it names this payment; the rest is asked of PayPal.
    pub(crate) async fn come_back(
        &self,
        id: &CheckoutId,
        back: &ReturnQuery,
    ) -> Result<(), ServerProblem> {
        let (Some(payment), Some(checkout)) = (
            self.ledger.server_payment(id).await?,
            self.ledger.checkout(id).await?,
        ) else {
            return Err(ServerProblem::CheckoutUnknown);
        };
        let Some(paypal_id) = payment.paypal_id.as_deref() else {
            return Ok(());
        };
        if !fits(&payment, back) {
            return Err(ServerProblem::ReturnMismatch);
        }
        if !checkout.status.is_payable() {
            return Ok(());
        }
        let case = Case {
            id,
            payment: &payment,
            paypal_id,
            total: checkout.total,
            cause: "return",
        };
        if back.cancelled {
            return self.turn_back(&case).await;
        }
        let named = back.token.is_some() || back.payment_id.is_some();
        if let Some(payer_id) = back.payer_id.as_deref().filter(|_| named) {
            return self.finish(&case, Some(payer_id)).await;
        }
        let told = self.ask(&case).await?;
        // A page that is loaded again is no buyer who agreed again.
        if told.buyer == Buyer::Agreed && !payment.awaits_buyer {
            self.finish(&case, told.payer_id.as_deref()).await?;
        }
        Ok(())
    }

    /// The buyer came back by the cancel address. That is a hint: a payment
    /// that was agreed to or made stays what it is.
    async fn turn_back(&self, case: &Case<'_>) -> Result<(), ServerProblem> {
        let now = self.config.clock.now();
        self.ledger.turned_back(case.id, now).await?;
        let told = self.ask(case).await?;
        if told.buyer == Buyer::Undecided {
            self.ledger
                .hint(case.id, crate::ledger::Cause::BuyerCancelled, now)
                .await?;
        }
        Ok(())
    }

    /// Asks PayPal for the payment or order.
    pub(super) async fn fetch(
        &self,
        case: &Case<'_>,
    ) -> Result<(ApiCall, Result<Told, ApiError>), ServerProblem> {
        let client = self.client()?;
        let order = self.order(case);
        let (call, told) = match case.payment.api {
            Api::PaymentsV1 => {
                let id: PaymentId = case.paypal_id.parse()?;
                let result = client.payments_v1().get(&id).await;
                let call = call("v1 get payment", None, &result);
                (call, result.map(|answer| order.told_v1(&answer)))
            }
            Api::OrdersV2 => {
                let id: OrderId = case.paypal_id.parse()?;
                let result = client.orders_v2().get(&id).await;
                let call = call("v2 get order", None, &result);
                (call, result.map(|answer| order.told_v2(&answer)))
            }
        };
        self.metrics.called(&call);
        Ok((call, told))
    }

    /// Asks PayPal for the state and records what it tells.
    pub(super) async fn ask(&self, case: &Case<'_>) -> Result<Told, ServerProblem> {
        let (call, told) = self.fetch(case).await?;
        match told {
            Ok(told) => {
                self.learn(case, &told, Some(&call)).await?;
                Ok(told)
            }
            Err(error) if error.refusal().is_some_and(Refusal::is_unknown) => {
                // PayPal forgets payments that nobody agreed to.
                let told = Told {
                    buyer: Buyer::Gone,
                    payer_id: None,
                    facts: Vec::new(),
                    names_payees: true,
                };
                self.learn(case, &told, Some(&call)).await?;
                Ok(told)
            }
            Err(error) => {
                self.ledger
                    .called(case.id, &call, self.config.clock.now())
                    .await?;
                Err(error.into())
            }
        }
    }

    /// Records what PayPal told, in one transaction with the call that told
    /// it.
    pub(super) async fn learn(
        &self,
        case: &Case<'_>,
        told: &Told,
        call: Option<&ApiCall>,
    ) -> Result<(), ServerProblem> {
        let mut facts = told.facts.clone();
        let hint = match told.buyer {
            Buyer::Agreed => Some(CheckoutEvent::BuyerApproved),
            // A v1 payment that failed cannot be agreed to again.
            Buyer::Gone if case.payment.api == Api::PaymentsV1 && call.is_some_and(is_ok) => {
                facts.extend(failed(case, None));
                None
            }
            Buyer::Gone => Some(CheckoutEvent::TimeOver),
            Buyer::Undecided | Buyer::Done => None,
        };
        let learnt = Learnt {
            cause: case.cause,
            hint: hint.as_ref(),
            facts: &facts,
            call,
        };
        let now = self.config.clock.now();
        let outcome = self.ledger.learn(case.id, &learnt, now).await?;
        self.moved(&outcome);
        Ok(())
    }

    /// Moves the money, or reserves it: executes (v1), captures or authorizes
    /// (v2). What was done before is a success.
    pub(super) async fn finish(
        &self,
        case: &Case<'_>,
        payer_id: Option<&str>,
    ) -> Result<(), ServerProblem> {
        let client = self.client()?;
        let order = self.order(case);
        let authorizes = case.payment.purchase.authorizes();
        let verb = match (case.payment.api, authorizes) {
            (Api::PaymentsV1, _) => "execute",
            (Api::OrdersV2, false) => "capture",
            (Api::OrdersV2, true) => "authorize",
        };
        // A new id only after PayPal has definitely said no: until then every
        // repetition is the same request.
        let step = format!("{verb}-{}", case.payment.attempt);
        let request_id = RequestId::of_step(case.id, &step)?;
        let some = Some(&request_id);
        let (call, told) = match case.payment.api {
            Api::PaymentsV1 => {
                let id: PaymentId = case.paypal_id.parse()?;
                let Some(payer_id) = payer_id else {
                    return Ok(());
                };
                let result = client
                    .payments_v1()
                    .execute(&id, payer_id, &request_id)
                    .await;
                let call = call("v1 execute payment", some, &result);
                (call, result.map(|answer| order.told_v1(&answer)))
            }
            Api::OrdersV2 => {
                let id: OrderId = case.paypal_id.parse()?;
                let orders = client.orders_v2();
                let (operation, result) = if authorizes {
                    let result = orders.authorize(&id, &request_id).await;
                    ("v2 authorize order", result)
                } else {
                    ("v2 capture order", orders.capture(&id, &request_id).await)
                };
                let call = call(operation, some, &result);
                (call, result.map(|answer| order.told_v2(&answer)))
            }
        };
        self.metrics.called(&call);
        match told {
            Ok(mut told) if told.facts.is_empty() || !told.names_payees => {
                // A success that says nothing of money, or not whose it is:
                // the state does.
                told.facts.clear();
                self.learn(case, &told, Some(&call)).await?;
                let soon = self.config.clock.now() + SOON;
                self.ledger.ask_by(case.id, soon).await?;
                self.ask(case).await.map(drop)
            }
            Ok(told) => {
                self.learn(case, &told, Some(&call)).await?;
                info!(checkout = case.id.as_str(), verb, "PayPal moved the money");
                Ok(())
            }
            Err(error) => self.not_finished(case, error, &call).await,
        }
    }

    async fn not_finished(
        &self,
        case: &Case<'_>,
        error: ApiError,
        call: &ApiCall,
    ) -> Result<(), ServerProblem> {
        let now = self.config.clock.now();
        warn!(checkout = case.id.as_str(), code = error.code(), %error, "PayPal did not move the money");
        let Some(refusal) = error.refusal().filter(|_| !error.is_passing()) else {
            self.ledger.called(case.id, call, now).await?;
            if error.is_passing() || error.is_outcome_unknown() {
                self.ledger.ask_at(case.id, now + SOON).await?;
            }
            return Err(error.into());
        };
        if is_over(refusal) {
            self.ledger.called(case.id, call, now).await?;
            return self.ask(case).await.map(drop);
        }
        if refusal.is_not_approved() {
            self.ledger.called(case.id, call, now).await?;
            return Ok(());
        }
        if refusal.name == ErrorName::InvalidPayerId {
            self.ledger.called(case.id, call, now).await?;
            return Err(ServerProblem::ReturnMismatch);
        }
        if matches!(refusal.status, 401 | 403) {
            self.ledger.called(case.id, call, now).await?;
            return Err(error.into());
        }
        let issue = issue_of(refusal);
        if refusal.is_definite() {
            self.refused(case, &issue, call).await?;
            return Err(ServerProblem::PaymentRefused { issue });
        }
        let wants_buyer = refusal.wants_buyer();
        let declined = Declined {
            attempt: case.payment.attempt,
            awaits_buyer: wants_buyer,
        };
        self.ledger.declined(case.id, &declined, call, now).await?;
        Err(if wants_buyer {
            ServerProblem::Declined { issue }
        } else {
            ServerProblem::PaymentRefused { issue }
        })
    }

    /// PayPal will not take this payment: it is asked for no more.
    async fn refused(
        &self,
        case: &Case<'_>,
        issue: &str,
        call: &ApiCall,
    ) -> Result<(), ServerProblem> {
        let facts: Vec<_> = failed(case, Some(issue)).into_iter().collect();
        let learnt = Learnt {
            cause: case.cause,
            hint: None,
            facts: &facts,
            call: Some(call),
        };
        let now = self.config.clock.now();
        let outcome = self.ledger.learn(case.id, &learnt, now).await?;
        self.moved(&outcome);
        Ok(())
    }

    pub(super) const fn order<'a>(&'a self, case: &Case<'a>) -> Order<'a> {
        Order {
            id: case.id,
            total: case.total,
            authorizes: Some(case.payment.purchase.authorizes()),
            shop: &self.shop,
        }
    }
}

fn is_ok(call: &ApiCall) -> bool {
    call.outcome == "ok"
}

/// The payment itself stands for the transaction that never was; `issue` is
/// PayPal's word for the reason.
fn failed(case: &Case<'_>, issue: Option<&str>) -> Option<Fact> {
    Some(Fact {
        event: CheckoutEvent::Payment {
            txn_id: case.paypal_id.parse().ok()?,
            state: PaymentState::Failed,
            gross: case.total,
            mismatches: Vec::new(),
        },
        status: PaymentStatus::Failed,
        fee: None,
        detail: issue.map(str::to_owned),
        note: issue.map(|issue| format!("PayPal does not take this payment: {issue}")),
    })
}

/// Whether PayPal has something to tell that the refusal does not say: it was
/// done before, is being done, or cannot be done any more.
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

/// Whether a return query speaks of this payment, as far as it speaks of one.
fn fits(payment: &ServerPayment, back: &ReturnQuery) -> bool {
    let same = |known: &Option<String>, told: &Option<String>| match (known, told) {
        (Some(known), Some(told)) => known == told,
        _ => true,
    };
    let id_fits = match payment.api {
        Api::PaymentsV1 => same(&payment.paypal_id, &back.payment_id),
        Api::OrdersV2 => true,
    };
    id_fits && same(&payment.token, &back.token)
}
