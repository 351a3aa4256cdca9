//! What the server answers.

mod admin;
mod body_budget;
mod catalogue;
mod checkouts;
mod client;
mod headers;
mod health;
mod ipn;
mod listener;
mod metrics;
mod pace;
mod problem;
mod site;
mod site_files;
mod view;
mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use leptos_paypal_core::ipn::MAX_BYTES;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::Merchant;
use crate::merchant::Inner;
use crate::server_path::ServerProblem;
pub(crate) use body_budget::BodyBudget;
pub(crate) use health::Health;
pub(crate) use pace::Pace;
use problem::Problem;

/// A cart of 100 lines with long options stays far below.
const API_BYTES: usize = 64 * 1024;
/// An event carries one object of the API.
const WEBHOOK_BYTES: usize = 1024 * 1024;
/// The longest a request may take, its body included. PayPal waits about 30
/// seconds.
const REQUEST_LIMIT: Duration = Duration::from_secs(60);

type State = axum::extract::State<Arc<Inner>>;

/// Whether a page at `path` would stand where the server has something else.
pub(crate) fn is_taken(path: &str) -> bool {
    path == "/health"
        || path == "/metrics"
        || path == "/api"
        || path.starts_with("/api/")
        || path.starts_with("/paypal/")
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
    let admin = Router::new()
        .route("/checkouts", get(admin::list))
        .route("/messages", get(admin::messages))
        .route("/checkouts/{id}/refund", post(admin::refund))
        .route("/checkouts/{id}/capture", post(admin::capture))
        .route("/checkouts/{id}/void", post(admin::void))
        .route("/checkouts/{id}/resolve", post(admin::resolve))
        .route("/checkouts/{id}/reconcile", post(admin::reconcile))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&inner),
            admin::guard,
        ));
    let api = paced
        .route("/catalogue", get(catalogue::show))
        .route("/checkouts/{id}", get(checkouts::show))
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
            Arc::clone(&inner),
            pace::keep_messages,
        ));
    let router = Router::new()
        .route("/health", get(health::show))
        .route("/metrics", get(metrics::show))
        .nest("/api", api)
        .merge(listener)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::map_response(headers::no_store));
    site::add(router, &inner.config)
        // A body that a browser posts to the return page.
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&inner),
            body_budget::keep,
        ))
        .layer(RequestBodyTimeoutLayer::new(inner.config.body_timeout))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_LIMIT,
        ))
        .layer(axum::middleware::from_fn(problem::complete))
        .layer(axum::middleware::map_response(move |response| {
            let secured = headers::secure(response, policy.clone());
            async { secured }
        }))
        .with_state(inner)
}

/// Lets work with PayPal come to its end when the client goes away meanwhile:
/// half of it would have to be found out later.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, ServerProblem>> + Send + 'static,
) -> Result<T, ServerProblem> {
    run_detached(work)
        .await
        .unwrap_or(Err(ServerProblem::NotPossible("the server is stopping")))
}

/// Lets work come to its end when the client goes away meanwhile. `None` when
/// the server is stopping.
async fn run_detached<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    match tokio::spawn(work).await {
        Ok(result) => Some(result),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => None,
        },
    }
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
