//! The log of API calls.

use askama::Template;

/// An API call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiCallView {
    /// Name, or method and path.
    pub operation: String,
    /// `ACK`, or the HTTP status.
    pub result: String,
    /// True when it was refused.
    pub is_refused: bool,
    /// When it was made.
    pub date: String,
    /// Name of the client's program.
    pub client: String,
    /// Id of the answer.
    pub debug_id: String,
}

/// `GET /_sandbox/calls`.
#[derive(Debug, Clone, Template)]
#[template(path = "api_calls.html")]
pub struct ApiCallsPage {
    /// Newest first.
    pub calls: Vec<ApiCallView>,
}
