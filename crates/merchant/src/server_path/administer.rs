//! What the shop does with a payment: refund, capture, void.

use leptos_paypal_api::{ApiError, Client, RequestId, v1, v2};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutId, Money, TxnId};
use tracing::{info, warn};

use super::calls::call;
use super::finish::{Case, SOON};
use super::problem::issue_of;
use super::told::{Order, OrderDetails, Paid};
use super::{Api, ServerProblem};
use crate::ledger::{
    ApiCall, Fact, Learnt, NewOperation, Operation, OperationKind, ServerPayment, Transaction,
};
use crate::merchant::Inner;

/// What the shop wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Money back to the buyer: a part, or all that is left.
    Refund {
        /// A decimal in the checkout's currency.
        amount: Option<String>,
        /// Which payment, where there are several.
        txn_id: Option<TxnId>,
    },
    /// Reserved money is moved, all of it.
    Capture,
    /// Reserved money is released.
    Void,
}

/// A wish with its name: the same name is the same operation.
#[derive(Clone, Debug)]
pub(crate) struct Administration {
    pub(crate) idempotency_key: String,
    pub(crate) wish: Wish,
}

/// What PayPal did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// `refund`, `capture` or `void`.
    pub kind: &'static str,
    /// The refund or capture.
    pub id: Option<TxnId>,
    /// PayPal's word: `COMPLETED`, `pending` …; `done_already` when it was
    /// done before.
    pub status: String,
}

/// What one call came to.
struct Called {
    call: ApiCall,
    result: Result<(Done, Vec<Fact>), ApiError>,
}

impl Inner {
    /// Does what the shop wants, once for each key. The operation and its
    /// PayPal-Request-Id are in the ledger before PayPal is asked.
    pub(crate) async fn administer(
        &self,
        id: &CheckoutId,
        administration: &Administration,
    ) -> Result<Done, ServerProblem> {
        let client = self.client()?;
        let checkout = self
            .ledger
            .checkout(id)
            .await?
            .ok_or(ServerProblem::CheckoutUnknown)?;
        let payment = self.ledger.server_payment(id).await?;
        let operation = self.operation(id, administration, checkout.total).await?;
        let request_id: RequestId = operation.request_id.parse()?;
        let order = Order {
            id,
            total: checkout.total,
            authorizes: payment
                .as_ref()
                .map(|payment| payment.purchase.authorizes()),
            shop: &self.shop,
        };
        if operation.kind == OperationKind::Capture {
            // What was reserved is the shop's own before it is moved.
            self.ask_anew(id, payment.as_ref(), checkout.total).await?;
            self.check_reserved(id, &operation.txn_id).await?;
        }
        let called = match (operation.kind, &payment) {
            (OperationKind::Refund, payment) => {
                refund(client, &order, payment.as_ref(), &operation, &request_id).await
            }
            (OperationKind::Capture, Some(payment)) => {
                capture(client, payment.api, checkout.total, &operation, &request_id).await
            }
            (OperationKind::Void, Some(payment)) => {
                void(client, &order, payment.api, &operation, &request_id).await
            }
            (_, None) => {
                return Err(ServerProblem::NotPossible(
                    "this checkout has no reserved money",
                ));
            }
        };
        self.metrics.called(&called.call);
        let now = self.config.clock.now();
        match called.result {
            Ok((done, facts)) => {
                let learnt = Learnt {
                    cause: "admin",
                    hint: None,
                    facts: &facts,
                    call: Some(&called.call),
                };
                let outcome = self.ledger.learn(id, &learnt, now).await?;
                if operation.kind == OperationKind::Capture {
                    // The money counts once PayPal has said whose it is.
                    self.ledger.ask_by(id, now + SOON).await?;
                    if let Err(problem) = self.ask_anew(id, payment.as_ref(), checkout.total).await
                    {
                        warn!(checkout = id.as_str(), code = problem.code(), %problem, "PayPal is asked about the captured money later");
                    }
                }
                self.ledger.operation_done(operation.id, now).await?;
                self.moved(&outcome);
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
                let Some(refusal) = error.refusal().filter(|_| !error.is_passing()) else {
                    return Err(error.into());
                };
                if refusal.is_done_already() {
                    self.ask_anew(id, payment.as_ref(), checkout.total).await?;
                    self.ledger.operation_done(operation.id, now).await?;
                    return Ok(Done {
                        kind: operation.kind.as_str(),
                        id: None,
                        status: "done_already".to_owned(),
                    });
                }
                if matches!(refusal.status, 401 | 403) {
                    return Err(error.into());
                }
                Err(ServerProblem::PaymentRefused {
                    issue: issue_of(refusal),
                })
            }
        }
    }

