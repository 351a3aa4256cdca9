//! `POST /paypal/webhooks`: the receiver.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use leptos_paypal_api::webhook::{Event, Transmission};
use tracing::{error, warn};

use crate::inbox::Delivery;

/// Answers with a status and no body: 200 once nothing more is wanted of
/// PayPal, 503 when the message has to be sent again.
pub(super) async fn receive(
    State(inner): super::State,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    if inner.webhook.is_none() {
        return StatusCode::NOT_FOUND;
    }
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status(),
    };
    let read = Transmission::from_headers(&headers)
        .and_then(|transmission| Ok((transmission, Event::parse(&body)?)));
    let (transmission, event) = match read {
        Ok(read) => read,
        Err(problem) => {
            warn!(code = problem.code(), %problem, "what came to the receiver is not a webhook message");
            return StatusCode::BAD_REQUEST;
        }
    };
    match inner.deliver_webhook(&transmission, &event, &body).await {
        // An invalid message is not PayPal's, and sending it again would
        // change nothing.
        Ok(Delivery::Recorded | Delivery::Invalid) => StatusCode::OK,
        Ok(Delivery::Unasked) => StatusCode::SERVICE_UNAVAILABLE,
        Err(error) => {
            error!(code = error.code(), %error, "a webhook message could not be recorded");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
