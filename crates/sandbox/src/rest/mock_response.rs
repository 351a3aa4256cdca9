//! `PayPal-Mock-Response`: errors on demand.

use axum::http::StatusCode;
use serde_json::Value;

use super::errors::{ApiVersion, Detail, RestError};
use super::operation::Operation;
use super::request::IncomingRequest;

/// The error that the header asks for, when the operation has it. Anything
/// else, also a header that is not understood, is ignored.
pub(super) fn requested_error(
    incoming: &IncomingRequest,
    operation: Operation,
) -> Option<RestError> {
    let header = incoming.header("paypal-mock-response")?;
    // Some clients send single quotes.
    let parsed: Value = serde_json::from_str(header)
        .or_else(|_| serde_json::from_str(&header.replace('\'', "\"")))
        .ok()?;
    let code = parsed.get("mock_application_codes")?;
    let code = code.as_str().or_else(|| code.get(0)?.as_str())?;
    let known = operation
        .mocks
        .iter()
        .chain(EVERYWHERE)
        .any(|mock| *mock == code);
    (known && !operation.mocks.is_empty()).then(|| error(code, operation.version))
}

/// Every operation that can be mocked has these.
const EVERYWHERE: &[&str] = &["INTERNAL_SERVER_ERROR", "INTERNAL_SERVICE_ERROR"];

fn error(code: &str, version: ApiVersion) -> RestError {
    match (code, version) {
        ("INTERNAL_SERVER_ERROR" | "INTERNAL_SERVICE_ERROR", version) => {
            RestError::internal(version)
        }
        ("INVALID_RESOURCE_ID" | "RESOURCE_NOT_FOUND", version) => RestError::unknown(version),
        ("PERMISSION_DENIED" | "NOT_AUTHORIZED", _) => RestError::forbidden(),
        ("VALIDATION_ERROR", ApiVersion::V1) => RestError::validation(Vec::new()),
        (code, ApiVersion::V1) => RestError::v1(code, "Asked for by PayPal-Mock-Response"),
        (code, ApiVersion::V2) if SCHEMA.contains(&code) => {
            RestError::invalid(vec![Detail::v2("", code, None)])
        }
        (code, ApiVersion::V2) if FORBIDDEN.contains(&code) => {
            let mut error = RestError::forbidden();
            error.details = vec![Detail::v2("", code, None)];
            error
        }
        ("RESOURCE_CONFLICT", ApiVersion::V2) => RestError::new(
            StatusCode::CONFLICT,
            "RESOURCE_CONFLICT",
            "The server has detected a conflict while processing this request.",
        ),
        (code, ApiVersion::V2) => RestError::issue(code),
    }
}

/// Issues with 400.
const SCHEMA: &[&str] = &[
    "MISSING_REQUIRED_PARAMETER",
    "INVALID_PARAMETER_VALUE",
    "INVALID_PARAMETER_SYNTAX",
    "INVALID_STRING_LENGTH",
    "INVALID_ARRAY_MIN_ITEMS",
    "INVALID_ARRAY_MAX_ITEMS",
    "INVALID_COUNTRY_CODE",
    "NOT_SUPPORTED",
    "PAYPAL_REQUEST_ID_REQUIRED",
    "MALFORMED_REQUEST_JSON",
    "FIELD_NOT_PATCHABLE",
];

/// Issues with 403.
const FORBIDDEN: &[&str] = &[
    "PAYEE_ACCOUNT_NOT_VERIFIED",
    "CONSENT_NEEDED",
    "PAYEE_NOT_CONSENTED",
    "PAYEE_ACCOUNT_LOCKED_OR_CLOSED",
];

/// Errors of every call on an order.
pub(super) const READ_ORDER: &[&str] = &["INVALID_RESOURCE_ID", "PERMISSION_DENIED"];

/// Errors of creating and changing an order.
pub(super) const WRITE_ORDER: &[&str] = &[
    "MISSING_REQUIRED_PARAMETER",
    "INVALID_PARAMETER_VALUE",
    "INVALID_PARAMETER_SYNTAX",
    "INVALID_STRING_LENGTH",
    "INVALID_ARRAY_MIN_ITEMS",
    "INVALID_ARRAY_MAX_ITEMS",
    "INVALID_COUNTRY_CODE",
    "NOT_SUPPORTED",
    "PAYPAL_REQUEST_ID_REQUIRED",
    "MALFORMED_REQUEST_JSON",
    "INVALID_RESOURCE_ID",
    "PERMISSION_DENIED",
    "PAYEE_ACCOUNT_NOT_VERIFIED",
    "AMOUNT_MISMATCH",
    "ITEM_TOTAL_MISMATCH",
    "ITEM_TOTAL_REQUIRED",
    "TAX_TOTAL_MISMATCH",
    "TAX_TOTAL_REQUIRED",
    "CANNOT_BE_NEGATIVE",
    "CANNOT_BE_ZERO_OR_NEGATIVE",
    "DECIMAL_PRECISION",
    "DECIMALS_NOT_SUPPORTED",
    "INVALID_CURRENCY_CODE",
    "MULTI_CURRENCY_ORDER",
    "MAX_VALUE_EXCEEDED",
    "DUPLICATE_REFERENCE_ID",
    "REFERENCE_ID_REQUIRED",
    "REFERENCE_ID_NOT_FOUND",
    "DUPLICATE_INVOICE_ID",
    "CITY_REQUIRED",
    "POSTAL_CODE_REQUIRED",
    "PAYEE_ACCOUNT_INVALID",
    "PAYEE_ACCOUNT_RESTRICTED",
    "UNSUPPORTED_INTENT",
    "INCOMPATIBLE_PARAMETER_VALUE",
    "NOT_PATCHABLE",
    "ORDER_ALREADY_COMPLETED",
    "INVALID_JSON_POINTER_FORMAT",
];

