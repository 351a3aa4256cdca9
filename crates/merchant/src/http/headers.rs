//! Headers that make browsers careful.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos_paypal_core::Environment;
use url::Url;

/// Hosts of PayPal's SDK and of what it loads.
const SDK_HOSTS: &str = "https://*.paypal.com https://*.paypalobjects.com";

/// The policy of every answer: nothing from elsewhere, no inline code, no code
/// made of text, and forms go to the shop or to its PayPal. A page that makes
/// its payments by itself may call PayPal's APIs. Only with `has_sdk` may pages
/// load PayPal's SDK, which brings inline styles and has no Trusted Types.
pub(super) fn policy(environment: &Environment, has_sdk: bool) -> HeaderValue {
    let origin = |url: &str| {
        Url::parse(url)
            .map(|url| url.origin().ascii_serialization())
            .unwrap_or_default()
    };
    let paypal = origin(&environment.webscr());
    let api = origin(environment.browser_api());
    if has_sdk {
        let (paypal, styles) = match environment {
            Environment::Offline(_) => (paypal, ""),
            _ => (SDK_HOSTS.to_owned(), " 'unsafe-inline'"),
        };
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {paypal}; \
             style-src 'self'{styles}; img-src 'self' data: {paypal}; font-src 'self'; \
             connect-src 'self' {api} {paypal}; frame-src {paypal}; \
             form-action 'self' {paypal}; base-uri 'none'; frame-ancestors 'none'"
        );
        return header_value(&policy);
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self' {api}; \
         form-action 'self' {paypal}; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'"
    );
    header_value(&policy)
}

fn header_value(policy: &str) -> HeaderValue {
    // An origin is ASCII, so this is never the strictest policy.
    HeaderValue::from_str(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
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
