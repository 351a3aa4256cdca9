//! Faults and the clock.

use axum::body::{Body, Bytes};
use axum::extract::State as Shared;
use axum::http::{Response, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::input::read_json;
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::faults::Faults;

pub(super) async fn faults(state: Shared<State>) -> Response<Body> {
    shown(&state.store().faults)
}

/// Counts of the faults that have struck since the start or the last reset.
pub(super) async fn struck(state: Shared<State>) -> Response<Body> {
    written(&state.store().struck)
}

/// Replaces the whole plan; `{}` ends all faults.
pub(super) async fn put_faults(state: Shared<State>, body: Bytes) -> Response<Body> {
    let plan: Faults = match read_json(&body).and_then(checked) {
        Ok(plan) => plan,
        Err(problem) => return problem.json(),
    };
    let answer = shown(&plan);
    state.store().faults = plan;
    state.clock().wake();
    answer
}

fn checked(plan: Faults) -> Result<Faults, Problem> {
    let wrong = [plan.post_back.status, plan.http.status]
        .into_iter()
        .flatten()
        .find(|status| !(200..=599).contains(status));
    match wrong {
        Some(status) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "status_invalid",
            "The body is not what this path takes",
            format!("{status} is not an HTTP status from 200 to 599"),
        )),
        None => Ok(plan),
    }
}

fn shown(plan: &Faults) -> Response<Body> {
    written(plan)
}

fn written(value: &impl Serialize) -> Response<Body> {
    match serde_json::to_value(value) {
        Ok(value) => json_response(StatusCode::OK, &value),
        Err(_) => json_response(StatusCode::OK, &Value::Null),
    }
}

pub(super) async fn clock(state: Shared<State>) -> Response<Body> {
    time(&state)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockBody {
    now: Option<Timestamp>,
    advance_seconds: Option<i64>,
}

/// `{"now": …}` stops the clock there, `{"advance_seconds": …}` moves it, `{}`
/// goes back to real time.
pub(super) async fn put_clock(state: Shared<State>, body: Bytes) -> Response<Body> {
    let wanted: ClockBody = match read_json(&body) {
        Ok(wanted) => wanted,
        Err(problem) => return problem.json(),
    };
    if wanted.now.is_none() && wanted.advance_seconds.is_none() {
        state.clock().run_real();
    }
    if let Some(now) = wanted.now {
        state.clock().set(now);
    }
    if let Some(seconds) = wanted.advance_seconds {
        state.clock().advance(seconds);
    }
    // What is due by the new time happens at once.
    state.save();
    time(&state)
}

fn time(state: &State) -> Response<Body> {
    let clock = state.clock();
    json_response(
        StatusCode::OK,
        &json!({"now": clock.now().to_string(), "real": clock.is_real()}),
    )
}
