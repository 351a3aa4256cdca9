//! `links` of answers, under the address that the client used.

use serde_json::{Value, json};

/// One link.
pub(crate) fn link(href: String, rel: &str, method: &str) -> Value {
    json!({"href": href, "rel": rel, "method": method})
}

/// Approval address of a v1 payment.
pub(crate) fn approval_url(base: &str, token: &str) -> String {
    format!("{base}/cgi-bin/webscr?cmd=_express-checkout&token={token}")
}

/// Approval address of a v2 order.
pub(crate) fn checkout_now(base: &str, id: &str) -> String {
    format!("{base}/checkoutnow?token={id}")
}
