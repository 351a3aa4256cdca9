//! Errors as `application/problem+json`.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::{CheckoutStatus, Currency, Sku};
use serde::Serialize;
use tracing::error;
use utoipa::ToSchema;

use super::subscription_view::PlanView;
use super::view::{TotalsView, approval_url};
use crate::ledger::{Checkout, LedgerError};
use crate::services::adoption::AdoptionError;
use crate::services::checkouts::CheckoutError;
use crate::services::payments::PaymentError;
use crate::services::quote::QuoteError;

/// Time until a client may try again, in seconds, where PayPal does not say.
const RETRY_AFTER: u64 = 5;
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// Problem details (RFC 9457). What happened inside is logged, not told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    /// The HTTP status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// Stable name for programs, such as `sku_unknown`.
    code: &'static str,
    /// Sentence for people.
    detail: String,
    #[serde(flatten)]
    more: Box<Particulars>,
    /// In seconds.
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// Particulars that some problems have.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
struct Particulars {
    /// True when the same request may succeed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    retryable: Option<bool>,
    /// PayPal's word for the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
    /// Id that PayPal's support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    debug_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_id: Option<String>,
    /// Status of the checkout after the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_status: Option<CheckoutStatus>,
    /// PayPal's approval page, while the buyer can still approve.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval_url: Option<String>,
    /// Article that the problem is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<Sku>,
    /// Currency of `total` and `plan`.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    /// Total by the shop's prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    totals: Option<TotalsView>,
    /// Terms of the subscription by the shop's catalogue, in `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanView>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            more: Box::default(),
            retry_after: None,
        }
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server could not do it; its log says why",
        )
    }

    pub(crate) fn checkout_unknown() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "checkout_unknown",
            "there is no checkout of this id",
        )
    }

    /// The server stops before the work is done.
    pub(crate) fn stopping() -> Self {
        Self::of_payment(&PaymentError::NotPossible("the server is stopping"), None)
    }

    /// A step with PayPal that did not come to an end, with where the checkout
    /// stands.
    pub(crate) fn of_payment(problem: &PaymentError, checkout: Option<&Checkout>) -> Self {
        let status = match problem {
            PaymentError::Unreachable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            PaymentError::Answer(_) | PaymentError::Refused(_) | PaymentError::Approval(_) => {
                StatusCode::BAD_GATEWAY
            }
            PaymentError::Declined { .. }
            | PaymentError::PaymentRefused { .. }
            | PaymentError::ReturnMismatch
            | PaymentError::KeyReused
            | PaymentError::NotPossible(_) => StatusCode::CONFLICT,
            PaymentError::CheckoutUnknown => StatusCode::NOT_FOUND,
            PaymentError::Off
            | PaymentError::Purchase(_)
            | PaymentError::Amount { .. }
            | PaymentError::Note { .. } => StatusCode::BAD_REQUEST,
            PaymentError::Ledger(error) => return Self::of_ledger(error),
            PaymentError::Cart(_) | PaymentError::Id(_) => {
                error!(code = problem.code(), %problem, "a step with PayPal failed");
                return Self::internal();
            }
        };
        let mut told = Self::new(status, problem.code(), problem.to_string());
        if status.is_server_error() {
            told.more.retryable = Some(problem.is_passing());
        }
        if let PaymentError::Unreachable { retry_after, .. } = problem {
            told.retry_after = Some(retry_after.map_or(RETRY_AFTER, |wait| wait.as_secs()));
        }
        told.more.issue = problem.issue();
        told.more.debug_id = problem.debug_id().map(str::to_owned);
        if let Some(checkout) = checkout {
            told.more.checkout_id = Some(checkout.id.to_string());
            told.more.checkout_status = Some(checkout.status);
            told.more.approval_url = approval_url(checkout);
        }
        told
    }

    /// A ledger that could not do it: now, or at all.
    fn of_ledger(error: &LedgerError) -> Self {
        error!(code = error.code(), %error, "the ledger failed");
        let detail = match error {
            LedgerError::Busy { .. } => "the server has too much to write; try again",
            LedgerError::Unwritable(_) => "the server cannot write at the moment; try again later",
            _ => return Self::internal(),
        };
        let mut told = Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), detail);
        told.more.retryable = Some(true);
        told.retry_after = Some(RETRY_AFTER);
        told
    }
}

