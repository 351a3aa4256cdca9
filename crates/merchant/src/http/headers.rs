//! Headers that make browsers careful.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos_paypal_core::Environment;
use url::Url;

/// The policy of every answer: nothing from elsewhere, no inline code, no code
/// made of text, and forms go to the shop or to its PayPal. A page that makes
/// its payments by itself may call PayPal's APIs.
pub(super) fn policy(environment: &Environment) -> HeaderValue {
    let origin = |url: &str| {
        Url::parse(url)
            .map(|url| url.origin().ascii_serialization())
            .unwrap_or_default()
    };
    let paypal = origin(&environment.webscr());
    let api = origin(environment.browser_api());
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self' {api}; \
         form-action 'self' {paypal}; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'"
    );
    // An origin is ASCII, so this is never the strictest policy.
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// Adds `policy` and its companions.
pub(super) fn secure(mut response: Response, policy: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    response
}

/// Answers about money are not kept by anybody.
pub(super) async fn no_store(mut response: Response) -> Response {
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Pictures and fonts may be an hour old; everything else is asked for again,
/// so that a new version is seen at once.
pub(super) async fn cache(mut response: Response) -> Response {
    let lasting = response.status().is_success()
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("image/") || kind.starts_with("font/"));
    let value = if lasting {
        "public, max-age=3600"
    } else {
        "no-cache"
    };
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(value));
    response
}
