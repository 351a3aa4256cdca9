//! PayPal's browser SDKs: the scripts that pages load, and the window in which
//! they show the buyer's pages.

mod cards;
mod parameters;
mod scripts;
mod shipping;
mod terms;
mod window;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderName};
use axum::middleware::map_response;
use axum::routing::get;

use crate::state::State;

pub(crate) use shipping::asked_page;
pub(crate) use window::{end_url, enter_window, page};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// `/sdk/js` (v5), `/web-sdk/v6/core` (v6), `/api/checkout.js` (v4) and what
/// these scripts ask for.
pub(crate) fn routes() -> Router<State> {
    let for_pages = Router::new()
        .route("/sdk/js", get(scripts::v5))
        .route("/web-sdk/v6/core", get(scripts::v6))
        .route("/api/checkout.js", get(scripts::v4))
        .route("/api/checkout.min.js", get(scripts::v4))
        .route("/sdk/checkouts/{id}", get(terms::of_checkout))
        .layer(map_response(for_every_page));
    Router::new()
        .merge(for_pages)
        .route("/sdk/cards/field", get(cards::field))
        .route("/sdk/cards/field.js", get(scripts::card_field))
        .route("/sdk/cards/field.css", get(scripts::card_field_style))
        .route("/checkoutnow/window", get(window::end))
        .route("/checkoutnow/window.js", get(scripts::window))
        .route("/checkoutnow/shipping.js", get(scripts::shipping))
}

/// Pages of every origin may load this, also isolated ones.
async fn for_every_page<B>(mut response: axum::http::Response<B>) -> axum::http::Response<B> {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}
