//! `links` of answers, under the address that the client used.

use serde_json::{Value, json};

/// One link.
pub(crate) fn link(href: String, rel: &str, method: &str) -> Value {
    json!({"href": href, "rel": rel, "method": method})
}

/// Approval address of a v1 payment.
pub(crate) fn approval_url(base: &str, token: &str) -> String {
    let pages = pages_of(base);
    format!("{pages}/cgi-bin/webscr?cmd=_express-checkout&token={token}")
}

/// Approval address of a v2 order.
pub(crate) fn checkout_now(base: &str, id: &str) -> String {
    format!("{}/checkoutnow?token={id}", pages_of(base))
}

/// Address of the buyer's pages for a client that has called `base`. PayPal's have
/// other hosts than its APIs, where the sandbox stands for them by name.
fn pages_of(base: &str) -> &str {
    match base {
        "https://api-m.paypal.com" | "https://api.paypal.com" | "https://cors.api.paypal.com" => {
            "https://www.paypal.com"
        }
        "https://api-m.sandbox.paypal.com"
        | "https://api.sandbox.paypal.com"
        | "https://cors.api.sandbox.paypal.com" => "https://www.sandbox.paypal.com",
        own => own,
    }
}

#[cfg(test)]
mod tests {
    use super::{approval_url, checkout_now};

    #[test]
    fn the_buyers_pages_have_other_hosts_than_paypals_apis() {
        for (base, pages) in [
            ("https://api-m.paypal.com", "https://www.paypal.com"),
            (
                "https://cors.api.sandbox.paypal.com",
                "https://www.sandbox.paypal.com",
            ),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
            ("https://pay.example", "https://pay.example"),
        ] {
            assert_eq!(
                checkout_now(base, "5O1"),
                format!("{pages}/checkoutnow?token=5O1")
            );
            assert_eq!(
                approval_url(base, "EC-1"),
                format!("{pages}/cgi-bin/webscr?cmd=_express-checkout&token=EC-1")
            );
        }
    }
}
