//! Operations on payments: refund, capture, void.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos_paypal_core::TxnId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::current;
use crate::http::checkouts::{Body, known, read};
use crate::http::detached::run_to_end;
use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::http::view::CheckoutView;
use crate::services::checkouts::Checkouts;
use crate::services::payments::{OperationRequest, PaymentOperation, Payments};
use crate::services::quote::{QuoteError, is_key};

/// Request for a refund.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RefundRequest {
    /// The client's name for it, 8 to 128 visible ASCII characters.
    idempotency_key: String,
    /// A decimal in the checkout's currency; all that is left when not given.
    #[serde(default)]
    amount: Option<String>,
    /// The payment, where there are several.
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
pub(in crate::http) struct DoneView {
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
pub(in crate::http) async fn refund(
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
pub(in crate::http) async fn capture(
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
pub(in crate::http) async fn void(
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
pub(in crate::http) struct Operations {
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
