//! PayPal's own answers, as servers and browsers read them.

use leptos_paypal_api::{v1, v2};
use leptos_paypal_core::{Environment, PayPalAnswer, PayPalBody, PayPalRefusal};
use url::Url;

/// Reads a body as each of them.
pub fn run(data: &[u8]) {
    let payment = serde_json::from_slice::<v1::Payment>(data);
    let order = serde_json::from_slice::<v2::Order>(data);
    let links = payment.map(|payment| payment.links).into_iter();
    for links in links.chain(order.map(|order| order.links)) {
        if let Ok(address) = links.approval(&Environment::Live) {
            assert!(is_paypals(address), "the buyer is sent to {address}");
        }
    }
    if let Ok(body) = serde_json::from_slice::<PayPalBody>(data) {
        let _ = body.approval_url();
        let _ = PayPalAnswer::from_body(&body);
        let _ = PayPalRefusal::from_body(&body);
    }
}

/// Returns whether a browser that is sent to `address` comes to PayPal, however
/// it is written.
fn is_paypals(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        url.origin().ascii_serialization() == "https://www.paypal.com"
            && url.username().is_empty()
            && url.password().is_none()
    })
}
