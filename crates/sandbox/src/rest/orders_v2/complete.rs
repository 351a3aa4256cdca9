//! Capturing and authorising what the buyer agreed to.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;

use crate::resources::links::{checkout_now, link};
use crate::resources::orders_v2 as show;
use crate::rest::errors::of_ledger;
use crate::rest::{
    ApiVersion, Call, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;
use crate::store::error::StoreError;
use crate::store::order::PaymentAction;

const TAKE: Operation = Operation::new(ApiVersion::V2)
    .for_browsers()
    .mocks(mock_response::TAKE_ORDER);

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, TAKE, |call| {
        complete(call, &id, PaymentAction::Sale, "ORDER_ALREADY_CAPTURED")
    })
}

pub(super) async fn authorize(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, TAKE, |call| {
        let action = PaymentAction::Authorization;
        complete(call, &id, action, "ORDER_ALREADY_AUTHORIZED")
    })
}

fn complete(
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
        .complete_order(&record, call.now)
        .map_err(|error| refused(call, &error, id, already))?;
    let record = call.record(id)?;
    let whole = show::whole(call.store, record, &call.base);
    let minimal = show::taken(call.store, record, &call.base);
    Ok(Reply::created(whole).or_minimal(minimal))
}

/// A refusal of the bank comes with the way back to the buyer's page: the
/// order stays usable.
fn refused(call: &Call<'_>, error: &StoreError, id: &str, already: &str) -> RestError {
    let buyers = |rel| link(checkout_now(&call.base, id), rel, "GET");
    match error {
        StoreError::AlreadyCompleted => RestError::issue(already),
        StoreError::NotApproved => {
            RestError::issue("ORDER_NOT_APPROVED").with_link(buyers("approve"))
        }
        StoreError::Declined
        | StoreError::InsufficientFunds { .. }
        | StoreError::AddressMissing => {
            of_ledger(error, ApiVersion::V2).with_link(buyers("redirect"))
        }
        _ => of_ledger(error, ApiVersion::V2),
    }
}
