//! What the sandbox has not of PayPal's APIs.

use axum::body::Body;
use axum::http::Response;

use super::call::refused;
use super::{Incoming, RestError, Shape};

/// A path that the sandbox has not.
pub(super) async fn path(incoming: Incoming) -> Response<Body> {
    let error = RestError::no_path(&incoming.method, &incoming.path);
    refused(&error, shape(&incoming), &incoming.debug_id)
}

/// A path that is there, for other methods.
pub(super) async fn method(incoming: Incoming) -> Response<Body> {
    let error = RestError::no_method(&incoming.method, &incoming.path);
    refused(&error, shape(&incoming), &incoming.debug_id)
}

fn shape(incoming: &Incoming) -> Shape {
    if incoming.path.starts_with("/v1/payments") {
        Shape::V1
    } else {
        Shape::V2
    }
}
