//! `POST /paypal/ipn`: the listener.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use leptos_paypal_core::ipn::IpnMessage;
use tracing::{error, warn};

use crate::inbox::Delivery;
use crate::ledger::LedgerError;

/// Answers with a status and no body: 200 once nothing more is wanted of
/// PayPal, 503 when the message has to be sent again.
pub(super) async fn listen(
    State(inner): super::State,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status(),
    };
    let message = match IpnMessage::parse(&body) {
        Ok(message) => message,
        Err(problem) => {
            warn!(
                code = problem.code(),
                "what came to the listener is not a message"
            );
            return StatusCode::BAD_REQUEST;
        }
    };
    match inner.deliver(&message).await {
        // An invalid message is not PayPal's, and sending it again would
        // change nothing.
        Ok(Delivery::Recorded | Delivery::Invalid) => StatusCode::OK,
        Ok(Delivery::Unasked) => StatusCode::SERVICE_UNAVAILABLE,
        Err(error @ LedgerError::TooManyWaiting { .. }) => {
            warn!(%error, "a message was refused");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(error) => {
            error!(code = error.code(), %error, "a message could not be recorded");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
