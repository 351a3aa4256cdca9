//! Records of calls, for questions to PayPal's support.

use leptos_paypal_api::{Answer, ApiError, RequestId};

use crate::ledger::ApiCall;

/// Record of a call: names, numbers and PayPal's answer.
pub(crate) fn call<T>(
    operation: &'static str,
    request_id: Option<&RequestId>,
    result: &Result<Answer<T>, ApiError>,
) -> ApiCall {
    let request_id = request_id.map(ToString::to_string);
    match result {
        Ok(answer) => ApiCall {
            operation,
            request_id,
            outcome: "ok",
            http_status: Some(answer.status),
            debug_id: answer.debug_id.clone(),
            detail: None,
            body: Some(answer.body.clone()),
        },
        Err(error) => ApiCall {
            operation,
            request_id,
            outcome: error.code(),
            http_status: error.refusal().map(|refusal| refusal.status),
            debug_id: error.debug_id().map(str::to_owned),
            detail: Some(error.to_string()),
            body: None,
        },
    }
}
