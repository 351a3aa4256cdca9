//! Calls to PayPal for the operations of the shop.

use leptos_paypal_api::{ApiError, Client, RequestId, v1, v2};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{Money, TxnId};

use super::OperationOutcome;
use super::calls::call;
use super::snapshot::{ExpectedOrder, OrderDetails, ReportedPayment};
use crate::ledger::{ApiCall, Fact, Operation, ServerPayment};
use crate::server_path::Api;

/// Call of an operation, and its result.
pub(super) struct OperationCall {
    pub(super) call: ApiCall,
    pub(super) result: Result<(OperationOutcome, Vec<Fact>), ApiError>,
}

pub(super) async fn refund(
    client: &Client,
    order: &ExpectedOrder<'_>,
    payment: Option<&ServerPayment>,
    operation: &Operation,
    request_id: &RequestId,
) -> OperationCall {
    let txn_id = &operation.txn_id;
    let done = |id: TxnId, status: &str| OperationOutcome {
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
        return OperationCall {
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
    OperationCall {
        call: call(name, Some(request_id), &result),
        result: result.map(|refund| {
            let facts = order.refund_v1_of(&refund, txn_id).into_iter().collect();
            (done(refund.id.clone(), refund.state.as_str()), facts)
        }),
    }
}

pub(super) async fn capture(
    client: &Client,
    api: Api,
    total: Money,
    operation: &Operation,
    request_id: &RequestId,
) -> OperationCall {
    let txn_id = &operation.txn_id;
    let done = |id: TxnId, status: &str| OperationOutcome {
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
            OperationCall {
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
            OperationCall {
                call: call("v2 capture authorization", Some(request_id), &result),
                result: result.map(|capture| {
                    let done = done(capture.id.clone(), capture.value.status.as_str());
                    (done, Vec::new())
                }),
            }
        }
    }
}

pub(super) async fn void(
    client: &Client,
    order: &ExpectedOrder<'_>,
    api: Api,
    operation: &Operation,
    request_id: &RequestId,
) -> OperationCall {
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
    let paid = ReportedPayment {
        txn_id,
        amount: Some(order.total),
        fee: None,
        detail: Some("authorization".to_owned()),
        details: OrderDetails::default(),
    };
    OperationCall {
        call,
        result: result.map(|()| {
            let done = OperationOutcome {
                kind: "void",
                id: None,
                status: "voided".to_owned(),
            };
            (done, vec![order.payment_fact(&paid, PaymentStatus::Voided)])
        }),
    }
}
