//! Payments v2: authorisations, captures and refunds.

mod authorizations;
mod captures;
mod eligible_methods;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

/// Every path under `/v2/payments`.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route(
            "/v2/payments/authorizations/{id}",
            get(authorizations::read),
        )
        .route(
            "/v2/payments/authorizations/{id}/capture",
            post(authorizations::capture),
        )
        .route(
            "/v2/payments/authorizations/{id}/void",
            post(authorizations::void),
        )
        .route(
            "/v2/payments/authorizations/{id}/reauthorize",
            post(authorizations::reauthorize),
        )
        .route(
            "/v2/payments/find-eligible-methods",
            post(eligible_methods::find),
        )
        .route("/v2/payments/captures/{id}", get(captures::read))
        .route("/v2/payments/captures/{id}/refund", post(captures::refund))
        .route("/v2/payments/refunds/{id}", get(captures::read_refund))
}
