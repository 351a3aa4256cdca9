//! `/2.0` and its other names.

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;

use super::{envelope, response};
use crate::api_calls::ApiKind;
use crate::classic::fields::Fields;
use crate::classic::perform::{IncomingCall, perform};
use crate::debug_id::DebugId;
use crate::response::{base_url, not_found};
use crate::state::State;
use crate::tls::TlsClient;

/// The same at a path that nothing else has, where only XML is a call.
pub(crate) async fn serve_any(
    state: Shared<State>,
    debug_id: Extension<DebugId>,
    client: Option<Extension<ConnectInfo<TlsClient>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let start = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body);
    if start.trim_ascii_start().starts_with(b"<") {
        serve(state, debug_id, client, headers, body).await
    } else {
        not_found(headers).await
    }
}

/// Answers a call with 200, whatever becomes of it; a document that is no
/// request with a fault.
pub(crate) async fn serve(
    state: Shared<State>,
    Extension(debug_id): Extension<DebugId>,
    client: Option<Extension<ConnectInfo<TlsClient>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let request = match envelope::read(&body) {
        Ok(request) => request,
        Err(fault) => return xml(StatusCode::INTERNAL_SERVER_ERROR, response::fault(&fault)),
    };
    let call = IncomingCall {
        method: request.method,
        version: request.version,
        credentials: request
            .credentials
            .or_headers(&headers)
            .with_certificate(client.as_deref()),
        fields: Fields::Soap(Some(&request.request)),
        correlation_id: debug_id.0,
        base: base_url(&state, &headers),
    };
    let outcome = perform(&state, &call);
    let mut answer = xml(StatusCode::OK, response::answer(&outcome));
    let call = outcome.for_log(ApiKind::Soap);
    answer.extensions_mut().insert(call);
    answer
}

fn xml(status: StatusCode, body: String) -> Response<Body> {
    (status, [(CONTENT_TYPE, "text/xml; charset=utf-8")], body).into_response()
}
