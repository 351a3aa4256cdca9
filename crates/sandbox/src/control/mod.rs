//! `/_sandbox/`: how tests and people look behind the scenes.

mod account_settings;
mod certificates;
mod checkouts;
mod form_certificates;
mod guard;
mod ledger;
mod notifications;
mod people;
mod settings;
mod subscriptions;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{delete, get, patch, post, put};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::pages;
use crate::response::{Problem, base_url, json_response, see_other, wants_page};
use crate::state::State;

/// Every path under `/_sandbox/`.
pub(crate) fn routes(state: &State) -> Router<State> {
    Router::new()
        .route("/_sandbox", get(people::page))
        .route("/_sandbox/assets/{name}", get(asset))
        .route("/_sandbox/health", get(health))
        .route("/_sandbox/reset", post(reset))
        .route("/_sandbox/accounts", get(ledger::accounts))
        .route("/_sandbox/accounts/{name}", patch(account_settings::change))
        .route(
            "/_sandbox/accounts/{name}/certificates",
            get(form_certificates::list).post(form_certificates::upload),
        )
        .route(
            "/_sandbox/accounts/{name}/certificates/{cert_id}",
            delete(form_certificates::remove),
        )
        .route("/_sandbox/payments", get(ledger::payments))
        .route("/_sandbox/payments/{txn_id}/settle", post(ledger::settle))
        .route("/_sandbox/payments/{txn_id}/refund", post(ledger::refund))
        .route("/_sandbox/certificates/root", get(certificates::root))
        .route("/_sandbox/certificates/paypal", get(certificates::paypal))
        .route("/_sandbox/certificates/{user}", post(certificates::of_user))
        .route("/_sandbox/notifications", get(notifications::list))
        .route(
            "/_sandbox/notifications/{id}/resend",
            post(notifications::resend),
        )
        .route("/_sandbox/checkouts/{token}", get(checkouts::show))
        .route(
            "/_sandbox/checkouts/{token}/approve",
            post(checkouts::approve),
        )
        .route(
            "/_sandbox/checkouts/{token}/cancel",
            post(checkouts::cancel),
        )
        .route("/_sandbox/subscriptions", get(subscriptions::list))
        .route(
            "/_sandbox/subscriptions/{id}/cancel",
            post(subscriptions::cancel),
        )
        .route(
            "/_sandbox/subscriptions/{id}/modify",
            post(subscriptions::modify),
        )
        .route(
            "/_sandbox/faults",
            put(settings::put_faults).get(settings::faults),
        )
        .route("/_sandbox/faults/struck", get(settings::struck))
        .route(
            "/_sandbox/clock",
            put(settings::put_clock).get(settings::clock),
        )
        .route_layer(from_fn_with_state(state.clone(), guard::check))
}

async fn health() -> Response<Body> {
    json_response(StatusCode::OK, &json!({"status": "ok"}))
}

async fn reset(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    if let Err(error) = state.reset() {
        let problem = Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            error.code(),
            "The first state could not be made",
            error.to_string(),
        );
        return failed(&headers, &problem);
    }
    done(
        &state,
        &headers,
        json_response(StatusCode::OK, &json!({"status": "ok"})),
    )
}

/// People who pressed a button go back to their page, programs get `answer`.
fn done(state: &State, headers: &HeaderMap, answer: Response<Body>) -> Response<Body> {
    if wants_page(headers) {
        see_other(&format!("{}/_sandbox/", base_url(state, headers)))
    } else {
        answer
    }
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    match pages::asset(&name) {
        Some(pages::Asset {
            content_type,
            bytes,
        }) => (
            [
                (CONTENT_TYPE, content_type),
                (CACHE_CONTROL, "max-age=3600"),
            ],
            bytes,
        )
            .into_response(),
        None => crate::response::not_found(headers).await,
    }
}

/// Problem details; a page for a person who pressed a button.
fn failed(headers: &HeaderMap, problem: &Problem) -> Response<Body> {
    if wants_page(headers) {
        problem.respond(headers)
    } else {
        problem.json()
    }
}

/// Reads a JSON body; no body, or `null`, is `{}`.
fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let text: &[u8] = match body.trim_ascii() {
        b"" | b"null" => b"{}",
        text => text,
    };
    serde_json::from_slice(text).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "body_unreadable",
            "The body is not what this path takes",
            error.to_string(),
        )
    })
}
