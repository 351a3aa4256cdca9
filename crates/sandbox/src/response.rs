//! Responses: pages, redirects, JSON and problem details.

use askama::Template;
use axum::body::Body;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use crate::pages::ProblemPage;
use crate::state::State;
use crate::store::error::StoreError;
use crate::views;

/// No script but the sandbox's own file, nothing inline, forms anywhere:
/// buyers return to their shop by one.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; form-action *; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'";

/// A page.
pub(crate) fn page(status: StatusCode, view: &impl Template) -> Response<Body> {
    page_with_policy(status, view, HeaderValue::from_static(POLICY))
}

/// A page that pages of these origins may show in a frame.
pub(crate) fn framed_page(
    status: StatusCode,
    view: &impl Template,
    origins: &str,
) -> Response<Body> {
    let policy = POLICY.replace(
        "frame-ancestors 'none'",
        &format!("frame-ancestors {origins}"),
    );
    let policy = HeaderValue::from_str(&policy);
    page_with_policy(
        status,
        view,
        policy.unwrap_or(HeaderValue::from_static(POLICY)),
    )
}

/// A field of a card in a frame of pages of these origins. It calls the APIs.
pub(crate) fn card_field_page(view: &impl Template, origins: &str) -> Response<Body> {
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'none'; base-uri 'none'; frame-ancestors {origins}; \
         require-trusted-types-for 'script'"
    );
    let policy = HeaderValue::from_str(&policy);
    page_with_policy(
        StatusCode::OK,
        view,
        policy.unwrap_or(HeaderValue::from_static(POLICY)),
    )
}

fn page_with_policy(
    status: StatusCode,
    view: &impl Template,
    policy: HeaderValue,
) -> Response<Body> {
    match view.render() {
        Ok(html) => (
            status,
            [
                (
                    CONTENT_TYPE,
                    HeaderValue::from_static("text/html; charset=utf-8"),
                ),
                (CONTENT_SECURITY_POLICY, policy),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ],
            html,
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            text(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The page could not be drawn.",
            )
        }
    }
}

/// Plain text, byte for byte.
pub(crate) fn text(status: StatusCode, body: impl Into<String>) -> Response<Body> {
    (
        status,
        [(CONTENT_TYPE, "text/plain; charset=utf-8")],
        body.into(),
    )
        .into_response()
}

/// JSON.
pub(crate) fn json_response(status: StatusCode, value: &Value) -> Response<Body> {
    (
        status,
        [(CONTENT_TYPE, "application/json")],
        value.to_string(),
    )
        .into_response()
}

/// 303 to `url`, which is escaped where a header could not hold it.
pub(crate) fn see_other(url: &str) -> Response<Body> {
    let escaped = if url.is_ascii() {
        None
    } else {
        url::Url::parse(url).ok().map(String::from)
    };
    match HeaderValue::from_str(escaped.as_deref().unwrap_or(url)) {
        Ok(location) => (
            StatusCode::SEE_OTHER,
            [
                (LOCATION, location),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ],
            [(CONTENT_TYPE, "text/plain; charset=utf-8")],
            "See the address in Location.\n",
        )
            .into_response(),
        Err(_) => text(
            StatusCode::BAD_REQUEST,
            "The address to go to cannot be written in a header.",
        ),
    }
}

/// Returns whether the client asked for JSON, and not for a page rather.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let json = ["application/json", "application/problem+json"]
        .into_iter()
        .filter_map(|kind| preference(headers, kind))
        .max()
        .unwrap_or_default();
    json > 0 && json >= preference(headers, "text/html").unwrap_or_default()
}

/// Returns whether a person with a browser asked.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    preference(headers, "text/html").is_some_and(|quality| quality > 0)
}

/// The quality, in thousandths, that `Accept` gives to `kind` by its own name;
/// what `*/*` takes is a page.
fn preference(headers: &HeaderMap, kind: &str) -> Option<u16> {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let named = parts.next()?.eq_ignore_ascii_case(kind);
            named.then(|| parts.find_map(quality).unwrap_or(1000))
        })
}

