//! Reversals, disputes and chargebacks.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::read_input;
use super::ledger::finish;
use super::{done, failed};
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::dispute::{Dispute, DisputeKind, DisputeOutcome, DisputeReason, ReversalReason};
use crate::store::error::StoreError;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct ReverseBody {
    reason: ReversalReason,
}

/// `{"reason":"chargeback"|"guarantee"|"buyer_complaint"|"other"}`
pub(super) async fn reverse(
    state: Shared<State>,
    Path(txn_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_input(&headers, &body).and_then(|ReverseBody { reason }| {
        state.store().reverse(&txn_id, reason, now)?;
        Ok(())
    });
    finish(&state, &headers, &txn_id, result)
}

pub(super) async fn cancel_reversal(
    state: Shared<State>,
    Path(txn_id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let now = state.clock().now();
    let result = state.store().cancel_reversal(&txn_id, now);
    finish(&state, &headers, &txn_id, result.map_err(Problem::from))
}

pub(super) async fn list(state: Shared<State>) -> Response<Body> {
    let store = state.store();
    let all = store.disputes.iter().map(dispute).collect();
    json_response(StatusCode::OK, &Value::Array(all))
}

fn dispute(dispute: &Dispute) -> Value {
    json!({
        "id": dispute.id,
        "txn_id": dispute.txn_id,
        "type": dispute.kind.into_str(),
        "reason": dispute.reason.into_str(),
        "currency": dispute.amount.currency().code(),
        "amount": dispute.amount.to_string(),
        "status": if dispute.outcome.is_none() { "open" } else { "resolved" },
        "outcome": dispute.outcome.map(|outcome| outcome.into_str()),
        "created_at": dispute.opened.to_string(),
        "updated_at": dispute.updated.to_string(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    #[serde(rename = "type")]
    kind: DisputeKind,
    reason: DisputeReason,
}

/// `{"type":"complaint"|"chargeback","reason":"non_receipt"|"not_as_described"|"unauthorized"}`
pub(super) async fn open(
    state: Shared<State>,
    Path(txn_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_input(&headers, &body).and_then(|OpenBody { kind, reason }| {
        Ok(state.store().open_dispute(&txn_id, kind, reason, now)?)
    });
    answer(&state, &headers, result, StatusCode::CREATED)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecideBody {
    outcome: DisputeOutcome,
}

/// `{"outcome":"buyer"|"seller"}`
pub(super) async fn decide(
    state: Shared<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_input(&headers, &body).and_then(|DecideBody { outcome }| {
        state.store().decide_dispute(&id, outcome, now)?;
        Ok(id.clone())
    });
    answer(&state, &headers, result, StatusCode::OK)
}

/// The dispute as it now is.
fn answer(
    state: &State,
    headers: &HeaderMap,
    result: Result<String, Problem>,
    status: StatusCode,
) -> Response<Body> {
    let found = result.and_then(|id| {
        let store = state.store();
        let found = store.disputes.iter().find(|own| own.id == id);
        Ok(dispute(found.ok_or(StoreError::UnknownDispute)?))
    });
    match found {
        Ok(value) => done(state, headers, json_response(status, &value)),
        Err(problem) => failed(headers, &problem),
    }
}
