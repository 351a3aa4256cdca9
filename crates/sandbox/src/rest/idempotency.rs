//! `PayPal-Request-Id`: the same call twice is one payment.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::errors::{ApiVersion, Detail, RestError};
use super::reply::Reply;
use crate::store::Store;
use crate::store::idempotency::{IdempotencyKey, KeyReused, StoredResponse};

/// Time that the first result is kept: Orders v2 six hours, Payments v1 thirty
/// days, Payments v2 forty-five.
fn lifetime(path: &str) -> SignedDuration {
    SignedDuration::from_hours(if path.starts_with("/v2/checkout") {
        6
    } else if path.starts_with("/v2/payments") {
        45 * 24
    } else {
        30 * 24
    })
}

/// The first response to this call, with 200 for 201.
pub(super) fn earlier(
    store: &mut Store,
    key: &IdempotencyKey,
    body: &Value,
    version: ApiVersion,
    now: Timestamp,
) -> Option<Result<Reply, RestError>> {
    let lifetime = lifetime(&key.path);
    match store.responses.find(key, body, lifetime, now)? {
        Ok(stored) => {
            let status = match StatusCode::from_u16(stored.status) {
                Ok(StatusCode::CREATED) | Err(_) => StatusCode::OK,
                Ok(status) => status,
            };
            Some(Ok(Reply {
                status,
                body: stored.body,
                minimal: stored.minimal,
            }))
        }
        Err(KeyReused) => Some(Err(reused(version))),
    }
}

/// Keeps the first result of a call.
pub(super) fn keep(
    store: &mut Store,
    key: IdempotencyKey,
    body: Value,
    reply: Reply,
    now: Timestamp,
) {
    let response = StoredResponse {
        status: reply.status.as_u16(),
        body: reply.body,
        minimal: reply.minimal,
    };
    store.responses.insert(key, body, response, now);
}

fn reused(version: ApiVersion) -> RestError {
    match version {
        ApiVersion::V1 => RestError::v1(
            "DUPLICATE_REQUEST_ID",
            "The value of PayPal-Request-Id header has already been used with another request",
        ),
        ApiVersion::V2 => {
            RestError::unprocessable(vec![Detail::v2("", "DUPLICATE_REQUEST_ID", None)])
        }
    }
}
