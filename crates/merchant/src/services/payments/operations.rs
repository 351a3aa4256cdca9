//! Operations of the shop on a payment: refund, capture, void.

use std::collections::BTreeMap;

use leptos_paypal_api::RequestId;
use leptos_paypal_core::{CheckoutId, Money, TxnId};
use tracing::{info, warn};

use super::gateway::{Called, Operated, PaymentApi, RefundOf};
use super::refused::{Refused, is_done_already, issue_of};
use super::snapshot::ExpectedOrder;
use super::{OperationOutcome, PaymentContext, PaymentError, Payments, SOON};
use crate::ledger::{
    FactReport, NewOperation, Operation, OperationKind, ServerPayment, Transaction,
};

/// Operation that the shop asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PaymentOperation {
    /// Money goes back to the buyer: a part, or all that is left.
    Refund {
        /// A decimal in the checkout's currency.
        amount: Option<String>,
        /// The payment, where there are several.
        txn_id: Option<TxnId>,
    },
    /// Reserved money is moved, all of it.
    Capture,
    /// Reserved money is released.
    Void,
}

/// Operation with its idempotency key: the same key is the same operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationRequest {
    pub(crate) idempotency_key: String,
    pub(crate) operation: PaymentOperation,
}

impl Payments {
    /// Does what the shop asks for, once for each key. The operation and its
    /// PayPal-Request-Id are in the ledger before PayPal is asked.
    pub(crate) async fn operate(
        &self,
        id: &CheckoutId,
        request: &OperationRequest,
    ) -> Result<OperationOutcome, PaymentError> {
        let checkout = self
            .ledger
            .checkout(id)
            .await?
            .ok_or(PaymentError::CheckoutUnknown)?;
        let payment = self.ledger.server_payment(id).await?;
        let operation = self.operation(id, request, checkout.total).await?;
        let request_id: RequestId = operation.request_id.parse()?;
        let order = ExpectedOrder {
            id,
            total: checkout.total,
            authorizes: payment
                .as_ref()
                .map(|payment| payment.purchase.authorizes()),
            shop: &self.shop,
        };
        if operation.kind == OperationKind::Capture {
            // What was reserved is the shop's own before it is moved.
            self.refresh_again(id, payment.as_ref(), checkout.total)
                .await?;
            self.check_reserved(id, &operation.txn_id).await?;
        }
        let called = self
            .call_for(&order, payment.as_ref(), &operation, &request_id)
            .await?;
        self.record_before(id, &called).await?;
        let now = self.clock.now();
        match called.result {
            Ok((done, facts)) => {
                let report = FactReport {
                    cause: "admin",
                    hint: None,
                    facts: &facts,
                    call: Some(&called.call),
                };
                let outcome = self.ledger.record_facts(id, &report, now).await?;
                if operation.kind == OperationKind::Capture {
                    // The money counts once PayPal has said whose it is.
                    self.ledger.ask_by(id, now + SOON).await?;
                    if let Err(problem) = self
                        .refresh_again(id, payment.as_ref(), checkout.total)
                        .await
                    {
                        warn!(checkout = id.as_str(), code = problem.code(), %problem, "PayPal is asked about the captured money later");
                    }
                }
                self.ledger.operation_done(operation.id, now).await?;
                self.transitions.observe(&outcome);
                info!(
                    checkout = id.as_str(),
                    kind = done.kind,
                    status = done.status,
                    "PayPal did what the shop wanted"
                );
                Ok(done)
            }
            Err(error) => {
                warn!(checkout = id.as_str(), code = error.code(), %error, "PayPal did not do what the shop wanted");
                self.ledger.called(id, &called.call, now).await?;
                let Some(refused) = Refused::of(&error) else {
                    return Err(error.into());
                };
                if is_done_already(&error) {
                    self.refresh_again(id, payment.as_ref(), checkout.total)
                        .await?;
                    self.ledger.operation_done(operation.id, now).await?;
                    return Ok(OperationOutcome {
                        kind: operation.kind.as_str(),
                        id: None,
                        status: "done_already".to_owned(),
                    });
                }
                if refused == Refused::Credentials {
                    return Err(error.into());
                }
                Err(PaymentError::PaymentRefused {
                    issue: issue_of(&error).unwrap_or_default(),
                })
            }
        }
    }

    /// Makes the call of an operation.
    async fn call_for(
        &self,
        order: &ExpectedOrder<'_>,
        payment: Option<&ServerPayment>,
        operation: &Operation,
        request_id: &RequestId,
    ) -> Result<Called<Operated>, PaymentError> {
        let gateway = match payment {
            Some(payment) => self.clients.gateway(payment.api)?,
            None if operation.kind == OperationKind::Refund => self.clients.gateway_of_forms()?,
            None => {
                return Err(PaymentError::NotPossible(
                    "this checkout has no reserved money",
                ));
            }
        };
        let txn_id = &operation.txn_id;
        Ok(match operation.kind {
            OperationKind::Refund => {
                let refund = RefundOf {
                    operation,
                    rest: rest(&self.ledger.transactions(order.id).await?, txn_id),
                    is_capture: payment.is_some_and(|payment| payment.purchase.authorizes()),
                };
                gateway.refund(order, &refund, request_id).await
            }
            OperationKind::Capture => gateway.capture(order, txn_id, request_id).await,
            OperationKind::Void => {
                let called = gateway.void(txn_id, request_id).await;
                Called {
                    before: called.before,
                    call: called.call,
                    result: called.result.map(|()| {
                        let voided = order.voided(txn_id);
                        (OperationOutcome::voided(), vec![voided])
                    }),
                }
            }
        })
    }

