//! PayPal's REST APIs: OAuth, Payments v1, Orders v2 and Payments v2.

mod amounts_v2;
mod call;
mod client_token;
mod cors;
mod errors;
mod idempotency;
mod issues;
mod mock_response;
mod notifications_v1;
mod oauth;
mod operation;
mod orders_v2;
mod parties;
mod patch;
mod payments_v1;
mod payments_v2;
mod reply;
mod request;
mod schema_v2;
mod unsupported;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::any;

use crate::state::State;

pub(crate) use orders_v2::{choose_shipping, read_card};

use call::{Call, serve};
use errors::{ApiVersion, Detail, RestError};
use operation::Operation;
use reply::Reply;
use request::IncomingRequest;

/// Every path of `/v1`, `/v2` and `/v3`, open to browsers of any origin. What PayPal
/// has and the sandbox has not is refused in PayPal's format.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .merge(oauth::routes())
        .merge(payments_v1::routes())
        .merge(orders_v2::routes())
        .merge(payments_v2::routes())
        .merge(notifications_v1::routes())
        .route("/v1/{*path}", any(unsupported::path))
        .route("/v2/{*path}", any(unsupported::path))
        .route("/v3/{*path}", any(unsupported::path))
        .method_not_allowed_fallback(unsupported::method)
        .layer(from_fn(cors::allow))
}
