//! Errors in the shapes of the APIs.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::issues::describe;
use crate::store::error::StoreError;
use crate::store::payments::Api;

/// Version of an API, which decides the format of its errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    /// Dotted fields, `information_link`.
    V1,
    /// JSON pointers, issues, `links`.
    V2,
}

impl ApiVersion {
    /// The API whose payments and orders have this format.
    pub(crate) const fn api(self) -> Api {
        match self {
            Self::V1 => Api::PaymentsV1,
            Self::V2 => Api::OrdersV2,
        }
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Detail {
    /// A JSON pointer (v2) or a dotted path (v1); empty when it is about no
    /// field.
    pub(crate) field: String,
    pub(crate) value: Option<String>,
    /// `body` or `path`.
    pub(crate) location: Option<&'static str>,
    /// A name (v2), or a sentence (v1).
    pub(crate) issue: String,
    pub(crate) description: Option<String>,
}

impl Detail {
    /// For v1: what is wrong, in words.
    pub(crate) fn v1(field: impl Into<String>, issue: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            issue: issue.into(),
            ..Self::default()
        }
    }

    /// For v2: an issue at a place in the body.
    pub(crate) fn v2(field: impl Into<String>, issue: &str, value: Option<&str>) -> Self {
        Self {
            field: field.into(),
            value: value.map(str::to_owned),
            location: Some("body"),
            issue: issue.to_owned(),
            description: Some(describe(issue).to_owned()),
        }
    }

    fn json(&self, version: ApiVersion) -> Value {
        let mut map = Map::new();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                map.insert(name.to_owned(), Value::String(value.to_owned()));
            }
        };
        let field = Some(self.field.as_str()).filter(|field| !field.is_empty());
        put("field", field);
        put("issue", Some(&self.issue));
        if version == ApiVersion::V2 {
            put("value", self.value.as_deref());
            put("location", self.location.filter(|_| field.is_some()));
            put("description", self.description.as_deref());
        }
        Value::Object(map)
    }
}

/// A call that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RestError {
    pub(crate) status: StatusCode,
    pub(crate) name: String,
    message: String,
    pub(crate) details: Vec<Detail>,
    links: Vec<Value>,
}

impl RestError {
    pub(crate) fn new(status: StatusCode, name: &str, message: &str) -> Self {
        Self {
            status,
            name: name.to_owned(),
            message: message.to_owned(),
            details: Vec::new(),
            links: Vec::new(),
        }
    }

