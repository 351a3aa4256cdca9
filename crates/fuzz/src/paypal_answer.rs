//! PayPal's own answers, as servers and browsers read them.

use leptos_paypal_api::{v1, v2};
use leptos_paypal_core::{Environment, PayPalAnswer, PayPalBody, PayPalRefusal};

/// Reads a body as each of them.
pub fn run(data: &[u8]) {
    let payment = serde_json::from_slice::<v1::Payment>(data);
    let order = serde_json::from_slice::<v2::Order>(data);
    let links = payment.map(|payment| payment.links).into_iter();
    for links in links.chain(order.map(|order| order.links)) {
        if let Ok(address) = links.approval(&Environment::Live) {
            let address = address.to_string();
            assert!(
                address.starts_with("https://www.paypal.com/"),
                "the buyer is sent to {address}"
            );
        }
    }
    if let Ok(body) = serde_json::from_slice::<PayPalBody>(data) {
        let _ = body.approval_url();
        let _ = PayPalAnswer::from_body(&body);
        let _ = PayPalRefusal::from_body(&body);
    }
}