    /// Refuses money that is not for this order.
    async fn check_reserved(&self, id: &CheckoutId, txn_id: &TxnId) -> Result<(), ServerProblem> {
        let transactions = self.ledger.transactions(id).await?;
        let fits = transactions
            .iter()
            .filter(|known| known.txn_id == *txn_id)
            .all(|known| known.fits);
        if fits {
            Ok(())
        } else {
            Err(ServerProblem::NotPossible(
                "the reserved money does not fit the order: see why it is in review, and void it",
            ))
        }
    }

    /// The operation of that key, as it was asked for the first time.
    async fn operation(
        &self,
        id: &CheckoutId,
        administration: &Administration,
        total: Money,
    ) -> Result<Operation, ServerProblem> {
        let transactions = self.ledger.transactions(id).await?;
        let known = self
            .ledger
            .operation(id, &administration.idempotency_key)
            .await?;
        let named = match &administration.wish {
            Wish::Refund { txn_id, .. } => txn_id.clone(),
            Wish::Capture | Wish::Void => None,
        };
        let (kind, txn_id, amount) = match &administration.wish {
            Wish::Refund { amount, txn_id } => {
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
            Wish::Capture | Wish::Void => {
                let kind = if administration.wish == Wish::Capture {
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
            idempotency_key: &administration.idempotency_key,
            txn_id: &txn_id,
            amount,
        };
        let now = self.config.clock.now();
        let operation = self.ledger.begin_operation(id, &new, now).await?;
        let is_same = operation.kind == kind
            && operation.amount == amount
            && named.is_none_or(|named| operation.txn_id == named);
        if is_same {
            Ok(operation)
        } else {
            Err(ServerProblem::KeyReused)
        }
    }

    async fn ask_anew(
        &self,
        id: &CheckoutId,
        payment: Option<&ServerPayment>,
        total: Money,
    ) -> Result<(), ServerProblem> {
        let Some((payment, paypal_id)) =
            payment.and_then(|payment| Some((payment, payment.paypal_id.as_deref()?)))
        else {
            return Ok(());
        };
        let case = Case {
            id,
            payment,
            paypal_id,
            total,
            cause: "admin",
        };
        self.ask(&case).await.map(drop)
    }
}

fn refundable(text: &str, total: Money) -> Result<Money, ServerProblem> {
    let unusable = |problem: String| ServerProblem::Amount {
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
fn paid(transactions: &[Transaction], wanted: Option<&TxnId>) -> Result<TxnId, ServerProblem> {
    let mut paid = transactions
        .iter()
        .filter(|transaction| transaction.kind == "completed" && transaction.gross.is_positive())
        .filter(|transaction| wanted.is_none_or(|wanted| transaction.txn_id == *wanted));
    match (paid.next(), paid.next()) {
        (Some(one), None) => Ok(one.txn_id.clone()),
        (None, _) => Err(ServerProblem::NotPossible(
            "no money has arrived that could be refunded",
        )),
        (Some(_), Some(_)) => Err(ServerProblem::NotPossible(
            "there are several payments: name one by txn_id",
        )),
    }
}

/// The authorization to capture or void.
fn reserved(transactions: &[Transaction]) -> Result<TxnId, ServerProblem> {
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
        .ok_or(ServerProblem::NotPossible(
            "this checkout has no reserved money",
        ))
}

async fn refund(
    client: &Client,
    order: &Order<'_>,
    payment: Option<&ServerPayment>,
    operation: &Operation,
    request_id: &RequestId,
) -> Called {
    let txn_id = &operation.txn_id;
    let done = |id: TxnId, status: &str| Done {
        kind: "refund",
        id: Some(id),
        status: status.to_owned(),
    };
    if payment.is_some_and(|payment| payment.api == Api::OrdersV2) {
        let request = v2::RefundRequest {
            amount: operation.amount,
            ..v2::RefundRequest::default()
        };
        let payments = client.payments_v2();
        let result = payments.refund_capture(txn_id, &request, request_id).await;
        return Called {
            call: call("v2 refund capture", Some(request_id), &result),
            result: result.map(|refund| {
                let facts = order.refund_v2(&refund, txn_id).into_iter().collect();
                (done(refund.id.clone(), refund.value.status.as_str()), facts)
            }),
        };
    }
    let request = v1::RefundRequest::of(operation.amount);
    let payments = client.payments_v1();
    let captured = payment.is_some_and(|payment| payment.purchase.authorizes());
    let (name, result) = if captured {
        let result = payments.refund_capture(txn_id, &request, request_id).await;
        ("v1 refund capture", result)
    } else {
        let result = payments.refund_sale(txn_id, &request, request_id).await;
        ("v1 refund sale", result)
    };
    Called {
        call: call(name, Some(request_id), &result),
        result: result.map(|refund| {
            let facts = order.refund_v1_of(&refund, txn_id).into_iter().collect();
            (done(refund.id.clone(), refund.state.as_str()), facts)
        }),
    }
}

async fn capture(
    client: &Client,
    api: Api,
    total: Money,
    operation: &Operation,
    request_id: &RequestId,
) -> Called {
    let txn_id = &operation.txn_id;
    let done = |id: TxnId, status: &str| Done {
        kind: "capture",
        id: Some(id),
        status: status.to_owned(),
    };
    match api {
        Api::PaymentsV1 => {
            let request = v1::CaptureRequest {
                amount: total.into(),
                is_final_capture: true,
            };
            let payments = client.payments_v1();
            let result = payments
                .capture_authorization(txn_id, &request, request_id)
                .await;
            Called {
                call: call("v1 capture authorization", Some(request_id), &result),
                result: result.map(|capture| {
                    let done = done(capture.id.clone(), capture.state.as_str());
                    (done, Vec::new())
                }),
            }
        }
        Api::OrdersV2 => {
            let request = v2::CaptureRequest {
                final_capture: true,
                ..v2::CaptureRequest::default()
            };
            let payments = client.payments_v2();
            let result = payments
                .capture_authorization(txn_id, &request, request_id)
                .await;
            Called {
                call: call("v2 capture authorization", Some(request_id), &result),
                result: result.map(|capture| {
                    let done = done(capture.id.clone(), capture.value.status.as_str());
                    (done, Vec::new())
                }),
            }
        }
    }
}

async fn void(
    client: &Client,
    order: &Order<'_>,
    api: Api,
    operation: &Operation,
    request_id: &RequestId,
) -> Called {
    let txn_id = &operation.txn_id;
    let (call, result) = match api {
        Api::PaymentsV1 => {
            let result = client
                .payments_v1()
                .void_authorization(txn_id, request_id)
                .await;
            let call = call("v1 void authorization", Some(request_id), &result);
            (call, result.map(drop))
        }
        Api::OrdersV2 => {
            let result = client
                .payments_v2()
                .void_authorization(txn_id, request_id)
                .await;
            let call = call("v2 void authorization", Some(request_id), &result);
            (call, result.map(drop))
        }
    };
    let paid = Paid {
        txn_id,
        amount: Some(order.total),
        fee: None,
        detail: Some("authorization".to_owned()),
        details: OrderDetails::default(),
    };
    Called {
        call,
        result: result.map(|()| {
            let done = Done {
                kind: "void",
                id: None,
                status: "voided".to_owned(),
            };
            (done, vec![order.payment(&paid, PaymentStatus::Voided)])
        }),
    }
}
