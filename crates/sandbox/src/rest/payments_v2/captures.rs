//! Captures and their refunds.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;

use super::authorizations::minimal;
use crate::resources::money::{member, text};
use crate::resources::payments_v2::{capture, refund as show_refund};
use crate::rest::amounts_v2::amount_of;
use crate::rest::errors::of_ledger;
use crate::rest::{
    ApiVersion, Call, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;
use crate::store::error::StoreError;
use crate::store::order::PaymentAction;
use crate::store::payments::{Payment, PaymentStatus, RefundNote};

const CAPTURE: Operation = Operation::new(ApiVersion::V2).mocks(mock_response::CAPTURE);

/// Money that moved, whichever API moved it.
fn find<'a>(call: &'a Call<'_>, id: &str) -> Result<&'a Payment, RestError> {
    let payment = call.payment(id)?;
    if payment.order.action == PaymentAction::Sale {
        Ok(payment)
    } else {
        Err(RestError::unknown(ApiVersion::V2))
    }
}

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, CAPTURE, |call| {
        let payment = find(call, &id)?;
        Ok(Reply::ok(capture(call.store, payment, &call.base)))
    })
}

pub(super) async fn refund(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, CAPTURE, |call| {
        let payment = find(call, &id)?;
        payment
            .check_refundable()
            .map_err(|error| refused(&error))?;
        let currency = payment.currency();
        let amount = amount_of(call, currency, "REFUND_CAPTURE_CURRENCY_MISMATCH")?;
        let field = |name| member(&call.body, name).and_then(text);
        let note = RefundNote {
            invoice: field("invoice_id"),
            custom: field("custom_id"),
            reason: None,
            to_payer: field("note_to_payer"),
        };
        let now = call.now;
        let made = call
            .store
            .refund(&id, amount, note, now)
            .map_err(|error| refused(&error))?;
        let whole = shown(call, &made)?;
        let minimal = minimal(&whole);
        Ok(Reply::created(whole).or_minimal(minimal))
    })
}

/// A refusal by the name that v2 has for it.
fn refused(error: &StoreError) -> RestError {
    let issue = match error {
        StoreError::NotRefundable { status } => match status {
            PaymentStatus::Refunded => "CAPTURE_FULLY_REFUNDED",
            PaymentStatus::Pending(_) => "PENDING_CAPTURE",
            _ => "REFUND_NOT_ALLOWED",
        },
        _ => return of_ledger(error, ApiVersion::V2),
    };
    RestError::issue(issue)
}

fn shown(call: &Call<'_>, id: &str) -> Result<serde_json::Value, RestError> {
    let (payment, made) = call.refund(id)?;
    Ok(show_refund(payment, made, &call.base))
}

pub(super) async fn read_refund(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, CAPTURE, |call| {
        Ok(Reply::ok(shown(call, &id)?))
    })
}
