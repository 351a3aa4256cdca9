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
use tracing::{error, info};

use super::problem::Problem;
use super::view::{CheckoutView, CreatedView};
use crate::ledger::{Cause, Checkout, Created, ServerPayment};
use crate::merchant::Inner;
use crate::quote::{self, CheckoutRequest};

type Body = Result<Bytes, BytesRejection>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Completion {
    /// The return page's `location.search`.
    query: String,
}

pub(super) async fn create(
    State(inner): super::State,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<CreatedView>), Problem> {
    let request: CheckoutRequest = read(&headers, body)?;
    quote::check(&request)?;
    // One spelling, so that the same request in other words is the same.
    let canonical = serde_json::to_string(&request).map_err(|error| {
        error!(%error, "a request cannot be written");
        Problem::internal()
    })?;
    let id = inner.config.ids.next().map_err(|error| {
        error!(%error, "there is no randomness");
        Problem::internal()
    })?;
    let addresses = &inner.addresses;
    let new = match quote::quote(&request, canonical.clone(), id, &inner.config, addresses) {
        Ok(new) => new,
        // The key may be older than today's catalogue.
        Err(problem) => {
            let key = &request.idempotency_key;
            return match inner.ledger.checkout_by_key(key).await? {
                Some(existing) => again(&inner, existing, &canonical).await,
                None => Err(problem.into()),
            };
        }
    };
    match inner.ledger.create(&new, inner.config.clock.now()).await? {
        Created::New(checkout) => {
            info!(
                checkout = checkout.id.as_str(),
                total = %checkout.total,
                currency = %checkout.total.currency(),
                "checkout created"
            );
            inner.metrics.created(new.path);
            let payment = new.server.map(ServerPayment::from);
            let checkout = opened(&inner, checkout, payment).await?;
            Ok((StatusCode::CREATED, Json(checkout.into())))
        }
        Created::Existing(existing) => again(&inner, existing, &canonical).await,
    }
}

/// The checkout once PayPal has made its payment, where it needs one. The
/// payment is looked up when it is not given.
async fn opened(
    inner: &Arc<Inner>,
    mut checkout: Checkout,
    payment: Option<ServerPayment>,
) -> Result<Checkout, Problem> {
    if checkout.api.is_none() || checkout.approval_url.is_some() {
        return Ok(checkout);
    }
    let made = {
        let (inner, id) = (Arc::clone(inner), checkout.id.clone());
        super::to_the_end(async move { inner.open_payment(&id, payment).await }).await
    };
    checkout.approval_url =
        made.map_err(|problem| Problem::of_server(&problem, Some(&checkout)))?;
    Ok(checkout)
}

/// The answer to a key that was used before.
async fn again(
    inner: &Arc<Inner>,
    existing: Checkout,
    canonical: &str,
) -> Result<(StatusCode, Json<CreatedView>), Problem> {
    if existing.request == canonical {
        let existing = opened(inner, existing, None).await?;
        Ok((StatusCode::OK, Json(existing.into())))
    } else {
        Err(Problem::new(
            StatusCode::CONFLICT,
            "idempotency_key_reused",
            "this idempotency key was used for another request: take a new one",
        ))
    }
}

pub(super) async fn show(
    State(inner): super::State,
    Path(id): Path<String>,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    current(&inner, &id).await
}

pub(super) async fn complete(
    State(inner): super::State,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    let completion: Completion = read(&headers, body)?;
    let Some(checkout) = inner.ledger.checkout(&id).await? else {
        return Err(Problem::checkout_unknown());
    };
    let back = ReturnQuery::parse(&completion.query);
    // What a page brings of another checkout says nothing about this one.
    let own = back.checkout.as_ref().is_none_or(|other| *other == id);
    if own && checkout.api.is_some() {
        let done = {
            let (inner, id) = (Arc::clone(&inner), id.clone());
            super::to_the_end(async move { inner.come_back(&id, &back).await }).await
        };
        if let Err(problem) = done {
            let checkout = inner.current(&id).await?;
            return Err(Problem::of_server(&problem, checkout.as_ref()));
        }
    } else if own {
        let tx = back.pdt.and_then(|pdt| pdt.tx.parse().ok());
        if let Some(tx) = tx {
            inner.look_up(&tx).await?;
        }
        if back.cancelled {
            let now = inner.config.clock.now();
            inner.ledger.hint(&id, Cause::BuyerCancelled, now).await?;
        }
    }
    current(&inner, &id).await
}

async fn current(inner: &Inner, id: &CheckoutId) -> Result<Json<CheckoutView>, Problem> {
    let checkout = inner.current(id).await?;
    checkout
        .map(|checkout| Json(checkout.into()))
        .ok_or_else(Problem::checkout_unknown)
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