    /// Refuses money that is not for this order.
    async fn check_reserved(&self, id: &CheckoutId, txn_id: &TxnId) -> Result<(), PaymentError> {
        let transactions = self.ledger.transactions(id).await?;
        let fits = transactions
            .iter()
            .filter(|known| known.txn_id == *txn_id)
            .all(|known| known.fits);
        if fits {
            Ok(())
        } else {
            Err(PaymentError::NotPossible(
                "the reserved money does not fit the order: see why it is in review, and void it",
            ))
        }
    }

    /// The operation of that key, as it was asked for the first time.
    async fn operation(
        &self,
        id: &CheckoutId,
        request: &OperationRequest,
        total: Money,
    ) -> Result<Operation, PaymentError> {
        let transactions = self.ledger.transactions(id).await?;
        let known = self.ledger.operation(id, &request.idempotency_key).await?;
        let named = match &request.operation {
            PaymentOperation::Refund { txn_id, .. } => txn_id.clone(),
            PaymentOperation::Capture | PaymentOperation::Void => None,
        };
        let (kind, txn_id, amount) = match &request.operation {
            PaymentOperation::Refund { amount, txn_id } => {
                let amount = amount
                    .as_deref()
                    .map(|text| refundable(text, total))
                    .transpose()?;
                let paid = match &known {
                    Some(known) => known.txn_id.clone(),
                    None => paid(&transactions, txn_id.as_ref())?,
                };
                (OperationKind::Refund, paid, amount)
            }
            PaymentOperation::Capture | PaymentOperation::Void => {
                let kind = if request.operation == PaymentOperation::Capture {
                    OperationKind::Capture
                } else {
                    OperationKind::Void
                };
                let reserved = match &known {
                    Some(known) => known.txn_id.clone(),
                    None => reserved(&transactions)?,
                };
                (kind, reserved, None)
            }
        };
        let new = NewOperation {
            kind,
            idempotency_key: &request.idempotency_key,
            txn_id: &txn_id,
            amount,
        };
        let now = self.clock.now();
        let operation = self.ledger.begin_operation(id, &new, now).await?;
        let is_same = operation.kind == kind
            && operation.amount == amount
            && named.is_none_or(|named| operation.txn_id == named);
        if is_same {
            Ok(operation)
        } else {
            Err(PaymentError::KeyReused)
        }
    }

    async fn refresh_again(
        &self,
        id: &CheckoutId,
        payment: Option<&ServerPayment>,
        total: Money,
    ) -> Result<(), PaymentError> {
        let Some((payment, paypal_id)) =
            payment.and_then(|payment| Some((payment, payment.paypal_id.as_deref()?)))
        else {
            return Ok(());
        };
        let context = PaymentContext {
            id,
            payment,
            paypal_id,
            total,
            cause: "admin",
        };
        self.refresh(&context).await.map(drop)
    }
}

fn refundable(text: &str, total: Money) -> Result<Money, PaymentError> {
    let unusable = |problem: String| PaymentError::Amount {
        value: text.to_owned(),
        problem,
    };
    let amount =
        Money::parse(text, total.currency()).map_err(|problem| unusable(problem.to_string()))?;
    if amount.is_positive() {
        Ok(amount)
    } else {
        Err(unusable("it must be more than nothing".to_owned()))
    }
}

/// The payment to refund.
fn paid(transactions: &[Transaction], wanted: Option<&TxnId>) -> Result<TxnId, PaymentError> {
    let mut paid = transactions
        .iter()
        .filter(|transaction| transaction.kind == "completed" && transaction.gross.is_positive())
        .filter(|transaction| wanted.is_none_or(|wanted| transaction.txn_id == *wanted));
    match (paid.next(), paid.next()) {
        (Some(one), None) => Ok(one.txn_id.clone()),
        (None, _) => Err(PaymentError::NotPossible(
            "no money has arrived that could be refunded",
        )),
        (Some(_), Some(_)) => Err(PaymentError::NotPossible(
            "there are several payments: name one by txn_id",
        )),
    }
}

/// The authorization to capture or void.
fn reserved(transactions: &[Transaction]) -> Result<TxnId, PaymentError> {
    let is_over = |txn_id: &TxnId| {
        transactions
            .iter()
            .any(|other| other.txn_id == *txn_id && other.kind == "failed")
    };
    transactions
        .iter()
        .find(|transaction| {
            transaction.kind == "pending"
                && transaction.detail.as_deref() == Some("authorization")
                && !is_over(&transaction.txn_id)
        })
        .map(|transaction| transaction.txn_id.clone())
        .ok_or(PaymentError::NotPossible(
            "this checkout has no reserved money",
        ))
}

/// Rest of a payment, without those refunds of it that the ledger knows; `None`
/// where there are none, or nothing is left.
fn rest(transactions: &[Transaction], txn_id: &TxnId) -> Option<Money> {
    let paid = transactions
        .iter()
        .find(|known| known.txn_id == *txn_id && known.kind == "completed")?;
    // Messages and calls tell of the same refund by words of their own.
    let refunds: BTreeMap<_, _> = transactions
        .iter()
        .filter(|known| known.kind == "refund" && known.parent.as_ref() == Some(txn_id))
        .map(|refund| (&refund.txn_id, refund.gross))
        .collect();
    let mut refunds = refunds.into_values().peekable();
    refunds.peek()?;
    let rest = refunds.try_fold(paid.gross, Money::minus);
    rest.ok().filter(|rest| rest.is_positive())
}
