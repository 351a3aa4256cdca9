//! Decisions about single checkouts: resolve, reconcile.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use leptos_paypal_core::Ruling;
use serde::Deserialize;
use utoipa::ToSchema;

use super::current;
use crate::http::checkouts::{Body, known, read};
use crate::http::detached::run_to_end;
use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::http::view::CheckoutView;
use crate::ledger::NewResolution;
use crate::services::checkouts::Checkouts;
use crate::services::quote::{QuoteError, is_key};
use crate::services::reconciliation::Reconciliation;
use crate::services::review::Review;

/// Decision about a checkout in review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResolveRequest {
    /// The client's name for it, 8 to 128 visible ASCII characters.
    idempotency_key: String,
    /// `accept` or `reject`.
    decision: Decision,
    /// The reason.
    note: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Accept,
    Reject,
}

/// Records what a person decided about a checkout in review.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/resolve",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    request_body = ResolveRequest,
    responses(
        (status = 200, description = "Checkout after the decision", body = CheckoutView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn resolve(
    State(review): State<Arc<Review>>,
    State(checkouts): State<Arc<Checkouts>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CheckoutView>, Problem> {
    let request: ResolveRequest = read(&headers, body)?;
    let id = known(&id)?;
    if !is_key(&request.idempotency_key) {
        return Err(QuoteError::IdempotencyKey.into());
    }
    let resolution = NewResolution {
        idempotency_key: &request.idempotency_key,
        ruling: match request.decision {
            Decision::Accept => Ruling::Accept,
            Decision::Reject => Ruling::Reject,
        },
        note: request.note.trim(),
    };
    let resolved = review.resolve(&id, &resolution).await;
    let checkout = current(&checkouts, &id).await?;
    match resolved {
        Ok(_) => Ok(Json(CheckoutView::for_shop(checkout))),
        Err(error) => Err(Problem::of_payment(&error, Some(&checkout))),
    }
}

/// Asks PayPal now about one checkout.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/reconcile",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    responses(
        (status = 200, description = "Checkout as PayPal has it", body = CheckoutView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn reconcile(
    State(reconciliation): State<Arc<Reconciliation>>,
    State(checkouts): State<Arc<Checkouts>>,
    Path(id): Path<String>,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    run_to_end(async move {
        let reconciled = reconciliation.reconcile(&id).await;
        let checkout = current(&checkouts, &id).await?;
        match reconciled {
            Ok(_) => Ok(Json(CheckoutView::for_shop(checkout))),
            Err(error) => Err(Problem::of_payment(&error, Some(&checkout))),
        }
    })
    .await
}
