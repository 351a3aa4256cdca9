//! The log of API calls.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};

use super::own_page;
use crate::api_calls::ApiCall;
use crate::pages::{ApiCallView, ApiCallsPage};
use crate::response::{json_response, wants_page};
use crate::state::State;
use crate::views;

/// The last calls: as JSON, oldest first; for people a page, newest first.
pub(super) async fn list(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    let calls = state.calls();
    if wants_page(&headers) {
        let calls = calls.iter().rev().map(view).collect();
        return own_page(StatusCode::OK, &ApiCallsPage { calls });
    }
    json_response(
        StatusCode::OK,
        &Value::Array(calls.iter().map(call).collect()),
    )
}

fn call(call: &ApiCall) -> Value {
    json!({
        "at": call.at.to_string(),
        "api": call.api.into_str(),
        "operation": call.operation,
        "result": call.result,
        "debug_id": call.debug_id,
        "client": call.client,
    })
}

fn view(call: &ApiCall) -> ApiCallView {
    ApiCallView {
        operation: call.operation.clone(),
        result: call.result.clone(),
        is_refused: call.result == "Failure" || call.result.starts_with(['4', '5']),
        date: views::date(call.at),
        client: call.client.clone().unwrap_or_default(),
        debug_id: call.debug_id.clone(),
    }
}