/// `q=0.5` as 500; none for another parameter. What cannot be read is 1.
fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim_end().eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let thousandths = format!("{fraction:0<3}");
    match (whole, thousandths.get(..3).map(str::parse)) {
        ("0", Some(Ok(thousandths))) => Some(thousandths),
        _ => Some(1000),
    }
}

/// The address under which this client reached the sandbox, without a slash.
pub(crate) fn base_url(state: &State, headers: &HeaderMap) -> String {
    if let Some(url) = state.public_url() {
        return url.to_owned();
    }
    let header = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?;
        let first = value.split(',').next().unwrap_or_default().trim();
        let plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
        (!first.is_empty() && first.chars().all(plain)).then(|| first.to_owned())
    };
    let host = header("x-forwarded-host").or_else(|| header(HOST.as_str()));
    let scheme = match header("x-forwarded-proto").as_deref() {
        Some("https") => "https",
        _ => "http",
    };
    format!(
        "{scheme}://{}",
        host.unwrap_or_else(|| "127.0.0.1".to_owned())
    )
}

/// A problem, as page or as problem details.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    detail: String,
}

impl Problem {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code,
            title,
            detail: detail.into(),
        }
    }

    /// The HTTP status.
    pub(crate) const fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    /// The fault, in a sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// `application/problem+json`.
    pub(crate) fn json(&self) -> Response<Body> {
        problem_json(
            self.status,
            &json!({
                "type": "about:blank",
                "title": self.title,
                "status": self.status.as_u16(),
                "code": self.code,
                "detail": self.detail,
            }),
        )
    }

    /// The page, or problem details for a client that asked for JSON.
    pub(crate) fn respond(&self, headers: &HeaderMap) -> Response<Body> {
        if wants_json(headers) {
            return self.json();
        }
        self.page(None)
    }

    /// The page, with the way back to the path `back` of the sandbox.
    pub(crate) fn page(&self, back: Option<String>) -> Response<Body> {
        page(
            self.status,
            &ProblemPage {
                status: self.status.as_u16(),
                title: self.title.to_owned(),
                detail: views::sentence(&self.detail),
                back,
            },
        )
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let (status, title) = match &error {
            StoreError::UnknownCheckout => (StatusCode::NOT_FOUND, "No such checkout"),
            StoreError::UnknownSubscription => (StatusCode::NOT_FOUND, "No such subscription"),
            StoreError::SubscriptionOver { .. } => {
                (StatusCode::CONFLICT, "This subscription is over")
            }
            StoreError::UnknownPayment => (StatusCode::NOT_FOUND, "No such payment"),
            StoreError::UnknownDispute => (StatusCode::NOT_FOUND, "No such dispute"),
            StoreError::Expired => (StatusCode::GONE, "This checkout has expired"),
            StoreError::NotPending { .. }
            | StoreError::NotRefundable { .. }
            | StoreError::NotReversed { .. }
            | StoreError::AlreadyDisputed
            | StoreError::DisputeDecided => {
                (StatusCode::CONFLICT, "The payment does not allow this")
            }
            _ => (StatusCode::UNPROCESSABLE_ENTITY, "This cannot be done"),
        };
        Self::new(status, error.code(), title, error.to_string())
    }
}

/// `application/problem+json` with these members.
pub(crate) fn problem_json(status: StatusCode, value: &Value) -> Response<Body> {
    (
        status,
        [(CONTENT_TYPE, "application/problem+json")],
        value.to_string(),
    )
        .into_response()
}

/// The answer for paths that are not there.
pub(crate) async fn not_found(headers: HeaderMap) -> Response<Body> {
    Problem::new(
        StatusCode::NOT_FOUND,
        "path_unknown",
        "Nothing is here",
        "This sandbox has no such path. Forms go to /cgi-bin/webscr, and /_sandbox/ shows what is there.",
    )
    .respond(&headers)
}
