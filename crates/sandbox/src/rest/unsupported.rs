//! Paths and methods of PayPal's APIs that the sandbox does not support.

use axum::body::Body;
use axum::http::Response;

use super::reply::error_response;
use super::{ApiVersion, IncomingRequest, RestError};

/// A path that the sandbox has not.
pub(super) async fn path(incoming: IncomingRequest) -> Response<Body> {
    let error = RestError::no_path(&incoming.method, &incoming.path);
    error_response(&error, version(&incoming), &incoming.debug_id)
}

/// A path that is there, for other methods.
pub(super) async fn method(incoming: IncomingRequest) -> Response<Body> {
    let error = RestError::no_method(&incoming.method, &incoming.path);
    error_response(&error, version(&incoming), &incoming.debug_id)
}

fn version(incoming: &IncomingRequest) -> ApiVersion {
    if incoming.path.starts_with("/v1/payments") {
        ApiVersion::V1
    } else {
        ApiVersion::V2
    }
}
