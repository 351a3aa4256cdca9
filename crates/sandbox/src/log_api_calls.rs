//! Middleware that logs the calls of APIs.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State as Shared};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, Method, Response};
use axum::middleware::Next;

use crate::api_calls::{ApiCall, ApiKind, ClassicCall};
use crate::debug_id::DebugId;
use crate::state::State;

/// The most characters of a text that a client has sent.
const MAX_TEXT: usize = 200;

/// Keeps what is a call of an API.
pub(crate) async fn log_api_calls(
    state: Shared<State>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let rest = rest_operation(&request);
    let client = client(request.headers());
    let debug_id = request.extensions().get().cloned();
    let mut answer = next.run(request).await;
    let (api, operation, result) = match (answer.extensions_mut().remove::<ClassicCall>(), rest) {
        (Some(call), _) => (call.api, call.operation, call.ack.to_owned()),
        (None, Some(operation)) => {
            let status = answer.status().as_u16().to_string();
            (ApiKind::Rest, operation, status)
        }
        (None, None) => return answer,
    };
    let DebugId(debug_id) = debug_id.unwrap_or_default();
    let call = ApiCall {
        at: state.clock().now(),
        api,
        operation: cut(&operation),
        result,
        debug_id,
        client,
    };
    state.calls().add(call);
    answer
}

/// Method and path of a call of the REST APIs; the ids in it do not matter.
fn rest_operation(request: &Request) -> Option<String> {
    let path = request.uri().path();
    let is_api = ["/v1/", "/v2/", "/v3/"]
        .iter()
        .any(|start| path.starts_with(start));
    // What browsers ask before they call.
    if !is_api || request.method() == Method::OPTIONS {
        return None;
    }
    let pattern = request.extensions().get::<MatchedPath>();
    let pattern = pattern.map(MatchedPath::as_str);
    let known = pattern.filter(|pattern| !pattern.contains("{*"));
    Some(format!("{} {}", request.method(), known.unwrap_or(path)))
}

fn client(headers: &HeaderMap) -> Option<String> {
    let client = headers.get(USER_AGENT)?.to_str().ok()?;
    Some(cut(client))
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}
