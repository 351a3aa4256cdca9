//! Webhooks: who is told, what, and how it is signed.

pub(crate) mod certificate;
mod events;
mod management;
mod registry;
mod verify;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

pub(crate) use registry::{Registry, Transmission};

/// Every path under `/v1/notifications`.
pub(crate) fn routes() -> Router<State> {
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
        .route("/v1/notifications/certs/{name}", get(certificate::download))
}
