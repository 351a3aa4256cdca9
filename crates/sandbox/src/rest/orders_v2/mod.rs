//! Orders v2.

mod card;
mod choose_shipping;
mod complete;
mod create;
mod order;
mod request;
mod shipping;
mod unit;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

pub(crate) use card::read_card;
pub(super) use card::without_secrets;
pub(crate) use choose_shipping::choose_shipping;

/// Every path under `/v2/checkout/orders`.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/v2/checkout/orders", post(create::create))
        .route(
            "/v2/checkout/orders/{id}",
            get(order::read).patch(order::patch),
        )
        .route(
            "/v2/checkout/orders/{id}/confirm-payment-source",
            post(order::confirm),
        )
        .route("/v2/checkout/orders/{id}/capture", post(complete::capture))
        .route(
            "/v2/checkout/orders/{id}/authorize",
            post(complete::authorize),
        )
}
