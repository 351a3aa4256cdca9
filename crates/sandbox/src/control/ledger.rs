//! Payments.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use leptos_paypal_core::Money;
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::read_input;
use super::{done, failed};
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::card::Card;
use crate::store::error::StoreError;
use crate::store::payments::{Payment, RefundNote, Settlement};

pub(super) async fn payments(state: Shared<State>) -> Response<Body> {
    let store = state.store();
    let all: Vec<Value> = store.payments.iter().map(payment).collect();
    json_response(StatusCode::OK, &Value::Array(all))
}

pub(super) fn payment(payment: &Payment) -> Value {
    let refunds: Vec<Value> = payment
        .refunds
        .iter()
        .map(|refund| {
            json!({
                "txn_id": refund.txn_id,
                "gross": refund.gross.to_string(),
                "fee": refund.fee.to_string(),
                "created_at": refund.created.to_string(),
            })
        })
        .collect();
    let reversals: Vec<Value> = payment
        .reversals
        .iter()
        .map(|reversal| {
            json!({
                "txn_id": reversal.txn_id,
                "status": if reversal.is_cancel { "Canceled_Reversal" } else { "Reversed" },
                "reason": reversal.reason.into_str(),
                "gross": reversal.gross.to_string(),
                "fee": reversal.fee.to_string(),
                "created_at": reversal.created.to_string(),
            })
        })
        .collect();
    json!({
        "id": payment.txn_id,
        "txn_id": payment.txn_id,
        "token": payment.token,
        "api": payment.api.into_str(),
        "status": payment.status.into_str(),
        "pending_reason": payment.status.pending_reason().map(|reason| reason.as_str()),
        "currency": payment.currency().code(),
        "gross": payment.gross.to_string(),
        "fee": payment.fee.to_string(),
        "refunded": payment.refunded().to_string(),
        "payer": payment.payer.email,
        "payer_id": payment.payer.id.0,
        "card": payment.payer.card.as_ref().map(Card::label),
        "payee": payment.payee_email,
        "payee_id": payment.payee.0,
        "invoice": payment.order.invoice,
        "custom": payment.order.custom,
        "parent_txn_id": payment.parent,
        "resource_id": payment.origin.as_ref().map(|origin| origin.id.clone()),
        "refunds": refunds,
        "reversals": reversals,
        "created_at": payment.created.to_string(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettleBody {
    status: Settlement,
}

/// `{"status":"Completed"|"Denied"|"Failed"}`
pub(super) async fn settle(
    state: Shared<State>,
    Path(txn_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_input(&headers, &body).and_then(|SettleBody { status }| {
        state.store().settle(&txn_id, status, now)?;
        Ok(())
    });
    finish(&state, &headers, &txn_id, result)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundBody {
    amount: Option<String>,
}

/// `{"amount":"1.00"}`, or `{}` for all that is left.
pub(super) async fn refund(
    state: Shared<State>,
    Path(txn_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_input(&headers, &body).and_then(|RefundBody { amount }| {
        let mut store = state.store();
        let currency = store
            .payment(&txn_id)
            .ok_or(StoreError::UnknownPayment)?
            .currency();
        let amount = amount
            .map(|text| Money::parse(&text, currency))
            .transpose()
            .map_err(StoreError::Money)?;
        store.refund(&txn_id, amount, RefundNote::default(), now)?;
        Ok(())
    });
    finish(&state, &headers, &txn_id, result)
}

/// Answers the payment as it now is.
pub(super) fn finish(
    state: &State,
    headers: &HeaderMap,
    txn_id: &str,
    result: Result<(), Problem>,
) -> Response<Body> {
    let answer = result.and_then(|()| {
        let store = state.store();
        let found = store.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        Ok(json_response(StatusCode::OK, &payment(found)))
    });
    match answer {
        Ok(answer) => done(state, headers, answer),
        Err(problem) => failed(headers, &problem),
    }
}
