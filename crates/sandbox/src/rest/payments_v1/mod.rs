//! Payments v1: payments, and the sales, authorisations, orders, captures and
//! refunds that come of them.

mod create;
mod items;
mod list;
mod payment;
mod request;
mod resources;
mod sums;
mod transactions;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

/// Every path under `/v1/payments`.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/v1/payments/payment", post(create::create).get(list::list))
        .route(
            "/v1/payments/payment/{id}",
            get(payment::read).patch(payment::patch),
        )
        .route("/v1/payments/payment/{id}/execute", post(payment::execute))
        .route("/v1/payments/sale/{id}", get(resources::sale))
        .route("/v1/payments/sale/{id}/refund", post(transactions::refund))
        .route(
            "/v1/payments/authorization/{id}",
            get(resources::authorization),
        )
        .route(
            "/v1/payments/authorization/{id}/capture",
            post(transactions::capture),
        )
        .route(
            "/v1/payments/authorization/{id}/void",
            post(transactions::void),
        )
        .route(
            "/v1/payments/authorization/{id}/reauthorize",
            post(transactions::reauthorize),
        )
        .route("/v1/payments/orders/{id}", get(resources::order))
        .route(
            "/v1/payments/orders/{id}/authorize",
            post(transactions::authorize),
        )
        .route(
            "/v1/payments/orders/{id}/capture",
            post(transactions::capture_order),
        )
        .route(
            "/v1/payments/orders/{id}/do-void",
            post(transactions::void_order),
        )
        .route("/v1/payments/capture/{id}", get(resources::capture))
        .route(
            "/v1/payments/capture/{id}/refund",
            post(transactions::refund_capture),
        )
        .route("/v1/payments/refund/{id}", get(resources::refund))
}
