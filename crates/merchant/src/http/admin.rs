//! `/api/admin`: what only the shop may do.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRef, FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::{CheckoutId, CheckoutStatus, Ruling, TxnId};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::{IntoParams, ToSchema};

use super::checkouts::{known, read};
use super::detached::run_to_end;
use super::problem::{PROBLEM_JSON, Problem};
use super::view::CheckoutView;
use crate::config::Config;
use crate::ledger::{Checkout, Ledger, NewResolution};
use crate::services::checkouts::Checkouts;
use crate::services::payments::{OperationRequest, PaymentOperation, Payments};
use crate::services::quote::{QuoteError, is_key};
use crate::services::reconciliation::Reconciliation;
use crate::services::review::Review;

type Body = Result<Bytes, BytesRejection>;

/// The longest list.
const MAX_LIST: u32 = 500;

/// Token that opens `/api/admin`; without one that is closed.
#[derive(Clone, Debug)]
pub(super) struct AdminToken(Option<SecretString>);

impl AdminToken {
    pub(super) fn new(config: &Config) -> Self {
        Self(config.admin_token.clone())
    }
}

/// Lets nobody in who does not have the token. Without one configured there
/// is nothing here.
pub(super) async fn guard(
    State(AdminToken(token)): State<AdminToken>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let Some(token) = &token else {
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

/// Request for a refund.
#[derive(Deserialize, ToSchema)]
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

/// Request for a capture or a void.
#[derive(Deserialize, ToSchema)]
#[schema(as = OperationRequest)]
#[serde(deny_unknown_fields)]
struct PlainRequest {
    /// The client's name for it, 8 to 128 visible ASCII characters.
    idempotency_key: String,
}

/// Outcome of an operation, and the checkout afterwards.
#[derive(Serialize, ToSchema)]
#[schema(as = OperationOutcome)]
pub(super) struct DoneView {
    /// `refund`, `capture` or `void`.
    operation: &'static str,
    /// The refund or capture.
    #[schema(required)]
    id: Option<TxnId>,
    /// PayPal's word: `COMPLETED`, `pending` …; `done_already` when it was done
    /// before.
    paypal_status: String,
    checkout: CheckoutView,
}

/// Gives money back to the buyer.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/refund",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    request_body = RefundRequest,
    responses(
        (status = 200, description = "Outcome", body = DoneView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(super) async fn refund(
    operations: Operations,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: RefundRequest = read(&headers, body)?;
    let operation = PaymentOperation::Refund {
        amount: request.amount,
        txn_id: request.txn_id,
    };
    operations
        .run(&id, request.idempotency_key, operation)
        .await
}

/// Moves reserved money.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/capture",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    request_body = PlainRequest,
    responses(
        (status = 200, description = "Outcome", body = DoneView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(super) async fn capture(
    operations: Operations,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: PlainRequest = read(&headers, body)?;
    operations
        .run(&id, request.idempotency_key, PaymentOperation::Capture)
        .await
}

/// Releases reserved money.
#[utoipa::path(
    post,
    path = "/checkouts/{id}/void",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    request_body = PlainRequest,
    responses(
        (status = 200, description = "Outcome", body = DoneView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(super) async fn void(
    operations: Operations,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DoneView>, Problem> {
    let request: PlainRequest = read(&headers, body)?;
    operations
        .run(&id, request.idempotency_key, PaymentOperation::Void)
        .await
}

/// Services that operations on payments need.
#[derive(Clone, Debug)]
pub(super) struct Operations {
    payments: Arc<Payments>,
    checkouts: Arc<Checkouts>,
}

impl<S> FromRequestParts<S> for Operations
where
    Arc<Payments>: FromRef<S>,
    Arc<Checkouts>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self {
            payments: FromRef::from_ref(state),
            checkouts: FromRef::from_ref(state),
        })
    }
}

impl Operations {
    async fn run(
        self,
        id: &str,
        idempotency_key: String,
        operation: PaymentOperation,
    ) -> Result<Json<DoneView>, Problem> {
        let id = known(id)?;
        if !is_key(&idempotency_key) {
            return Err(QuoteError::IdempotencyKey.into());
        }
        let request = OperationRequest {
            idempotency_key,
            operation,
        };
        run_to_end(async move {
            let done = self.payments.operate(&id, &request).await;
            let checkout = current(&self.checkouts, &id).await?;
            let done = done.map_err(|error| Problem::of_payment(&error, Some(&checkout)))?;
            Ok::<_, Problem>(Json(DoneView {
                operation: done.kind,
                id: done.id,
                paypal_status: done.status,
                checkout: CheckoutView::for_shop(checkout),
            }))
        })
        .await
    }
}

/// The checkout as it stands.
async fn current(checkouts: &Checkouts, id: &CheckoutId) -> Result<Checkout, Problem> {
    let checkout = checkouts.current(id).await?;
    checkout.ok_or_else(Problem::checkout_unknown)
}

/// Decision about a checkout in review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResolveRequest {
    /// The client's name for it, 8 to 128 visible ASCII characters.
    idempotency_key: String,
    /// `accept` or `reject`.
    decision: Decision,
    /// Why.
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
pub(super) async fn resolve(
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
pub(super) async fn reconcile(
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

#[derive(Deserialize, IntoParams)]
pub(super) struct ListQuery {
    /// Only those of this status.
    status: Option<CheckoutStatus>,
    /// Most of them: 50 when not given, 500 at most.
    limit: Option<u32>,
}

/// One checkout in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedCheckout)]
pub(super) struct ListedView {
    checkout_id: String,
    status: CheckoutStatus,
    #[schema(required)]
    reason: Option<leptos_paypal_core::ReviewReason>,
    /// The values behind the reason.
    #[schema(required)]
    reason_detail: Option<String>,
    /// A person rejected it, and nothing was heard since.
    rejected: bool,
    currency: leptos_paypal_core::Currency,
    total: String,
    #[schema(required)]
    created_at: Option<jiff::Timestamp>,
}

/// The newest checkouts.
#[utoipa::path(
    get,
    path = "/checkouts",
    tag = "admin",
    params(ListQuery),
    responses(
        (status = 200, description = "Newest checkouts", body = Vec<ListedView>),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(super) async fn list(
    State(ledger): State<Ledger>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Vec<ListedView>>, Problem> {
    let limit = query.limit.unwrap_or(50).min(MAX_LIST);
    let found = ledger.checkouts(query.status, limit).await?;
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
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub(super) struct MessageView {
    id: i64,
    /// `ipn` or `pdt`.
    source: String,
    #[schema(required)]
    received_at: Option<jiff::Timestamp>,
    /// `waiting`, `verified`, `invalid` or `given_up`.
    verification: String,
    #[schema(required)]
    txn_id: Option<String>,
    #[schema(required)]
    payment_status: Option<String>,
    #[schema(required)]
    verdict: Option<String>,
    #[schema(required)]
    detail: Option<String>,
}

/// The messages that belong to no checkout, verified money first.
#[utoipa::path(
    get,
    path = "/messages",
    tag = "admin",
    responses(
        (status = 200, description = "Messages that belong to no checkout", body = Vec<MessageView>),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(super) async fn messages(
    State(ledger): State<Ledger>,
) -> Result<Json<Vec<MessageView>>, Problem> {
    let found = ledger.messages(None).await?;
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
