//! `POST /paypal/webhooks`: the receiver.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos_paypal_api::webhook::{Event, Transmission};
use tracing::warn;

use super::client::Client;
use super::deliveries::Deliveries;
use super::rate_limit::RateLimits;
use crate::services::webhooks::Webhooks;

/// Answers with a status and no body: 200 once nothing more is wanted of
/// PayPal, 429 or 503 when the message has to be sent again, 400 for what can
/// be no message of PayPal's.
pub(super) async fn receive(
    State(webhooks): State<Option<Arc<Webhooks>>>,
    State(deliveries): State<Deliveries>,
    State(rate_limits): State<Arc<RateLimits>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(webhooks) = webhooks else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status().into_response(),
    };
    if let Err(wait) = rate_limits.message_body(client, body.len()) {
        return wait.answer(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let read = Transmission::from_headers(&headers).and_then(|transmission| {
        webhooks.check(&transmission)?;
        Ok((transmission, Event::parse(&body)?))
    });
    let (transmission, event) = match read {
        Ok(read) => read,
        Err(problem) => {
            warn!(code = problem.code(), %problem, "what came to the receiver is not a webhook message");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    deliveries
        .take(async move { webhooks.deliver(&transmission, &event, &body).await })
        .await
        .into_response()
}