    /// v1: 400 with a name of its own.
    pub(crate) fn v1(name: &str, message: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, name, message)
    }

    /// v1: fields that are missing, malformed or do not add up.
    pub(crate) fn validation(details: Vec<Detail>) -> Self {
        let mut error = Self::v1("VALIDATION_ERROR", "Invalid request - see details");
        error.details = details;
        error
    }

    /// v2: 400, the request breaks the schema.
    pub(crate) fn invalid(details: Vec<Detail>) -> Self {
        let mut error = Self::new(
            StatusCode::BAD_REQUEST,
            "INVALID_REQUEST",
            "Request is not well-formed, syntactically incorrect, or violates schema.",
        );
        error.details = details;
        error
    }

    /// v2: 422, the request breaks a rule of business.
    pub(crate) fn unprocessable(details: Vec<Detail>) -> Self {
        let mut error = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "UNPROCESSABLE_ENTITY",
            "The requested action could not be performed, semantically incorrect, or failed business validation.",
        );
        error.details = details;
        error
    }

    /// v2: one issue about no field, with the status that it has.
    pub(crate) fn issue(issue: &str) -> Self {
        Self::unprocessable(vec![Detail::v2("", issue, None)])
    }

    /// The id is unknown, or belongs to somebody else.
    pub(crate) fn unknown(version: ApiVersion) -> Self {
        match version {
            ApiVersion::V1 => Self::new(
                StatusCode::NOT_FOUND,
                "INVALID_RESOURCE_ID",
                "The requested resource ID was not found",
            ),
            ApiVersion::V2 => {
                let mut error = Self::new(
                    StatusCode::NOT_FOUND,
                    "RESOURCE_NOT_FOUND",
                    "The specified resource does not exist.",
                );
                error.details = vec![Detail::v2("", "INVALID_RESOURCE_ID", None)];
                error
            }
        }
    }

    /// PayPal may have this path; the sandbox has not.
    pub(crate) fn no_path(method: &Method, path: &str) -> Self {
        let message = format!("This sandbox has no {method} {path}.");
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", &message)
    }

    /// The path is there, for other methods.
    pub(crate) fn no_method(method: &Method, path: &str) -> Self {
        let message = format!("{path} is there, but not for {method}.");
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_SUPPORTED",
            &message,
        )
    }

    /// The token does not allow this.
    pub(crate) fn forbidden() -> Self {
        let mut error = Self::new(
            StatusCode::FORBIDDEN,
            "NOT_AUTHORIZED",
            "Authorization failed due to insufficient permissions.",
        );
        error.details = vec![Detail::v2("", "PERMISSION_DENIED", None)];
        error
    }

    /// No token, or none that is known and fresh.
    pub(crate) fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "AUTHENTICATION_FAILURE",
            "Authentication failed due to invalid authentication credentials or a missing Authorization header.",
        )
    }

    /// The body is not JSON.
    pub(crate) fn malformed(version: ApiVersion) -> Self {
        match version {
            ApiVersion::V1 => Self::v1("MALFORMED_REQUEST", "The request body is not valid JSON"),
            ApiVersion::V2 => Self::invalid(vec![Detail::v2("/", "MALFORMED_REQUEST_JSON", None)]),
        }
    }

    /// The sandbox itself could not do it.
    pub(crate) fn internal(version: ApiVersion) -> Self {
        let name = match version {
            ApiVersion::V1 => "INTERNAL_SERVICE_ERROR",
            ApiVersion::V2 => "INTERNAL_SERVER_ERROR",
        };
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            name,
            "An internal server error occurred.",
        )
    }

    pub(crate) fn with_link(mut self, link: Value) -> Self {
        self.links.push(link);
        self
    }

    /// The body. Details and links are always there: a client in the field
    /// cannot read an error without them.
    pub(crate) fn json(&self, version: ApiVersion, debug_id: &str) -> Value {
        let details: Vec<Value> = self.details.iter().map(|one| one.json(version)).collect();
        let mut body = json!({
            "name": self.name,
            "message": self.message,
            "debug_id": debug_id,
            "details": details,
            "links": self.links,
        });
        if version == ApiVersion::V1 {
            let link = format!(
                "https://developer.paypal.com/docs/api/payments/v1/#error-{}",
                self.name
            );
            body["information_link"] = Value::String(link);
        }
        body
    }
}

/// Maps a refusal of the store to its name: the issues of v2, and v1's own names for some.
pub(crate) fn of_ledger(error: &StoreError, version: ApiVersion) -> RestError {
    let issue = match error {
        StoreError::Declined => "INSTRUMENT_DECLINED",
        StoreError::InsufficientFunds { .. } => "INSTRUMENT_DECLINED",
        StoreError::Refused { issue } => issue,
        StoreError::DuplicateInvoice { .. } => "DUPLICATE_INVOICE_ID",
        StoreError::OwnAccount | StoreError::NoBuyer => "PAYER_CANNOT_PAY",
        StoreError::AddressMissing => "PAYER_ACTION_REQUIRED",
        StoreError::Expired => "ORDER_EXPIRED",
        StoreError::RefundAmount { .. } => "REFUND_AMOUNT_EXCEEDED",
        StoreError::CaptureAmount { .. } => "MAX_CAPTURE_AMOUNT_EXCEEDED",
        StoreError::UnknownPayment | StoreError::UnknownCheckout => {
            return RestError::unknown(version);
        }
        _ => "TRANSACTION_REFUSED",
    };
    match (version, issue) {
        (ApiVersion::V2, issue) => RestError::issue(issue),
        (ApiVersion::V1, "DUPLICATE_INVOICE_ID") => {
            RestError::v1("DUPLICATE_TRANSACTION", &error.to_string())
        }
        (ApiVersion::V1, "REFUND_AMOUNT_EXCEEDED") => {
            RestError::v1("REFUND_EXCEEDED_TRANSACTION_AMOUNT", &error.to_string())
        }
        (ApiVersion::V1, "MAX_CAPTURE_AMOUNT_EXCEEDED") => {
            RestError::v1("CAPTURE_AMOUNT_LIMIT_EXCEEDED", &error.to_string())
        }
        (ApiVersion::V1, issue) => RestError::v1(issue, &error.to_string()),
    }
}
