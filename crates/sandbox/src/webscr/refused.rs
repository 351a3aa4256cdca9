//! The answer to a form that was refused.

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::json;

use crate::forms::Refusal;
use crate::pages::RefusedPage;
use crate::response::{page, problem_json, wants_json};
use crate::views;

/// A page or problem details: 400 with everything that helps.
pub(super) fn refused(
    refusal: &Refusal,
    sent: &[(String, String)],
    headers: &HeaderMap,
) -> Response<Body> {
    let kind = refusal.kind;
    if wants_json(headers) {
        return problem_json(
            StatusCode::BAD_REQUEST,
            &json!({
                "type": "about:blank",
                "title": "This form was refused",
                "status": 400,
                "code": kind.code(),
                "variable": refusal.variable,
                "value": refusal.value,
                "detail": refusal.detail,
                "rule": kind.rule(),
                "documented": kind.documented(),
            }),
        );
    }
    // The page names the variable in a row of its own.
    let named = format!("{}: ", refusal.variable);
    let detail = refusal.detail.strip_prefix(&named);
    let detail = detail.unwrap_or(&refusal.detail);
    page(
        StatusCode::BAD_REQUEST,
        &RefusedPage {
            code: kind.code().to_owned(),
            variable: Some(refusal.variable.clone()),
            value: refusal.value.clone(),
            detail: views::sentence(detail),
            rule: kind.rule().to_owned(),
            documented: kind.documented().to_owned(),
            sent: sent.to_vec(),
        },
    )
}
