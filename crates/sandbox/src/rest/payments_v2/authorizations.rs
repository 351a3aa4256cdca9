//! Capturing, renewing and letting go of an authorisation.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;
use leptos_paypal_core::Money;
use serde_json::{Value, json};

use crate::resources::money::member;
use crate::resources::payments_v2::{authorization, capture as show_capture, is_authorization};
use crate::rest::errors::of_ledger;
use crate::rest::orders_v2::amount_of;
use crate::rest::{Call, Incoming, Operation, Reply, RestError, Shape, mock_response, serve};
use crate::state::State;
use crate::store::payments::{Payment, PaymentStatus};

const AUTHORIZATION: Operation = Operation::new(Shape::V2).mocks(mock_response::AUTHORIZATION);

fn find<'a>(call: &'a Call<'_>, id: &str) -> Result<&'a Payment, RestError> {
    let payment = call.payment(id)?;
    if is_authorization(payment) {
        Ok(payment)
    } else {
        Err(RestError::unknown(Shape::V2))
    }
}

/// `id`, `status` and `links` of an object.
pub(super) fn minimal(whole: &Value) -> Value {
    json!({"id": whole["id"], "status": whole["status"], "links": whole["links"]})
}

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        Ok(Reply::ok(authorization(find(call, &id)?, &call.base)))
    })
}

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        let payment = find(call, &id)?;
        check_open(call, payment)?;
        let amount = amount_of(call, payment.currency(), "CURRENCY_MISMATCH")?;
        check_left(call, payment, amount)?;
        let is_final = member(&call.body, "final_capture").and_then(Value::as_bool);
        let now = call.now;
        let made = call
            .store
            .capture(&id, amount, is_final.unwrap_or(false), now)
            .map_err(|error| of_ledger(&error, Shape::V2))?;
        let payment = call.payment(&made)?;
        let whole = show_capture(call.store, payment, &call.base);
        let minimal = minimal(&whole);
        Ok(Reply::created(whole).or_minimal(minimal))
    })
}

fn check_open(call: &Call<'_>, payment: &Payment) -> Result<(), RestError> {
    match payment.status {
        PaymentStatus::Voided => Err(RestError::issue("AUTHORIZATION_VOIDED")),
        PaymentStatus::Pending(_) | PaymentStatus::PartiallyCaptured => {
            if payment.is_too_old(call.now) {
                Err(RestError::issue("AUTHORIZATION_EXPIRED"))
            } else {
                Ok(())
            }
        }
        PaymentStatus::Denied | PaymentStatus::Failed => {
            Err(RestError::issue("AUTHORIZATION_DENIED"))
        }
        _ => Err(RestError::issue("AUTHORIZATION_ALREADY_CAPTURED")),
    }
}

fn check_left(call: &Call<'_>, payment: &Payment, amount: Option<Money>) -> Result<(), RestError> {
    let left = call.store.capturable(payment);
    if amount.is_some_and(|amount| amount > left) {
        return Err(RestError::issue("MAX_CAPTURE_AMOUNT_EXCEEDED"));
    }
    Ok(())
}

pub(super) async fn void(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    let wants_all = incoming
        .header("prefer")
        .is_some_and(|prefer| prefer.contains("return=representation"));
    serve(&state, &incoming, AUTHORIZATION, |call| {
        let issue = match find(call, &id)?.status {
            PaymentStatus::Pending(_) => None,
            PaymentStatus::Voided => Some("PREVIOUSLY_VOIDED"),
            PaymentStatus::Denied | PaymentStatus::Failed => Some("CANNOT_BE_VOIDED"),
            PaymentStatus::PartiallyCaptured => None,
            _ => Some("PREVIOUSLY_CAPTURED"),
        };
        if let Some(issue) = issue {
            return Err(RestError::issue(issue));
        }
        let now = call.now;
        call.store
            .void(&id, now)
            .map_err(|error| of_ledger(&error, Shape::V2))?;
        Ok(if wants_all {
            Reply::ok(authorization(find(call, &id)?, &call.base))
        } else {
            Reply::empty()
        })
    })
}

pub(super) async fn reauthorize(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        let payment = find(call, &id)?;
        check_open(call, payment)?;
        let amount = amount_of(call, payment.currency(), "CURRENCY_MISMATCH")?;
        if amount.is_some_and(|amount| amount > payment.gross) {
            return Err(RestError::issue("REAUTHORIZATION_AMOUNT_EXCEEDED"));
        }
        let now = call.now;
        call.store.renew(&id, now);
        let whole = authorization(find(call, &id)?, &call.base);
        let minimal = minimal(&whole);
        Ok(Reply::created(whole).or_minimal(minimal))
    })
}
