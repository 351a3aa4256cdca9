//! Errors as `application/problem+json`.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::Totals;
use serde::Serialize;
use serde_json::{Map, Value};
use tracing::error;

use super::view::way_back;
use crate::ledger::{Checkout, LedgerError};
use crate::services::checkouts::CheckoutError;
use crate::services::payments::PaymentError;
use crate::services::quote::QuoteError;

/// When a client may try again, in seconds, where PayPal does not say.
const RETRY_AFTER: u64 = 5;
const PROBLEM_JSON: &str = "application/problem+json";

/// What a client is told. What happened inside is logged, not told.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    #[serde(flatten)]
    more: Map<String, Value>,
    /// In seconds.
    #[serde(skip)]
    retry_after: Option<u64>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            more: Map::new(),
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
            told = told.with("retryable", problem.is_passing().into());
        }
        if let PaymentError::Unreachable { retry_after, .. } = problem {
            told.retry_after = Some(retry_after.map_or(RETRY_AFTER, |wait| wait.as_secs()));
        }
        if let Some(issue) = problem.issue() {
            told = told.with("issue", issue.into());
        }
        if let Some(debug_id) = problem.debug_id() {
            told = told.with("debug_id", debug_id.into());
        }
        if let Some(checkout) = checkout {
            told = told
                .with("checkout_id", checkout.id.as_str().into())
                .with("checkout_status", checkout.status.as_str().into());
            if let Some(url) = way_back(checkout) {
                told = told.with("approval_url", url.into());
            }
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
        let mut told = Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), detail)
            .with("retryable", true.into());
        told.retry_after = Some(RETRY_AFTER);
        told
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
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

impl From<QuoteError> for Problem {
    fn from(problem: QuoteError) -> Self {
        let status = match problem {
            QuoteError::TotalChanged { .. } | QuoteError::SoldOut(_) => StatusCode::CONFLICT,
            _ => StatusCode::BAD_REQUEST,
        };
        let told = Self::new(status, problem.code(), problem.to_string());
        match problem {
            QuoteError::TotalChanged { totals, .. } => told
                .with("currency", totals.currency.code().into())
                .with("total", totals.total.to_string().into())
                .with("totals", amounts(&totals)),
            QuoteError::SkuUnknown(sku) | QuoteError::SoldOut(sku) => {
                told.with("sku", sku.as_str().into())
            }
            _ => told,
        }
    }
}

fn amounts(totals: &Totals) -> Value {
    serde_json::json!({
        "currency": totals.currency,
        "items": totals.items.to_string(),
        "discount": totals.discount.to_string(),
        "shipping": totals.shipping.to_string(),
        "handling": totals.handling.to_string(),
        "tax": totals.tax.to_string(),
        "total": totals.total.to_string(),
    })
}
