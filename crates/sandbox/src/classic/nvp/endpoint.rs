//! `/nvp`.

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension, RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};

use super::{NvpFields, response};
use crate::api_calls::ApiKind;
use crate::classic::credentials::Credentials;
use crate::classic::fields::Fields;
use crate::classic::perform::{IncomingCall, perform};
use crate::debug_id::DebugId;
use crate::response::{base_url, text};
use crate::state::State;
use crate::tls::TlsClient;

/// Answers a call with 200, whatever becomes of it.
pub(crate) async fn serve(
    state: Shared<State>,
    Extension(debug_id): Extension<DebugId>,
    client: Option<Extension<ConnectInfo<TlsClient>>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response<Body> {
    let fields = NvpFields::read(query.unwrap_or_default().as_bytes(), &body);
    let credentials = Credentials {
        user: fields.text("USER"),
        password: fields.text("PWD"),
        signature: fields.text("SIGNATURE"),
        subject: fields.text("SUBJECT"),
        ..Credentials::default()
    };
    let call = IncomingCall {
        method: fields.text("METHOD").unwrap_or_default(),
        version: fields.text("VERSION"),
        credentials: credentials
            .or_headers(&headers)
            .with_certificate(client.as_deref()),
        fields: Fields::of_nvp(&fields),
        correlation_id: debug_id.0,
        base: base_url(&state, &headers),
    };
    let outcome = perform(&state, &call);
    let mut answer = text(StatusCode::OK, response::body(&outcome));
    let call = outcome.for_log(ApiKind::Nvp);
    answer.extensions_mut().insert(call);
    answer
}
