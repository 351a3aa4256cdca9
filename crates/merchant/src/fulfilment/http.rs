//! Fulfilment by a signed HTTP call.

use std::time::Duration;

use leptos_paypal_api::Clock;
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use url::Url;

use super::{Fulfilling, Fulfilment, NotTaken, PaidOrder, SubscriptionUpdate};

/// A second, in milliseconds.
const SECOND: i64 = 1_000;

/// A signed HTTP call: `POST` of the order as JSON.
///
/// Headers: `Idempotency-Key` is the checkout id, with `-cancelled` behind it
/// for a cancellation, whose `kind` is `cancelled`; `Checkout-Timestamp` is the
/// time in seconds since 1970; `Checkout-Signature` is `v1=` and the
/// HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body. For
/// an event of a subscription `Idempotency-Key` is its `event_id`.
/// Any 2xx is yes. Redirects are not followed.
#[derive(Debug)]
pub struct HttpFulfilment {
    url: Url,
    secret: SecretString,
    client: reqwest::Client,
    clock: Clock,
}

impl HttpFulfilment {
    /// Calls `url`, signed with `secret`.
    ///
    /// # Errors
    /// An error when TLS cannot be set up.
    pub fn new(url: Url, secret: SecretString, clock: Clock) -> Result<Self, reqwest::Error> {
        // Fails only when the program has chosen a provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()?;
        Ok(Self {
            url,
            secret,
            client,
            clock,
        })
    }

    async fn call_for_order(&self, order: &PaidOrder) -> Result<(), NotTaken> {
        let key = match order.kind {
            "cancelled" => format!("{}-cancelled", order.checkout_id),
            _ => order.checkout_id.clone(),
        };
        self.call(&key, order).await
    }

    async fn call(&self, key: &str, content: &impl Serialize) -> Result<(), NotTaken> {
        let body =
            serde_json::to_vec(content).map_err(|error| NotTaken::Refused(error.to_string()))?;
        let timestamp = (self.clock.now() / SECOND).to_string();
        let answer = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .header(
                "checkout-signature",
                signature(&self.secret, &timestamp, &body),
            )
            .header("checkout-timestamp", timestamp)
            .body(body)
            .send()
            .await
            .map_err(|error| {
                let is_unsent = error.is_builder() || error.is_connect();
                let problem = error.without_url().to_string();
                if is_unsent {
                    NotTaken::Refused(problem)
                } else {
                    NotTaken::NoAnswer(problem)
                }
            })?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(NotTaken::Refused(format!(
                "HTTP status {}",
                answer.status().as_u16()
            )))
        }
    }
}

impl Fulfilment for HttpFulfilment {
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(self.call_for_order(order))
    }

    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(self.call_for_order(order))
    }

    fn update_subscription<'a>(&'a self, update: &'a SubscriptionUpdate) -> Fulfilling<'a> {
        Box::pin(self.call(&update.event_id, update))
    }
}

/// `v1=` and the HMAC-SHA256 of `timestamp.body`, in hexadecimal.
fn signature(secret: &SecretString, timestamp: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
    let signed = [timestamp.as_bytes(), b".", body].concat();
    let mut text = "v1=".to_owned();
    for byte in hmac::sign(&key, &signed).as_ref() {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_any_hmac_tool() {
        // printf '1790000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        let signed = signature(&SecretString::from("secret"), "1790000000", br#"{"a":1}"#);
        assert_eq!(signed.len(), 67);
        assert_eq!(signed, SIGNED);
    }

    const SIGNED: &str = "v1=da8fe498621aaab99d5b11c51346b13d1a2bf2914b865b8d3edd3531cab25a3e";
}