/// Makes problem details of what a layer answers for itself under `/api`, such
/// as a time limit or a path that cannot be read.
pub(super) async fn complete(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api = path == "/api" || path.starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let has_details = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == PROBLEM_JSON);
    if !is_api || !is_error || has_details {
        return response;
    }
    let (code, detail) = match status {
        StatusCode::BAD_REQUEST => ("request_unreadable", "the request cannot be read"),
        StatusCode::NOT_FOUND => ("not_found", "there is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method_not_allowed",
            "this address does not take this method",
        ),
        StatusCode::REQUEST_TIMEOUT => (
            "request_timeout",
            "the request took too long; ask for the state, or send it again",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "body_too_large",
            "the body is larger than this address takes",
        ),
        status if status.is_client_error() => ("request_refused", "the request cannot be taken"),
        _ => ("internal", "the server could not do it; its log says why"),
    };
    let mut told = Problem::new(status, code, detail).into_response();
    // What else was said, such as `Allow`.
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            told.headers_mut().append(name, value.clone());
        }
    }
    told
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = HeaderValue::from_static(PROBLEM_JSON);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        Self::of_ledger(&error)
    }
}

impl From<CheckoutError> for Problem {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::Quote(error) => error.into(),
            CheckoutError::Ledger(error) => error.into(),
            CheckoutError::Unknown => Self::checkout_unknown(),
            CheckoutError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "idempotency_key_reused",
                error.to_string(),
            ),
            CheckoutError::Payment { error, checkout } => {
                Self::of_payment(&error, checkout.as_deref())
            }
            CheckoutError::Internal => Self::internal(),
        }
    }
}

impl From<AdoptionError> for Problem {
    fn from(error: AdoptionError) -> Self {
        let status = match &error {
            AdoptionError::Ledger(error) => return Self::of_ledger(error),
            AdoptionError::Payment(error) => return Self::of_payment(error, None),
            AdoptionError::Off | AdoptionError::Unknown => StatusCode::NOT_FOUND,
            AdoptionError::Id(_) | AdoptionError::Rule(_) => StatusCode::BAD_REQUEST,
            AdoptionError::NoCheckoutId
            | AdoptionError::OtherPayee
            | AdoptionError::Taken
            | AdoptionError::TooOld
            | AdoptionError::NotCompleted => StatusCode::CONFLICT,
        };
        Self::new(status, error.code(), error.to_string())
    }
}

impl From<QuoteError> for Problem {
    fn from(problem: QuoteError) -> Self {
        let status = match problem {
            QuoteError::TotalChanged { .. }
            | QuoteError::AmountChanged { .. }
            | QuoteError::PlanChanged { .. }
            | QuoteError::SoldOut(_) => StatusCode::CONFLICT,
            QuoteError::Encryption(error) => {
                error!(%error, "a form cannot be encrypted");
                return Self::internal();
            }
            _ => StatusCode::BAD_REQUEST,
        };
        let mut told = Self::new(status, problem.code(), problem.to_string());
        match problem {
            QuoteError::TotalChanged { totals, .. } => {
                told.more.currency = Some(totals.currency);
                told.more.total = Some(totals.total.to_string());
                told.more.totals = Some(TotalsView::from(&*totals));
            }
            QuoteError::AmountChanged { total, .. } => {
                told.more.currency = Some(total.currency());
                told.more.total = Some(total.to_string());
            }
            QuoteError::PlanChanged { plan, .. } => {
                let first = plan.first_amount();
                told.more.currency = Some(first.currency());
                told.more.total = Some(first.to_string());
                told.more.plan = Some(PlanView::from(&*plan));
            }
            QuoteError::SkuUnknown(sku) | QuoteError::SoldOut(sku) => told.more.sku = Some(sku),
            _ => {}
        }
        told
    }
}
