//! `PayPal-Request-Id`: the same call twice is one payment.

use axum::http::{Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::call::Reply;
use super::errors::{Detail, RestError, Shape};
use super::records::{Records, Rights, Token};

/// What makes two calls the same: app, rights, method, path and id. Rights,
/// because a client id is public, and its holder must neither get the shop's
/// results nor take the shop's ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Repeat {
    app: String,
    rights: Rights,
    method: String,
    path: String,
    id: String,
}

impl Repeat {
    pub(crate) fn new(token: &Token, method: &Method, path: &str, id: &str) -> Self {
        Self {
            app: token.app.0.clone(),
            rights: token.rights,
            method: method.to_string(),
            path: path.to_owned(),
            id: id.to_owned(),
        }
    }

    /// How long the first result is kept: Orders v2 six hours, Payments v1
    /// thirty days, Payments v2 forty-five.
    fn lifetime(&self) -> SignedDuration {
        SignedDuration::from_hours(if self.path.starts_with("/v2/checkout") {
            6
        } else if self.path.starts_with("/v2/payments") {
            45 * 24
        } else {
            30 * 24
        })
    }
}

/// The first result, which is repeated. Refusals are not kept: the client may
/// try again with the same id once the buyer has another way to pay.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    body: Value,
    reply: Reply,
    at: Timestamp,
}

impl Records {
    /// What this call was answered before, with 200 for 201.
    pub(crate) fn earlier(
        &mut self,
        repeat: &Repeat,
        body: &Value,
        shape: Shape,
        now: Timestamp,
    ) -> Option<Result<Reply, RestError>> {
        let kept = self.replies.get(repeat)?;
        if now.duration_since(kept.at) > repeat.lifetime() {
            self.replies.remove(repeat);
            return None;
        }
        if kept.body != *body {
            return Some(Err(other_body(shape)));
        }
        let mut reply = kept.reply.clone();
        if reply.status == StatusCode::CREATED {
            reply.status = StatusCode::OK;
        }
        Some(Ok(reply))
    }

    pub(crate) fn keep(&mut self, repeat: Repeat, body: Value, reply: Reply, at: Timestamp) {
        self.replies.insert(repeat, Kept { body, reply, at });
    }
}

fn other_body(shape: Shape) -> RestError {
    match shape {
        Shape::V1 => RestError::v1(
            "DUPLICATE_REQUEST_ID",
            "The value of PayPal-Request-Id header has already been used with another request",
        ),
        Shape::V2 => RestError::unprocessable(vec![Detail::v2("", "DUPLICATE_REQUEST_ID", None)]),
    }
}
