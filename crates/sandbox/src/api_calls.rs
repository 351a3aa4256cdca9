//! Log of the API calls that programs have made, as PayPal's dashboard has one.

use std::collections::VecDeque;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State as Shared};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, Method, Response};
use axum::middleware::Next;
use jiff::Timestamp;

use crate::debug_id::DebugId;
use crate::state::State;

/// The most calls that are kept.
const MAX_CALLS: usize = 1000;

/// The most characters of a text that a client has sent.
const MAX_TEXT: usize = 200;

/// Kind of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum ApiKind {
    Nvp,
    Soap,
    Rest,
}

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct ApiCall {
    pub(crate) at: Timestamp,
    pub(crate) api: ApiKind,
    /// `DoCapture`, or `POST /v2/checkout/orders/{id}/capture`.
    pub(crate) operation: String,
    /// `ACK`, or the HTTP status.
    pub(crate) result: String,
    /// `CORRELATIONID`, or `Paypal-Debug-Id`.
    pub(crate) debug_id: String,
    /// `User-Agent`.
    pub(crate) client: Option<String>,
}

/// The last calls, oldest first.
#[derive(Debug, Default)]
pub(crate) struct ApiCalls(VecDeque<ApiCall>);

impl ApiCalls {
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &ApiCall> {
        self.0.iter()
    }

    fn add(&mut self, call: ApiCall) {
        if self.0.len() == MAX_CALLS {
            self.0.pop_front();
        }
        self.0.push_back(call);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A call of a classic API, as its answer tells it to the log.
#[derive(Clone, Debug)]
pub(crate) struct ClassicCall {
    pub(crate) api: ApiKind,
    pub(crate) operation: String,
    pub(crate) ack: &'static str,
}

/// Keeps what is a call of an API.
pub(crate) async fn note(state: Shared<State>, request: Request, next: Next) -> Response<Body> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_calls_go_first() {
        let mut calls = ApiCalls::default();
        for number in 0..=MAX_CALLS {
            calls.add(ApiCall {
                at: Timestamp::UNIX_EPOCH,
                api: ApiKind::Nvp,
                operation: number.to_string(),
                result: "Success".to_owned(),
                debug_id: String::new(),
                client: None,
            });
        }
        let kept: Vec<&str> = calls.iter().map(|call| call.operation.as_str()).collect();
        assert_eq!(kept.len(), MAX_CALLS);
        assert_eq!((kept[0], kept[MAX_CALLS - 1]), ("1", "1000"));
    }
}
