//! Errors as `application/problem+json`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::Totals;
use serde::Serialize;
use serde_json::{Map, Value};
use tracing::error;

use crate::ledger::LedgerError;
use crate::quote::QuoteProblem;

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

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        error!(code = error.code(), %error, "the ledger failed");
        match error {
            LedgerError::TooManyWaiting { .. } => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "messages_too_many",
                "too many messages wait to be verified; send it again later",
            ),
            _ => Self::internal(),
        }
    }
}

impl From<QuoteProblem> for Problem {
    fn from(problem: QuoteProblem) -> Self {
        let status = match problem {
            QuoteProblem::TotalChanged { .. } | QuoteProblem::SoldOut(_) => StatusCode::CONFLICT,
            _ => StatusCode::BAD_REQUEST,
        };
        let told = Self::new(status, problem.code(), problem.to_string());
        match problem {
            QuoteProblem::TotalChanged { totals, .. } => told
                .with("currency", totals.currency.code().into())
                .with("total", totals.total.to_string().into())
                .with("totals", amounts(&totals)),
            QuoteProblem::SkuUnknown(sku) | QuoteProblem::SoldOut(sku) => {
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
