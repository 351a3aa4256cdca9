//! One order: read, change, give it a payment source.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;
use serde_json::Value;

use super::{card, request};
use crate::resources::money::member;
use crate::resources::orders_v2 as show;
use crate::rest::patch::{PatchError, apply, paths};
use crate::rest::{
    ApiVersion, Call, Detail, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;

const READ: Operation = Operation::new(ApiVersion::V2)
    .for_browsers()
    .mocks(mock_response::READ_ORDER);
const WRITE: Operation = Operation::new(ApiVersion::V2)
    .for_browsers()
    .mocks(mock_response::WRITE_ORDER);

/// Paths of an order that can be patched.
const PATCHABLE: &[&str] = &[
    "/intent",
    "/purchase_units/",
    "/payer",
    "/application_context/",
];

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, READ, |call| {
        let record = call.record(&id)?;
        Ok(Reply::ok(show::whole(call.store, record, &call.base)))
    })
}

pub(super) async fn patch(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        let record = call.record(&id)?;
        if record.is_done() {
            return Err(RestError::issue("ORDER_ALREADY_COMPLETED"));
        }
        let mut request = record.request.clone();
        for (index, path) in paths(&call.body).enumerate() {
            let field = format!("/{index}/path");
            if !path.starts_with('/') {
                let detail = Detail::v2(field, "INVALID_JSON_POINTER_FORMAT", Some(path));
                return Err(RestError::unprocessable(vec![detail]));
            }
            if !PATCHABLE.iter().any(|start| path.starts_with(start)) {
                let detail = Detail::v2(field, "NOT_PATCHABLE", Some(path));
                return Err(RestError::unprocessable(vec![detail]));
            }
        }
        apply(&mut request, &call.body).map_err(refused)?;
        replace(call, &id, request)?;
        Ok(Reply::empty())
    })
}

fn refused(error: PatchError) -> RestError {
    match error {
        PatchError::Malformed { index, field } => {
            let field = format!("/{index}/{field}");
            RestError::invalid(vec![Detail::v2(field, "MISSING_REQUIRED_PARAMETER", None)])
        }
        PatchError::Path { index, path } => {
            let issue = if path.contains("@reference_id") {
                "REFERENCE_ID_NOT_FOUND"
            } else {
                "INVALID_PATCH_OPERATION"
            };
            let detail = Detail::v2(format!("/{index}/path"), issue, Some(&path));
            RestError::unprocessable(vec![detail])
        }
    }
}

fn replace(call: &mut Call<'_>, id: &str, request: Value) -> Result<(), RestError> {
    let draft = request::read(&request, call.store, &call.app)?;
    call.check_payees(id, &draft)?;
    call.reopen(id, draft, request)
}

/// Says that the buyer pays with PayPal, and how; or agrees with a card.
pub(super) async fn confirm(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, WRITE, |call| {
        if call.body.pointer("/payment_source/card").is_some() {
            return card::confirm(call, &id);
        }
        let record = call.record(&id)?;
        if record.is_done() {
            return Err(RestError::issue("ORDER_COMPLETED_OR_VOIDED"));
        }
        let Some(source) = member(&call.body, "payment_source") else {
            let issue = "MISSING_REQUIRED_PARAMETER";
            return Err(RestError::invalid(vec![Detail::v2(
                "/payment_source",
                issue,
                None,
            )]));
        };
        let mut request = record.request.clone();
        request["payment_source"] = source.clone();
        replace(call, &id, request)?;
        if let Some(record) = call.store.orders.get_mut(&id) {
            record.with_source = true;
        }
        let record = call.record(&id)?;
        let whole = show::whole(call.store, record, &call.base);
        let minimal = show::minimal(call.store, record, &call.base);
        Ok(Reply::ok(whole).or_minimal(minimal))
    })
}
