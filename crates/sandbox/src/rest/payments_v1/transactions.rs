//! Refunding, capturing, authorising and letting go.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;
use leptos_paypal_core::Money;
use serde_json::Value;

use super::items::Findings;
use super::resources::of_kind;
use crate::resources::money::{member, text};
use crate::resources::payments_v1::{self as show, Kind};
use crate::rest::errors::of_ledger;
use crate::rest::{ApiVersion, Call, IncomingRequest, Operation, Reply, RestError, serve};
use crate::state::State;
use crate::store::error::StoreError;
use crate::store::payments::{Payment, PaymentStatus, RefundNote};

const WRITE: Operation = Operation::new(ApiVersion::V1);

/// `amount` of the body, in the payment's currency.
fn amount(call: &Call<'_>, payment: &Payment) -> Result<Option<Money>, RestError> {
    let Some(amount) = member(&call.body, "amount") else {
        return Ok(None);
    };
    let mut findings = Findings::default();
    let currency = findings.currency(amount, "amount");
    let total =
        currency.and_then(|currency| findings.required_amount(amount, "total", "amount", currency));
    if currency.is_some_and(|currency| currency != payment.currency()) {
        findings.add("amount.currency", "Must be the currency of the transaction");
    }
    if total.is_some_and(|total| !total.is_positive()) {
        findings.add("amount.total", "Amount must be greater than zero");
    }
    if findings.0.is_empty() {
        Ok(total)
    } else {
        Err(RestError::validation(findings.0))
    }
}

/// A refusal by the name that v1 has for it, which depends on what it calls the
/// transaction.
fn refused(error: &StoreError, kind: Kind) -> RestError {
    use PaymentStatus::{Refunded, Voided};
    let (name, message) = match (error, kind) {
        (StoreError::NotRefundable { status: Refunded }, _) => (
            "TRANSACTION_ALREADY_REFUNDED",
            "This transaction has already been fully refunded",
        ),
        (StoreError::NotRefundable { .. }, _) => (
            "TRANSACTION_REFUSED",
            "The transaction is not completed and cannot be refunded",
        ),
        (StoreError::NotOpen { status: Voided }, Kind::Authorization) => {
            ("AUTHORIZATION_VOIDED", NOT_ALLOWED)
        }
        (StoreError::NotOpen { .. }, Kind::Authorization) => {
            ("AUTHORIZATION_ALREADY_COMPLETED", NOT_ALLOWED)
        }
        (StoreError::NotOpen { status: Voided }, _) => ("ORDER_VOIDED", NOT_ALLOWED),
        (StoreError::NotOpen { .. }, _) => ("ORDER_ALREADY_COMPLETED", NOT_ALLOWED),
        (StoreError::AuthorizationExpired, _) => ("AUTHORIZATION_EXPIRED", NOT_ALLOWED),
        (StoreError::ReauthorizationAmount { .. }, _) => (
            "AUTHORIZATION_AMOUNT_LIMIT_EXCEEDED",
            "Authorization amount limit exceeded",
        ),
        _ => return of_ledger(error, ApiVersion::V1),
    };
    RestError::v1(name, message)
}

const NOT_ALLOWED: &str = "The state of the transaction does not allow this";

pub(super) async fn refund(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        refund_transaction(call, &id, Kind::Sale)
    })
}

pub(super) async fn refund_capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        refund_transaction(call, &id, Kind::Capture)
    })
}

fn refund_transaction(call: &mut Call<'_>, id: &str, kind: Kind) -> Result<Reply, RestError> {
    let payment = of_kind(call, id, kind)?;
    payment
        .check_refundable()
        .map_err(|error| refused(&error, kind))?;
    let amount = amount(call, payment)?;
    let field = |name| member(&call.body, name).and_then(text);
    let note = RefundNote {
        invoice: field("invoice_number"),
        custom: field("custom"),
        reason: field("reason"),
        to_payer: field("description"),
    };
    let now = call.now;
    let refund = call
        .store
        .refund(id, amount, note, now)
        .map_err(|error| refused(&error, kind))?;
    let (payment, made) = call.refund(&refund)?;
    Ok(Reply::created(show::refund(payment, made, &call.base)))
}

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        capture_transaction(call, &id, Kind::Authorization)
    })
}

pub(super) async fn capture_order(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        capture_transaction(call, &id, Kind::Order)
    })
}

fn capture_transaction(call: &mut Call<'_>, id: &str, kind: Kind) -> Result<Reply, RestError> {
    let payment = of_kind(call, id, kind)?;
    check_capturable(call, payment, kind)?;
    let amount = amount(call, payment)?;
    let is_final = member(&call.body, "is_final_capture").and_then(Value::as_bool);
    let now = call.now;
    let capture = call
        .store
        .capture(id, amount, is_final.unwrap_or(false), now)
        .map_err(|error| refused(&error, kind))?;
    created(call, &capture, Kind::Capture)
}

fn created(call: &Call<'_>, id: &str, kind: Kind) -> Result<Reply, RestError> {
    let payment = call.payment(id)?;
    let shown = show::resource(call.store, payment, kind, &call.base);
    Ok(Reply::created(shown))
}

/// Refused before the rest of the request is read.
fn check_capturable(call: &Call<'_>, payment: &Payment, kind: Kind) -> Result<(), RestError> {
    payment
        .check_capturable(call.now)
        .map_err(|error| refused(&error, kind))
}

pub(super) async fn authorize(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        let payment = of_kind(call, &id, Kind::Order)?;
        check_capturable(call, payment, Kind::Order)?;
        let amount = amount(call, payment)?;
        let now = call.now;
        let authorization = call
            .store
            .authorize(&id, amount, now)
            .map_err(|error| refused(&error, Kind::Order))?;
        created(call, &authorization, Kind::Authorization)
    })
}

/// A fresh period for an authorisation, which stays what it was.
pub(super) async fn reauthorize(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        let payment = of_kind(call, &id, Kind::Authorization)?;
        check_capturable(call, payment, Kind::Authorization)?;
        let amount = amount(call, payment)?;
        call.store
            .reauthorize(&id, amount, call.now)
            .map_err(|error| refused(&error, Kind::Authorization))?;
        created(call, &id, Kind::Authorization)
    })
}

pub(super) async fn void(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        void_transaction(
            call,
            &id,
            Kind::Authorization,
            "AUTHORIZATION_CANNOT_BE_VOIDED",
        )
    })
}

pub(super) async fn void_order(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        void_transaction(call, &id, Kind::Order, "ORDER_CANNOT_BE_VOIDED")
    })
}

fn void_transaction(
    call: &mut Call<'_>,
    id: &str,
    kind: Kind,
    name: &str,
) -> Result<Reply, RestError> {
    of_kind(call, id, kind)?;
    let now = call.now;
    call.store.void(id, now).map_err(|_| {
        RestError::v1(
            name,
            "The transaction is captured or voided and cannot be voided",
        )
    })?;
    let payment = call.payment(id)?;
    let shown = show::resource(call.store, payment, kind, &call.base);
    Ok(Reply::ok(shown))
}
