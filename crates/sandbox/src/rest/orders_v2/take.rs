//! Capturing and authorising what the buyer agreed to.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;

use crate::resources::links::{checkout_now, link};
use crate::resources::orders_v2 as show;
use crate::rest::errors::of_ledger;
use crate::rest::{Call, Incoming, Operation, Reply, RestError, Shape, mock_response, serve};
use crate::state::State;
use crate::store::error::LedgerError;
use crate::store::order::PaymentAction;

const TAKE: Operation = Operation::new(Shape::V2)
    .for_browsers()
    .mocks(mock_response::TAKE_ORDER);

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    serve(&state, &incoming, TAKE, |call| {
        take(call, &id, PaymentAction::Sale, "ORDER_ALREADY_CAPTURED")
    })
}

pub(super) async fn authorize(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: Incoming,
) -> Response<Body> {
    serve(&state, &incoming, TAKE, |call| {
        let action = PaymentAction::Authorization;
        take(call, &id, action, "ORDER_ALREADY_AUTHORIZED")
    })
}

fn take(
    call: &mut Call<'_>,
    id: &str,
    action: PaymentAction,
    already: &str,
) -> Result<Reply, RestError> {
    let record = call.record(id)?.clone();
    if record.intent != action {
        return Err(RestError::issue("ACTION_DOES_NOT_MATCH_INTENT"));
    }
    call.store
        .take_payments(&record, call.now)
        .map_err(|error| refused(call, &error, id, already))?;
    let record = call.record(id)?;
    let whole = show::whole(call.store, record, &call.base);
    let minimal = show::taken(call.store, record, &call.base);
    Ok(Reply::created(whole).or_minimal(minimal))
}

/// A refusal of the bank comes with the way back to the buyer's page: the
/// order stays usable.
fn refused(call: &Call<'_>, error: &LedgerError, id: &str, already: &str) -> RestError {
    let buyers = |rel| link(checkout_now(&call.base, id), rel, "GET");
    match error {
        LedgerError::AlreadyCompleted => RestError::issue(already),
        LedgerError::NotApproved => {
            RestError::issue("ORDER_NOT_APPROVED").with_link(buyers("approve"))
        }
        LedgerError::Declined
        | LedgerError::InsufficientFunds { .. }
        | LedgerError::AddressMissing => of_ledger(error, Shape::V2).with_link(buyers("redirect")),
        _ => of_ledger(error, Shape::V2),
    }
}