/// Errors of capturing and authorising an order.
pub(super) const TAKE_ORDER: &[&str] = &[
    "MISSING_REQUIRED_PARAMETER",
    "MALFORMED_REQUEST_JSON",
    "INVALID_RESOURCE_ID",
    "PERMISSION_DENIED",
    "CONSENT_NEEDED",
    "PAYEE_NOT_CONSENTED",
    "ORDER_NOT_APPROVED",
    "ORDER_ALREADY_CAPTURED",
    "ORDER_ALREADY_AUTHORIZED",
    "ORDER_EXPIRED",
    "ORDER_COMPLETED_OR_VOIDED",
    "ACTION_DOES_NOT_MATCH_INTENT",
    "INSTRUMENT_DECLINED",
    "TRANSACTION_REFUSED",
    "TRANSACTION_LIMIT_EXCEEDED",
    "PAYER_CANNOT_PAY",
    "PAYER_ACTION_REQUIRED",
    "PAYER_ACCOUNT_RESTRICTED",
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
    "PAYEE_BLOCKED_TRANSACTION",
    "PAYEE_ACCOUNT_RESTRICTED",
    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
    "DUPLICATE_INVOICE_ID",
    "COMPLIANCE_VIOLATION",
    "ORDER_COMPLETION_IN_PROGRESS",
    "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
    "CARD_EXPIRED",
];

/// Errors of calls on an authorisation.
pub(super) const AUTHORIZATION: &[&str] = &[
    "INVALID_RESOURCE_ID",
    "PERMISSION_DENIED",
    "AUTHORIZATION_VOIDED",
    "AUTHORIZATION_EXPIRED",
    "AUTHORIZATION_ALREADY_CAPTURED",
    "AUTHORIZATION_DENIED",
    "MAX_CAPTURE_AMOUNT_EXCEEDED",
    "MAX_CAPTURE_COUNT_EXCEEDED",
    "CANNOT_BE_NEGATIVE",
    "CANNOT_BE_ZERO_OR_NEGATIVE",
    "DECIMAL_PRECISION",
    "CURRENCY_MISMATCH",
    "DUPLICATE_INVOICE_ID",
    "PREVIOUSLY_CAPTURED",
    "PREVIOUSLY_VOIDED",
    "CANNOT_BE_VOIDED",
    "TRANSACTION_REFUSED",
    "PAYER_CANNOT_PAY",
    "PAYER_ACCOUNT_RESTRICTED",
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
];

/// Errors of calls on a capture and its refund.
pub(super) const CAPTURE: &[&str] = &[
    "INVALID_RESOURCE_ID",
    "PERMISSION_DENIED",
    "CAPTURE_FULLY_REFUNDED",
    "REFUND_AMOUNT_EXCEEDED",
    "REFUND_TIME_LIMIT_EXCEEDED",
    "REFUND_CAPTURE_CURRENCY_MISMATCH",
    "PARTIAL_REFUND_NOT_ALLOWED",
    "PENDING_CAPTURE",
    "TRANSACTION_DISPUTED",
    "CANNOT_BE_NEGATIVE",
    "CANNOT_BE_ZERO_OR_NEGATIVE",
    "DECIMAL_PRECISION",
    "DUPLICATE_INVOICE_ID",
    "TRANSACTION_REFUSED",
    "REFUND_NOT_ALLOWED",
    "REFUND_FAILED_INSUFFICIENT_FUNDS",
];

/// Errors of creating and executing a v1 payment.
pub(super) const PAYMENT: &[&str] = &[
    "VALIDATION_ERROR",
    "MALFORMED_REQUEST",
    "INVALID_RESOURCE_ID",
    "NOT_AUTHORIZED",
    "PAYMENT_NOT_APPROVED_FOR_EXECUTION",
    "PAYMENT_ALREADY_DONE",
    "PAYMENT_STATE_INVALID",
    "INVALID_PAYER_ID",
    "INSTRUMENT_DECLINED",
    "CREDIT_CARD_REFUSED",
    "CREDIT_PAYMENT_NOT_ALLOWED",
    "DUPLICATE_REQUEST_ID",
    "DUPLICATE_TRANSACTION",
    "INSUFFICIENT_FUNDS",
    "PAYEE_ACCOUNT_INVALID",
    "PAYEE_ACCOUNT_LOCKED_OR_CLOSED",
    "PAYEE_ACCOUNT_RESTRICTED",
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
    "PAYER_ACCOUNT_RESTRICTED",
    "PAYER_CANNOT_PAY",
    "PAYER_EMPTY_BILLING_ADDRESS",
    "PAYMENT_DENIED",
    "PAYMENT_EXPIRED",
    "TRANSACTION_LIMIT_EXCEEDED",
    "TRANSACTION_REFUSED",
    "COMPLIANCE_VIOLATION",
    "ORDER_ALREADY_COMPLETED",
    "RATE_LIMIT_REACHED",
];
