//! The scripts as they are served. Each is one file for the browser, put
//! together of the parts in `assets/sdk`.

use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::Value;

use super::parameters;
use crate::state::State;

/// One function around parts of a script, which share their names.
macro_rules! script {
    ($($part:literal),+ $(,)?) => {
        concat!(
            "(() => {\n'use strict';\n",
            $(include_str!(concat!("../../assets/sdk/", $part)), "\n",)+
            "})();\n"
        )
    };
}

const V5: &str = script!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/button.js",
    "shared/funding.js",
    "v5/settings.js",
    "v5/style.js",
    "v5/actions.js",
    "v5/checkout.js",
    "v5/buttons.js",
    "v5/marks.js",
    "v5/messages.js",
    "v5/cards.js",
    "v5/paypal.js",
);
const V6: &str = script!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/button.js",
    "v6/eligibility.js",
    "v6/elements.js",
    "v6/session.js",
    "v6/messages.js",
    "v6/components.js",
    "v6/paypal.js",
);
const V4: &str = script!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/button.js",
    "v4/actions.js",
    "v4/button.js",
    "v4/paypal.js",
);
const WINDOW: &str = include_str!("../../assets/sdk/window.js");
const SHIPPING: &str = include_str!("../../assets/sdk/shipping.js");

fn javascript(status: StatusCode, text: impl Into<Body>) -> Response<Body> {
    (
        status,
        [
            (CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (CACHE_CONTROL, "no-cache"),
        ],
        text.into(),
    )
        .into_response()
}

/// `GET /sdk/js`.
pub(super) async fn v5(state: Shared<State>, RawQuery(query): RawQuery) -> Response<Body> {
    let query = query.unwrap_or_default();
    let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    match parameters::check(&query, &state.store()) {
        Ok(()) => javascript(StatusCode::OK, V5),
        Err(reason) => {
            let message = Value::from(format!("SDK Validation error: '{reason}'"));
            javascript(
                StatusCode::BAD_REQUEST,
                format!("throw new Error({message});\n"),
            )
        }
    }
}

/// `GET /web-sdk/v6/core`.
pub(super) async fn v6() -> Response<Body> {
    javascript(StatusCode::OK, V6)
}

/// `GET /api/checkout.js`.
pub(super) async fn v4() -> Response<Body> {
    javascript(StatusCode::OK, V4)
}

/// `GET /checkoutnow/window.js`, on the last page of such a window.
pub(super) async fn window() -> Response<Body> {
    javascript(StatusCode::OK, WINDOW)
}

/// `GET /checkoutnow/shipping.js`, on the page where the buyer agrees.
pub(super) async fn shipping() -> Response<Body> {
    javascript(StatusCode::OK, SHIPPING)
}
