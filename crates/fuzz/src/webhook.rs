//! Webhook deliveries: headers and body.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use leptos_paypal_api::webhook::{Event, Transmission};
use leptos_paypal_core::Environment;
use url::Url;

/// PayPal's API hosts.
const ORIGINS: [&str; 2] = ["https://api.paypal.com", "https://api-m.paypal.com"];

/// Reads lines of `name: value` up to an empty one as headers, the rest as body.
pub fn run(data: &[u8]) {
    let (head, body) = match data.windows(2).position(|pair| pair == b"\n\n") {
        Some(end) => (&data[..end], &data[end + 2..]),
        None => (&[][..], data),
    };
    let mut headers = HeaderMap::new();
    for line in head.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = HeaderName::from_bytes(&line[..colon]);
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    if let Ok(transmission) = Transmission::from_headers(&headers) {
        let passes = transmission.check(&Environment::Live).is_ok();
        let address = &transmission.cert_url;
        assert!(
            !passes || is_paypals(address),
            "a certificate is taken from {address}"
        );
    }
    if let Err(problem) = Event::parse(body) {
        assert!(!problem.code().is_empty());
    }
}

/// Returns whether whoever fetches `address` asks PayPal, however it is
/// written.
fn is_paypals(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        let origin = url.origin().ascii_serialization();
        ORIGINS.contains(&&*origin)
            && url.username().is_empty()
            && url.password().is_none()
            && url.path().starts_with("/v1/notifications/certs/")
    })
}
