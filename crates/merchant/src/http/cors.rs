//! Pages of other origins that may call the buyers' part of the API.

use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use tower_http::cors::CorsLayer;

use crate::config::Config;

/// Time that a browser keeps the answer to a preflight.
const MAX_AGE: Duration = Duration::from_secs(600);

/// Headers for the origins that the configuration names, and for no other; none
/// where it names none. Cookies and other credentials are never let through:
/// the API has none.
pub(super) fn layer(config: &Config) -> Option<CorsLayer> {
    if config.page_origins.is_empty() {
        return None;
    }
    let origins = config.page_origins.iter();
    let origins: Vec<HeaderValue> = origins.map(|origin| origin.header().clone()).collect();
    let layer = CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE])
        .expose_headers([RETRY_AFTER])
        .max_age(MAX_AGE);
    Some(layer)
}
