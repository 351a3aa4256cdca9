//! `/api/checkouts`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use leptos_paypal_core::{CheckoutId, ReturnQuery};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::detached::run_to_end;
use super::problem::{PROBLEM_JSON, Problem};
use super::view::{CheckoutView, CreatedView};
use crate::services::adoption::{Adoption, Asker};
use crate::services::checkouts::Checkouts;
use crate::services::quote::CheckoutRequest;

pub(super) type Body = Result<Bytes, BytesRejection>;

/// Return of the buyer's browser.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Completion {
    /// The return page's `location.search`.
    query: String,
}

/// Payment that a page has made by itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdoptionRequest {
    /// PayPal's id of the order or payment, or of its capture or sale.
    paypal_id: String,
}

/// Makes a checkout.
#[utoipa::path(
    post,
    path = "/checkouts",
    tag = "checkout",
    request_body = CheckoutRequest,
    responses(
        (status = 200, description = "Checkout that this key has made before", body = CreatedView),
        (status = 201, description = "New checkout", body = CreatedView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
)]
pub(super) async fn create(
    State(checkouts): State<Arc<Checkouts>>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<CreatedView>), Problem> {
    let request: CheckoutRequest = read(&headers, body)?;
    let created = run_to_end(async move { checkouts.create(&request).await }).await?;
    let status = if created.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(created.checkout.into())))
}

/// Shows a checkout.
#[utoipa::path(
    get,
    path = "/checkouts/{id}",
    tag = "checkout",
    params(("id" = String, Path, description = "Checkout id")),
    responses(
        (status = 200, description = "Checkout", body = CheckoutView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
)]
pub(super) async fn show(
    State(checkouts): State<Arc<Checkouts>>,
    Path(id): Path<String>,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    let checkout = checkouts.current(&id).await?;
    checkout
        .map(|checkout| Json(checkout.into()))
        .ok_or_else(Problem::checkout_unknown)
}

/// Takes the query of the return page.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/complete",
    tag = "checkout",
    params(("id" = String, Path, description = "Checkout id")),
    request_body = Completion,
    responses(
        (status = 200, description = "Checkout after the return", body = CheckoutView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
)]
pub(super) async fn complete(
    State(checkouts): State<Arc<Checkouts>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    let completion: Completion = read(&headers, body)?;
    let back = ReturnQuery::parse(&completion.query);
    let checkout = run_to_end(async move { checkouts.complete(&id, back).await }).await?;
    Ok(Json(checkout.into()))
}

/// Adopts a payment that a page has made by itself. The id is a hint: the
/// server asks PayPal what became of the payment.
#[utoipa::path(
    post,
    path = "/checkouts/adopt",
    tag = "checkout",
    request_body = AdoptionRequest,
    responses(
        (status = 200, description = "Checkout that the payment had before", body = CheckoutView),
        (status = 201, description = "New checkout of the payment", body = CheckoutView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
)]
pub(super) async fn adopt(
    State(adoption): State<Arc<Adoption>>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<CheckoutView>), Problem> {
    let request: AdoptionRequest = read(&headers, body)?;
    let adopt = async move { adoption.adopt(&request.paypal_id, Asker::Anybody).await };
    let adopted = run_to_end(adopt).await?;
    let status = if adopted.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(adopted.checkout.into())))
}

pub(super) fn known(id: &str) -> Result<CheckoutId, Problem> {
    id.parse().map_err(|_| Problem::checkout_unknown())
}

pub(super) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Problem> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("application/json")
        });
    if !is_json {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content_type_unsupported",
            "send the body as application/json",
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "the body is larger than this address takes",
        ),
        _ => Problem::new(
            StatusCode::BAD_REQUEST,
            "body_unreadable",
            "the body did not arrive whole",
        ),
    })?;
    serde_json::from_slice(&body).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "body_unreadable",
            error.to_string(),
        )
    })
}
