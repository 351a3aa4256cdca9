//! `POST /paypal/ipn`: the listener.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::ipn::IpnMessage;
use tracing::warn;

use super::client::Client;
use super::deliveries::Deliveries;
use super::rate_limit::RateLimits;
use crate::services::inbox::Inbox;

/// Answers with a status and no body: 200 once nothing more is wanted of
/// PayPal, 429 or 503 when the message has to be sent again.
pub(super) async fn listen(
    State(inbox): State<Arc<Inbox>>,
    State(deliveries): State<Deliveries>,
    State(rate_limits): State<Arc<RateLimits>>,
    Extension(client): Extension<Client>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status().into_response(),
    };
    if let Err(wait) = rate_limits.message_body(client, body.len()) {
        return wait.answer(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let message = match IpnMessage::parse(&body) {
        Ok(message) => message,
        Err(problem) => {
            warn!(
                code = problem.code(),
                "what came to the listener is not a message"
            );
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    deliveries
        .take(async move { inbox.deliver(&message).await })
        .await
        .into_response()
}
