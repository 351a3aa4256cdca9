//! Requests of the REST APIs, whole.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method, Response};
use axum::response::IntoResponse;
use serde_json::Value;

use super::errors::{ApiVersion, RestError};
use crate::debug_id::DebugId;
use crate::state::State;

/// A request, whole.
pub(crate) struct IncomingRequest {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) debug_id: String,
    pub(crate) body: Bytes,
}

impl FromRequest<State> for IncomingRequest {
    type Rejection = Response<Body>;

    async fn from_request(request: Request, state: &State) -> Result<Self, Self::Rejection> {
        let method = request.method().clone();
        let path = request.uri().path().trim_end_matches('/').to_owned();
        let query = request.uri().query().unwrap_or_default();
        let query = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let headers = request.headers().clone();
        let debug_id = request
            .extensions()
            .get::<DebugId>()
            .map_or_else(|| state.debug_id(), |id| id.0.clone());
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            method,
            path,
            query,
            headers,
            debug_id,
            body,
        })
    }
}

impl IncomingRequest {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?.to_str().ok()?.trim();
        Some(value).filter(|value| !value.is_empty())
    }

    /// JSON of whatever Content-Type; no body, or one of a GET, is `null`.
    pub(super) fn json(&self, version: ApiVersion) -> Result<Value, RestError> {
        if self.method == Method::GET || self.body.trim_ascii().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&self.body).map_err(|_| RestError::malformed(version))
    }

    pub(super) fn token(&self) -> Option<&str> {
        let value = self.header(AUTHORIZATION.as_str())?;
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    }
}
