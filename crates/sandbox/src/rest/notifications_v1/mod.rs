//! `/v1/notifications`: webhooks, their events, signatures and certificates.

mod certificates;
mod management;
mod verify;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

/// Every path under `/v1/notifications`.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route(
            "/v1/notifications/webhooks",
            post(management::create).get(management::list),
        )
        .route(
            "/v1/notifications/webhooks/{id}",
            get(management::read)
                .patch(management::patch)
                .delete(management::delete),
        )
        .route(
            "/v1/notifications/webhooks/{id}/event-types",
            get(management::types_of),
        )
        .route(
            "/v1/notifications/webhooks-event-types",
            get(management::types),
        )
        .route("/v1/notifications/webhooks-events", get(management::events))
        .route(
            "/v1/notifications/webhooks-events/{id}",
            get(management::event),
        )
        .route(
            "/v1/notifications/webhooks-events/{id}/resend",
            post(management::resend),
        )
        .route(
            "/v1/notifications/simulate-event",
            post(management::simulate),
        )
        .route(
            "/v1/notifications/verify-webhook-signature",
            post(verify::verify),
        )
        .route(
            "/v1/notifications/certs/{name}",
            get(certificates::download),
        )
}
