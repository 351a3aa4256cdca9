//! One payment: read, change, execute.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;
use serde_json::Value;

use super::request;
use crate::resources::links::{approval_url, link};
use crate::resources::money::member;
use crate::resources::payments_v1 as show;
use crate::rest::errors::of_ledger;
use crate::rest::patch::{PatchError, apply, paths};
use crate::rest::{
    ApiVersion, Call, Detail, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;
use crate::store::error::StoreError;

const READ: Operation = Operation::new(ApiVersion::V1).for_browsers();
const EXECUTE: Operation = Operation::new(ApiVersion::V1)
    .for_browsers()
    .mocks(mock_response::PAYMENT);

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, READ, |call| shown(call, &id))
}

fn shown(call: &Call<'_>, id: &str) -> Result<Reply, RestError> {
    let record = call.record(id)?;
    Ok(Reply::ok(show::payment(call.store, record, &call.base)))
}

/// Before the execution, what is in the transactions can be changed.
pub(super) async fn patch(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, READ, |call| {
        let record = call.record(&id)?;
        if record.is_done() {
            return Err(already_done());
        }
        let mut request = record.request.clone();
        let wrong =
            |field: String, issue: &str| RestError::validation(vec![Detail::v1(field, issue)]);
        if let Some(path) = paths(&call.body).find(|path| {
            !path.starts_with("/transactions/") && !path.starts_with("/application_context/")
        }) {
            return Err(wrong(
                path.to_owned(),
                "Patching this field is not supported",
            ));
        }
        apply(&mut request, &call.body).map_err(|error| match error {
            PatchError::Malformed { index, field } => wrong(
                format!("[{index}].{field}"),
                "Patch operations need op, path and value",
            ),
            PatchError::Path { index, path } => {
                wrong(format!("[{index}].path"), &format!("{path} is not there"))
            }
        })?;
        replace(call, &id, request)?;
        shown(call, &id)
    })
}

fn replace(call: &mut Call<'_>, id: &str, request: Value) -> Result<(), RestError> {
    let draft = request::read(&request, call.store, &call.app)?;
    call.check_payees(id, &draft)?;
    call.reopen(id, draft, request)
}

fn already_done() -> RestError {
    RestError::v1(
        "PAYMENT_ALREADY_DONE",
        "Payment has been done already for this cart.",
    )
}

/// Makes the payment that the buyer agreed to.
pub(super) async fn execute(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, EXECUTE, |call| {
        let record = call.record(&id)?;
        if record.is_done() {
            return Err(already_done());
        }
        let given = member(&call.body, "payer_id").and_then(Value::as_str);
        let Some(given) = given.map(str::to_owned) else {
            let detail = Detail::v1("payer_id", "Required field cannot be blank");
            return Err(RestError::validation(vec![detail]));
        };
        let buyer = call
            .store
            .approved_buyer(record)
            .map_err(|error| refused(call, &error, &record.token))?;
        if buyer.0 != given {
            return Err(RestError::v1("INVALID_PAYER_ID", "Payer ID is invalid"));
        }
        if let Some(request) = with_amounts(&record.request, &call.body)? {
            replace(call, &id, request)?;
        }
        let record = call.record(&id)?.clone();
        call.store
            .complete_order(&record, call.now)
            .map_err(|error| refused(call, &error, &record.token))?;
        shown(call, &id)
    })
}

/// The request with the amounts that came with the execution, if any did.
fn with_amounts(request: &Value, body: &Value) -> Result<Option<Value>, RestError> {
    let Some(list) = member(body, "transactions").and_then(Value::as_array) else {
        return Ok(None);
    };
    let mut request = request.clone();
    for (index, transaction) in list.iter().enumerate() {
        let Some(amount) = member(transaction, "amount") else {
            continue;
        };
        let place = request
            .get_mut("transactions")
            .and_then(|all| all.get_mut(index));
        let Some(place) = place else {
            let field = format!("transactions[{index}]");
            let detail = Detail::v1(field, "The payment has no such transaction");
            return Err(RestError::validation(vec![detail]));
        };
        place["amount"] = amount.clone();
    }
    Ok(Some(request))
}

/// A refusal of the bank comes with the way back to the buyer's page.
fn refused(call: &Call<'_>, error: &StoreError, token: &str) -> RestError {
    match error {
        StoreError::AlreadyCompleted => already_done(),
        StoreError::NotApproved => RestError::v1(
            "PAYMENT_NOT_APPROVED_FOR_EXECUTION",
            "Payer has not approved payment",
        ),
        StoreError::Declined | StoreError::InsufficientFunds { .. } => {
            let url = approval_url(&call.base, token);
            of_ledger(error, ApiVersion::V1).with_link(link(url, "redirect", "REDIRECT"))
        }
        _ => of_ledger(error, ApiVersion::V1),
    }
}
