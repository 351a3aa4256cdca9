//! Capturing, renewing and letting go of an authorisation.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;
use serde_json::{Value, json};

use crate::resources::money::member;
use crate::resources::payments_v2::{authorization, capture as show_capture, is_authorization};
use crate::rest::amounts_v2::amount_of;
use crate::rest::errors::of_ledger;
use crate::rest::{
    ApiVersion, Call, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;
use crate::store::error::StoreError;
use crate::store::payments::{Payment, PaymentStatus};

const AUTHORIZATION: Operation = Operation::new(ApiVersion::V2).mocks(mock_response::AUTHORIZATION);

fn find<'a>(call: &'a Call<'_>, id: &str) -> Result<&'a Payment, RestError> {
    let payment = call.payment(id)?;
    if is_authorization(payment) {
        Ok(payment)
    } else {
        Err(RestError::unknown(ApiVersion::V2))
    }
}

/// `id`, `status` and `links` of an object.
pub(super) fn minimal(whole: &Value) -> Value {
    json!({"id": whole["id"], "status": whole["status"], "links": whole["links"]})
}

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        Ok(Reply::ok(authorization(find(call, &id)?, &call.base)))
    })
}

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        let payment = find(call, &id)?;
        payment
            .check_capturable(call.now)
            .map_err(|error| refused(&error))?;
        let amount = amount_of(call, payment.currency(), "CURRENCY_MISMATCH")?;
        let is_final = member(&call.body, "final_capture").and_then(Value::as_bool);
        let now = call.now;
        let made = call
            .store
            .capture(&id, amount, is_final.unwrap_or(false), now)
            .map_err(|error| refused(&error))?;
        let payment = call.payment(&made)?;
        let whole = show_capture(call.store, payment, &call.base);
        let minimal = minimal(&whole);
        Ok(Reply::created(whole).or_minimal(minimal))
    })
}

/// A refusal by the name that v2 has for it.
fn refused(error: &StoreError) -> RestError {
    use PaymentStatus::{Denied, Failed, Voided};
    let issue = match error {
        StoreError::NotOpen { status: Voided } => "AUTHORIZATION_VOIDED",
        StoreError::NotOpen {
            status: Denied | Failed,
        } => "AUTHORIZATION_DENIED",
        StoreError::NotOpen { .. } => "AUTHORIZATION_ALREADY_CAPTURED",
        StoreError::AuthorizationExpired => "AUTHORIZATION_EXPIRED",
        StoreError::ReauthorizationAmount { .. } => "REAUTHORIZATION_AMOUNT_EXCEEDED",
        _ => return of_ledger(error, ApiVersion::V2),
    };
    RestError::issue(issue)
}

/// The same when it was to be voided.
fn not_voided(error: &StoreError) -> RestError {
    use PaymentStatus::{Denied, Failed, Voided};
    let issue = match error {
        StoreError::NotOpen { status: Voided } => "PREVIOUSLY_VOIDED",
        StoreError::NotOpen {
            status: Denied | Failed,
        } => "CANNOT_BE_VOIDED",
        StoreError::NotOpen { .. } => "PREVIOUSLY_CAPTURED",
        _ => return of_ledger(error, ApiVersion::V2),
    };
    RestError::issue(issue)
}

pub(super) async fn void(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    let wants_all = incoming
        .header("prefer")
        .is_some_and(|prefer| prefer.contains("return=representation"));
    serve(&state, &incoming, AUTHORIZATION, |call| {
        find(call, &id)?;
        let now = call.now;
        call.store
            .void(&id, now)
            .map_err(|error| not_voided(&error))?;
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
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, AUTHORIZATION, |call| {
        let payment = find(call, &id)?;
        payment
            .check_capturable(call.now)
            .map_err(|error| refused(&error))?;
        let amount = amount_of(call, payment.currency(), "CURRENCY_MISMATCH")?;
        let now = call.now;
        call.store
            .reauthorize(&id, amount, now)
            .map_err(|error| refused(&error))?;
        let whole = authorization(find(call, &id)?, &call.base);
        let minimal = minimal(&whole);
        Ok(Reply::created(whole).or_minimal(minimal))
    })
}
