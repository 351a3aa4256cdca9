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

/// Parts of a script.
macro_rules! parts {
    ($($part:literal),+ $(,)?) => {
        concat!($(include_str!(concat!("../../assets/sdk/", $part)), "\n",)+)
    };
}

/// One function around parts of a script, which share their names.
macro_rules! script {
    ($($part:literal),+ $(,)?) => {
        concat!("(() => {\n'use strict';\n", parts!($($part),+), "})();\n")
    };
}

const V5: &str = parts!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/shipping-errors.js",
    "shared/button.js",
    "shared/app-switch.js",
    "shared/funding.js",
    "v5/settings.js",
    "v5/payees.js",
    "v5/style.js",
    "v5/actions.js",
    "v5/checkout.js",
    "v5/buttons.js",
    "v5/marks.js",
    "shared/message-text.js",
    "v5/messages.js",
    "shared/cards.js",
    "v5/cards.js",
    "v5/paypal.js",
);
const V6: &str = script!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/shipping-errors.js",
    "shared/button.js",
    "shared/app-switch.js",
    "v6/eligibility.js",
    "v6/properties.js",
    "v6/elements.js",
    "v6/session.js",
    "shared/message-text.js",
    "v6/learn-more.js",
    "v6/messages.js",
    "shared/cards.js",
    "v6/cards.js",
    "v6/components.js",
    "v6/paypal.js",
);
const V4: &str = script!(
    "shared/script.js",
    "shared/rest.js",
    "shared/checkout-window.js",
    "shared/shipping-errors.js",
    "shared/button.js",
    "v4/actions.js",
    "v4/button.js",
    "v4/paypal.js",
);
const WINDOW: &str = include_str!("../../assets/sdk/window.js");
const CARD_FIELD: &str = include_str!("../../assets/sdk/cards/field.js");
const CARD_FIELD_STYLE: &str = include_str!("../../assets/sdk/cards/field.css");
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
    let store = state.store();
    match parameters::check(&query, &store) {
        Ok(()) => {
            let takes_cards = parameters::takes_cards(&query, &store);
            let own_account = Value::from(parameters::own_account(&query, &store));
            let script = format!(
                "(() => {{\n'use strict';\nconst TAKES_CARDS = {takes_cards};\nconst OWN_MERCHANT_ID = {own_account};\n{V5}}})();\n"
            );
            javascript(StatusCode::OK, script)
        }
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

/// `GET /sdk/cards/field.js`, in each field of a card.
pub(super) async fn card_field() -> Response<Body> {
    javascript(StatusCode::OK, CARD_FIELD)
}

/// `GET /sdk/cards/field.css`.
pub(super) async fn card_field_style() -> Response<Body> {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (StatusCode::OK, headers, CARD_FIELD_STYLE).into_response()
}

/// `GET /checkoutnow/window.js`, on the last page of such a window.
pub(super) async fn window() -> Response<Body> {
    javascript(StatusCode::OK, WINDOW)
}

/// `GET /checkoutnow/shipping.js`, on the page where the buyer agrees.
pub(super) async fn shipping() -> Response<Body> {
    javascript(StatusCode::OK, SHIPPING)
}
