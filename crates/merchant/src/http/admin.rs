//! `/api/admin`: what only the shop may do.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::{CheckoutStatus, Ruling, TxnId};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::checkouts::{known, read};
use super::problem::Problem;
use super::view::CheckoutView;
use crate::ledger::NewResolution;
use crate::merchant::Inner;
use crate::server_path::{Administration, Wish};

type Body = Result<Bytes, BytesRejection>;

/// The longest list.
const MAX_LIST: u32 = 500;

/// Lets nobody in who does not have the token. Without one configured there
/// is nothing here.
pub(super) async fn guard(
    State(inner): super::State,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let Some(token) = &inner.config.admin_token else {
        return super::unknown().await.into_response();
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .unwrap_or_default();
    if bool::from(given.as_bytes().ct_eq(token.expose_secret().as_bytes())) {
        return next.run(request).await;
    }
    let mut response = Problem::new(
        StatusCode::UNAUTHORIZED,
        "admin_token_wrong",
        "send the shop's admin token: Authorization: Bearer …",
    )
    .into_response();
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundRequest {
    /// The client's name for it, 8 to 128 visible ASCII characters.
    idempotency_key: String,
    /// A decimal in the checkout's currency; all that is left when not given.
    #[serde(default)]
    amount: Option<String>,
    /// Which payment, where there are several.
    #[serde(default)]
    txn_id: Option<TxnId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainRequest {
    idempotency_key: String,
}

/// What was done, and the checkout afterwards.
#[derive(Serialize)]
pub(super) struct DoneView {
    operation: &'static str,
    id: Option<TxnId>,
    paypal_status: String,
    checkout: CheckoutView,
}

pub(super) async fn refund(
    state: super::State,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: RefundRequest = read(&headers, body)?;
    let wish = Wish::Refund {
        amount: request.amount,
        txn_id: request.txn_id,
    };
    administer(&state, &id, request.idempotency_key, wish).await
}

pub(super) async fn capture(
    state: super::State,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: PlainRequest = read(&headers, body)?;
    administer(&state, &id, request.idempotency_key, Wish::Capture).await
}

pub(super) async fn void(
    state: super::State,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: PlainRequest = read(&headers, body)?;
    administer(&state, &id, request.idempotency_key, Wish::Void).await
}

async fn administer(
    inner: &std::sync::Arc<Inner>,
    id: &str,
    idempotency_key: String,
    wish: Wish,
) -> Result<Json<DoneView>, Problem> {
    let id = known(id)?;
    if !crate::quote::is_key(&idempotency_key) {
        return Err(crate::quote::QuoteProblem::IdempotencyKey.into());
    }
    let administration = Administration {
        idempotency_key,
        wish,
    };
    let done = {
        let (inner, id) = (std::sync::Arc::clone(inner), id.clone());
        super::to_the_end(async move { inner.administer(&id, &administration).await }).await
    };
    let checkout = inner
        .current(&id)
        .await?
        .ok_or_else(Problem::checkout_unknown)?;
    let done = done.map_err(|problem| Problem::of_server(&problem, Some(&checkout)))?;
    Ok(Json(DoneView {
        operation: done.kind,
        id: done.id,
        paypal_status: done.status,
        checkout: CheckoutView::for_shop(checkout),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResolveRequest {
    idempotency_key: String,
    /// `accept` or `reject`.
    decision: Decision,
    /// Why.
    note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Accept,
    Reject,
}

/// Records what a person decided about a checkout in review.
pub(super) async fn resolve(
    State(inner): super::State,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CheckoutView>, Problem> {
    let request: ResolveRequest = read(&headers, body)?;
    let id = known(&id)?;
    if !crate::quote::is_key(&request.idempotency_key) {
        return Err(crate::quote::QuoteProblem::IdempotencyKey.into());
    }
    let resolution = NewResolution {
        idempotency_key: &request.idempotency_key,
        ruling: match request.decision {
            Decision::Accept => Ruling::Accept,
            Decision::Reject => Ruling::Reject,
        },
        note: request.note.trim(),
    };
    let resolved = inner.resolve(&id, &resolution).await;
    let checkout = inner
        .current(&id)
        .await?
        .ok_or_else(Problem::checkout_unknown)?;
    match resolved {
        Ok(_) => Ok(Json(CheckoutView::for_shop(checkout))),
        Err(problem) => Err(Problem::of_server(&problem, Some(&checkout))),
    }
}

/// Asks PayPal now about one checkout.
pub(super) async fn reconcile(
    State(inner): super::State,
    Path(id): Path<String>,
) -> Result<Json<CheckoutView>, Problem> {
    let id = known(&id)?;
    let looked = {
        let (inner, id) = (std::sync::Arc::clone(&inner), id.clone());
        super::to_the_end(async move { inner.look_after(&id).await }).await
    };
    let checkout = inner
        .current(&id)
        .await?
        .ok_or_else(Problem::checkout_unknown)?;
    match looked {
        Ok(_) => Ok(Json(CheckoutView::for_shop(checkout))),
        Err(problem) => Err(Problem::of_server(&problem, Some(&checkout))),
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    status: Option<CheckoutStatus>,
    limit: Option<u32>,
}

/// One checkout in a list.
#[derive(Serialize)]
pub(super) struct ListedView {
    checkout_id: String,
    status: CheckoutStatus,
    reason: Option<leptos_paypal_core::ReviewReason>,
    /// The values behind the reason.
    reason_detail: Option<String>,
    /// A person rejected it, and nothing was heard since.
    rejected: bool,
    currency: leptos_paypal_core::Currency,
    total: String,
    created_at: Option<jiff::Timestamp>,
}

/// The newest checkouts.
pub(super) async fn list(
    State(inner): super::State,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<ListedView>>, Problem> {
    let limit = wanted.limit.unwrap_or(50).min(MAX_LIST);
    let found = inner.ledger.checkouts(wanted.status, limit).await?;
    Ok(Json(
        found
            .into_iter()
            .map(|checkout| ListedView {
                checkout_id: checkout.id,
                status: checkout.status,
                reason: checkout.reason,
                reason_detail: checkout.reason_detail,
                rejected: checkout.is_rejected,
                currency: checkout.total.currency(),
                total: checkout.total.to_string(),
                created_at: jiff::Timestamp::from_millisecond(checkout.created_at).ok(),
            })
            .collect(),
    ))
}

/// One message in a list.
#[derive(Serialize)]
pub(super) struct MessageView {
    id: i64,
    /// `ipn` or `pdt`.
    source: String,
    received_at: Option<jiff::Timestamp>,
    /// `waiting`, `verified`, `invalid` or `given_up`.
    verification: String,
    txn_id: Option<String>,
    payment_status: Option<String>,
    verdict: Option<String>,
    detail: Option<String>,
}

/// The messages that belong to no checkout, verified money first.
pub(super) async fn messages(
    State(inner): super::State,
) -> Result<Json<Vec<MessageView>>, Problem> {
    let found = inner.ledger.messages(None).await?;
    let view = |message: crate::ledger::MessageSummary| MessageView {
        id: message.id,
        source: message.source,
        received_at: jiff::Timestamp::from_millisecond(message.received_at).ok(),
        verification: message.verification,
        txn_id: message.txn_id,
        payment_status: message.payment_status,
        verdict: message.verdict,
        detail: message.verdict_detail.or(message.problem),
    };
    Ok(Json(found.into_iter().map(view).collect()))
}
