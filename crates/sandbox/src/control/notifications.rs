//! Notifications: what was sent, and sending it again.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};

use super::{done, failed};
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::notifications::{ListenerResponse, Notification};

pub(super) async fn list(state: Shared<State>) -> Response<Body> {
    let store = state.store();
    let held = store.faults.ipn.hold;
    let all: Vec<Value> = store
        .notifications
        .iter()
        .map(|message| notification(message, held))
        .collect();
    json_response(StatusCode::OK, &Value::Array(all))
}

fn notification(message: &Notification, held: bool) -> Value {
    let attempts: Vec<Value> = message
        .attempts
        .iter()
        .map(|attempt| {
            json!({
                "time": attempt.at.to_string(),
                "answer": attempt.answer.words(),
                "tampered": attempt.tampered,
                "status": match &attempt.answer {
                    ListenerResponse::Status(status) => Some(*status),
                    ListenerResponse::Failed(_) => None,
                },
            })
        })
        .collect();
    json!({
        "id": message.id,
        "kind": message.kind(),
        "url": message.url,
        "txn_id": message.txn_id,
        "payment_status": message.payment_status,
        "body": message.body,
        "state": message.state(held),
        "attempts": attempts,
        "next_attempt": message.due().map(|due| due.to_string()),
        "verified": message.verified,
        "transmission_id": message.transmission.as_ref().map(|own| own.id.clone()),
        "event_id": message.transmission.as_ref().map(|own| own.event_id.clone()),
        "created_at": message.created.to_string(),
    })
}

/// One notification, with what its listener answered so far.
pub(super) async fn show(state: Shared<State>, Path(id): Path<String>) -> Response<Body> {
    let mut store = state.store();
    let held = store.faults.ipn.hold;
    match store.notification_mut(&id) {
        Some(message) => json_response(StatusCode::OK, &notification(message, held)),
        None => unknown().json(),
    }
}

/// Sends a message again, with the body it had.
pub(super) async fn resend(
    state: Shared<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let now = state.clock().now();
    let answer = {
        let mut store = state.store();
        let held = store.faults.ipn.hold;
        match store.notification_mut(&id) {
            Some(message) => {
                message.resend(now);
                json_response(StatusCode::ACCEPTED, &notification(message, held))
            }
            None => return failed(&headers, &unknown()),
        }
    };
    state.clock().wake();
    done(&state, &headers, answer)
}

fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "notification_unknown",
        "No such notification",
        "There is no notification with this id; a reset forgets them all.",
    )
}
