//! Responses of the REST APIs.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::Value;

use super::errors::{ApiVersion, RestError};
use crate::response::{json_response, text};

/// A call that worked.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) body: Option<Value>,
    /// Instead of the body, unless the client prefers the whole.
    pub(crate) minimal: Option<Value>,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body: Some(body),
            minimal: None,
        }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::new(StatusCode::OK, body)
    }

    pub(crate) fn created(body: Value) -> Self {
        Self::new(StatusCode::CREATED, body)
    }

    pub(crate) fn empty() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            body: None,
            minimal: None,
        }
    }

    pub(crate) fn or_minimal(mut self, minimal: Value) -> Self {
        self.minimal = Some(minimal);
        self
    }

    pub(super) fn response(self, prefers_all: bool) -> Response<Body> {
        let body = match self.minimal {
            Some(minimal) if !prefers_all => Some(minimal),
            _ => self.body,
        };
        match body {
            Some(body) => json_response(self.status, &body),
            None => text(self.status, ""),
        }
    }
}

/// An error as a response.
pub(super) fn error_response(
    error: &RestError,
    version: ApiVersion,
    debug_id: &str,
) -> Response<Body> {
    json_response(error.status, &error.json(version, debug_id))
}
