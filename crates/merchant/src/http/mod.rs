//! What the server answers.

mod catalogue;
mod checkouts;
mod headers;
mod ipn;
mod pace;
mod problem;
mod site;
mod view;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use leptos_paypal_core::ipn::MAX_BYTES;
use tower_http::timeout::TimeoutLayer;

use crate::Merchant;
use crate::merchant::Inner;
pub(crate) use pace::Pace;
use problem::Problem;

/// A cart of 100 lines with long options stays far below.
const API_BYTES: usize = 64 * 1024;
/// The longest a request may take, its body included. PayPal waits about 30
/// seconds.
const REQUEST_LIMIT: Duration = Duration::from_secs(60);

type State = axum::extract::State<Arc<Inner>>;

/// Whether a page at `path` would stand where the server has something else.
pub(crate) fn is_taken(path: &str) -> bool {
    path == "/health" || path == "/api" || path.starts_with("/api/") || path.starts_with("/paypal/")
}

pub(crate) fn router(merchant: &Merchant) -> Router {
    let inner = Arc::clone(&merchant.0);
    let policy = headers::policy(&inner.config.environment);
    // What writes, or asks PayPal, is counted.
    let paced = Router::new()
        .route("/checkouts", post(checkouts::create))
        .route("/checkouts/{id}/complete", post(checkouts::complete))
        .route_layer(axum::middleware::from_fn_with_state(
            Arc::clone(&inner),
            pace::keep,
        ));
    let api = paced
        .route("/catalogue", get(catalogue::show))
        .route("/checkouts/{id}", get(checkouts::show))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(API_BYTES));
    let listener = Router::new()
        .route("/paypal/ipn", post(ipn::listen))
        .layer(DefaultBodyLimit::max(MAX_BYTES));
    let router = Router::new()
        .route("/health", get(health))
        .nest("/api", api)
        .merge(listener)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::map_response(headers::no_store));
    site::add(router, &inner.config)
        // A body that a browser posts to the return page.
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_LIMIT,
        ))
        .layer(axum::middleware::map_response(move |response| {
            let secured = headers::secure(response, policy.clone());
            async { secured }
        }))
        .with_state(inner)
}

async fn health() -> Json<serde_json::Value> {
    Json(serde_json::json!({"status": "ok"}))
}

async fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "there is nothing at this address",
    )
}

async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this address does not take this method",
    )
}
