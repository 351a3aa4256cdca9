//! `POST /v2/checkout/orders`.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::{request, shipping};
use crate::resources::money::member;
use crate::resources::orders_v2 as show;
use crate::rest::{
    ApiVersion, Detail, IncomingRequest, Operation, Reply, RestError, mock_response, serve,
};
use crate::state::State;

const CREATE: Operation = Operation::new(ApiVersion::V2)
    .for_browsers()
    .mocks(mock_response::WRITE_ORDER);

pub(super) async fn create(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, CREATE, |call| {
        let body = call.body.clone();
        let source = member(&body, "payment_source").and_then(Value::as_object);
        if source.is_some_and(|source| !source.is_empty()) && !call.has_request_id {
            let issue = "PAYPAL_REQUEST_ID_REQUIRED";
            return Err(RestError::invalid(vec![Detail::v2("", issue, None)]));
        }
        let draft = request::read(&body, call.store, &call.app)?;
        shipping::check_selected(&draft)?;
        let id = call.open(draft, body)?;
        let record = call.record(&id)?;
        let whole = show::whole(call.store, record, &call.base);
        let mut minimal = show::minimal(call.store, record, &call.base);
        let status = if record.with_source {
            // The buyer has to act before anything is complete.
            minimal["payment_source"] = json!({"paypal": {}});
            StatusCode::OK
        } else {
            StatusCode::CREATED
        };
        Ok(Reply::new(status, whole).or_minimal(minimal))
    })
}
