//! HTTP side of the server: routes, limits and answers.

mod admin;
mod body_budget;
mod catalogue;
mod checkouts;
mod client;
mod client_states;
mod connections;
mod cors;
mod deliveries;
mod detached;
mod headers;
mod health;
mod ipn;
mod metrics;
mod openapi;
mod problem;
mod rate_limit;
mod site;
mod site_files;
mod state;
mod subscription_view;
mod view;
mod webhooks;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use leptos_paypal_core::ipn::MAX_BYTES;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::Config;
pub(crate) use connections::server;
use openapi::ApiDescription;
use problem::Problem;
pub(crate) use state::AppState;

/// A cart of 100 lines with long options stays far below.
const API_BYTES: usize = 64 * 1024;
/// An event carries one object of the API.
const WEBHOOK_BYTES: usize = 1024 * 1024;
/// The longest a request may take, its body included. PayPal waits about 30
/// seconds.
const REQUEST_LIMIT: Duration = Duration::from_secs(60);

/// Returns whether a page at `path` would stand where the server has something else.
pub(crate) fn is_taken(path: &str) -> bool {
    path == "/health"
        || path == "/metrics"
        || path == "/api"
        || path.starts_with("/api/")
        || path.starts_with("/paypal/")
}

/// Every route of the server.
pub(crate) fn router(state: &AppState, config: &Config) -> Router {
    let policy = headers::policy(&config.environment, config.has_sdk);
    // What writes, or asks PayPal, is counted.
    let (paced, paced_paths) = OpenApiRouter::default()
        .routes(routes!(checkouts::create))
        .routes(routes!(checkouts::complete))
        .routes(routes!(checkouts::adopt))
        .split_for_parts();
    let paced = paced.route_layer(axum::middleware::from_fn_with_state(
        state.clone(),
        rate_limit::keep,
    ));
    let (open, open_paths) = OpenApiRouter::default()
        .routes(routes!(catalogue::show))
        .routes(routes!(checkouts::show))
        .split_for_parts();
    let (admin, admin_paths) = OpenApiRouter::default()
        .routes(routes!(admin::lists::list))
        .routes(routes!(admin::lists::messages))
        .routes(routes!(admin::subscriptions::list))
        .routes(routes!(admin::subscriptions::show))
        .routes(routes!(admin::operations::refund))
        .routes(routes!(admin::operations::capture))
        .routes(routes!(admin::operations::void))
        .routes(routes!(admin::decisions::resolve))
        .routes(routes!(admin::decisions::reconcile))
        .split_for_parts();
    let description = ApiDescription::openapi()
        .nest("/api", paced_paths)
        .nest("/api", open_paths)
        .nest("/api/admin", admin_paths);
    let admin = admin
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            admin::guard,
        ));
    // Before the layer: it answers preflights for the methods that are not there.
    let mut buyers = paced.merge(open).method_not_allowed_fallback(wrong_method);
    if let Some(cors) = cors::layer(config) {
        buyers = buyers.layer(cors);
    }
    let api = buyers
        .merge(openapi::router(&description))
        .nest("/admin", admin)
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(API_BYTES));
    let listener = Router::new()
        .route("/paypal/ipn", post(ipn::listen))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .merge(
            Router::new()
                .route("/paypal/webhooks", post(webhooks::receive))
                .layer(DefaultBodyLimit::max(WEBHOOK_BYTES)),
        )
        .route_layer(axum::middleware::from_fn_with_state(
            state.clone(),
            rate_limit::keep_messages,
        ));
    let router = Router::new()
        .route("/health", get(health::show))
        .route("/metrics", get(metrics::show))
        .nest("/api", api)
        .merge(listener)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::map_response(headers::no_store));
    site::add(router, config)
        // A body that a browser posts to the return page.
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            body_budget::keep,
        ))
        .layer(RequestBodyTimeoutLayer::new(config.body_timeout))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_LIMIT,
        ))
        .layer(axum::middleware::from_fn(problem::complete))
        .layer(axum::middleware::map_response(move |response| {
            let secured = headers::secure(response, policy.clone());
            async { secured }
        }))
        .with_state(state.clone())
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
