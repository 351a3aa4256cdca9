//! Router of every path on one port.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use tower::Layer;
use tower_http::normalize_path::NormalizePathLayer;

use crate::debug_id::DebugId;
use crate::log_api_calls::log_api_calls;
use crate::response::{Problem, not_found};
use crate::state::State;
use crate::store::faults::{Cut, HttpFaults};
use crate::tls::TlsClient;
use crate::{buyer, classic, control, rest, sdk, webscr};

/// The largest body that is read.
const MAX_BODY: usize = 1024 * 1024;

const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The sandbox as a router. Every path works with and without a slash at its
/// end. Notifications go out only while [`State::deliver`] runs beside it.
pub fn router(state: State) -> Router {
    let paths = Router::new()
        .merge(webscr::routes())
        .merge(buyer::routes())
        .merge(control::routes(&state))
        .merge(rest::routes())
        .merge(sdk::routes())
        .merge(classic::routes())
        .fallback(not_found)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(state.clone(), log_api_calls))
        .layer(from_fn_with_state(state.clone(), faults))
        .with_state(state.clone());
    let trimmed = NormalizePathLayer::trim_trailing_slash().layer(paths);
    Router::new()
        .fallback_service(trimmed)
        .layer(from_fn_with_state(state, every_answer))
}

/// Delays and failures on purpose, never for the control API.
async fn faults(state: Shared<State>, request: Request, next: Next) -> Response<Body> {
    let met = {
        let mut store = state.store();
        // Most requests meet none, and change nothing.
        let met = if store.faults.http.is_off() {
            None
        } else {
            store.faults.http.matching(request.uri().path())
        };
        for fault in met.iter().flat_map(HttpFaults::names) {
            store.struck.note(fault);
        }
        met
    };
    let Some(plan) = met else {
        return next.run(request).await;
    };
    if plan.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(u64::from(plan.delay_ms))).await;
    }
    if plan.cut == Some(Cut::Before) {
        return cut();
    }
    if let Some(status) = plan
        .status
        .and_then(|status| StatusCode::from_u16(status).ok())
    {
        return Problem::new(
            status,
            "fault",
            "Failing on purpose",
            "The fault plan has every request to this path answered so.",
        )
        .respond(request.headers());
    }
    let answer = next.run(request).await;
    match plan.cut {
        Some(_) => cut(),
        None => answer,
    }
}

/// An answer that breaks off before anything of it is sent.
fn cut() -> Response<Body> {
    Response::new(Body::new(Broken))
}

/// A body that fails at once, at which the server closes the connection.
struct Broken;

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}

/// Headers that PayPal puts on everything.
async fn every_answer(state: Shared<State>, mut request: Request, next: Next) -> Response<Body> {
    // Links begin with https where the client came by it.
    let is_tls = request
        .extensions()
        .get::<ConnectInfo<TlsClient>>()
        .is_some();
    if is_tls && !request.headers().contains_key(FORWARDED_PROTO) {
        let https = HeaderValue::from_static("https");
        request.headers_mut().insert(FORWARDED_PROTO, https);
    }
    let debug_id = state.debug_id();
    request.extensions_mut().insert(DebugId(debug_id.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&debug_id) {
        headers.insert("paypal-debug-id", value);
    }
    headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry("referrer-policy")
        .or_insert(HeaderValue::from_static("no-referrer"));
    response
}
