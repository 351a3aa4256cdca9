//! Telling the shop's own system that a checkout is paid.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use leptos_paypal_core::{CheckoutId, ChosenOption, Currency};
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use thiserror::Error;
use tracing::{info, warn};
use url::Url;

use crate::ledger::{Checkout, FulfilmentKind, LedgerError};
use crate::merchant::Inner;

const SECOND: i64 = 1_000;
/// The longest pause between two attempts. There is no last one: a paid order
/// is not forgotten.
const LONGEST: i64 = 6 * 60 * 60 * SECOND;
/// How long one instance has for telling before another may tell.
const LEASE: i64 = 60 * SECOND;
/// How many are told in one go.
const AT_ONCE: usize = 50;

/// A paid order, as the shop's system gets it. It gets it at least once:
/// `checkout_id` tells a repetition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaidOrder {
    /// The checkout, and the idempotency key.
    pub checkout_id: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// What was paid.
    pub total: String,
    /// The payment at PayPal.
    pub txn_id: Option<String>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// `paid`, or `cancelled` when the money went back after the order was
    /// taken.
    pub kind: &'static str,
    /// What was bought.
    pub lines: Vec<PaidLine>,
}

/// One line of a paid order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaidLine {
    /// The article.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The buyer's choices.
    pub options: Vec<ChosenOption>,
    /// The price of one.
    pub price: String,
}

impl PaidOrder {
    fn of(checkout: &Checkout, paid_at: i64, kind: FulfilmentKind) -> Self {
        Self {
            checkout_id: checkout.id.to_string(),
            currency: checkout.total.currency(),
            total: checkout.total.to_string(),
            txn_id: checkout
                .payment
                .as_ref()
                .map(|payment| payment.txn_id.to_string()),
            paid_at: Timestamp::from_millisecond(paid_at).ok(),
            kind: kind.as_str(),
            lines: checkout
                .lines
                .iter()
                .map(|line| PaidLine {
                    sku: line.sku.to_string(),
                    name: line.name.clone(),
                    quantity: line.quantity,
                    options: line.options.clone(),
                    price: line.price.to_string(),
                })
                .collect(),
        }
    }
}

/// Reason why the shop's system did not take an order; it is told again later.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It said no, or was not reached. Should the money go back meanwhile,
    /// there is nothing to cancel.
    #[error("{0}")]
    Refused(String),
    /// It got the order and did not answer, so that it may have taken it.
    /// Should the money go back meanwhile, the order is cancelled.
    #[error("{0}")]
    NoAnswer(String),
}

/// The future of [`Fulfilment::fulfil`].
pub type Fulfilling<'a> = Pin<Box<dyn Future<Output = Result<(), NotTaken>> + Send + 'a>>;

/// The shop's own system, which takes paid orders.
pub trait Fulfilment: fmt::Debug + Send + Sync {
    /// Takes a paid order. It may come more than once, and does until it was
    /// taken.
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a>;

    /// Takes back an order that was taken: its money went back to the buyer.
    /// It may come more than once, too. Should the money come again, so does
    /// the order.
    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a>;
}

/// A signed HTTP call: `POST` of the order as JSON.
///
/// Headers: `Idempotency-Key` is the checkout id, with `-cancelled` behind it
/// for a cancellation, whose `kind` is `cancelled`; `Checkout-Timestamp` is the
/// time in seconds since 1970; `Checkout-Signature` is `v1=` and the
/// HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body.
/// Any 2xx is yes. Redirects are not followed.
#[derive(Debug)]
pub struct HttpFulfilment {
    url: Url,
    secret: SecretString,
    client: reqwest::Client,
    clock: crate::Clock,
}

impl HttpFulfilment {
    /// Calls `url`, signed with `secret`.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(
        url: Url,
        secret: SecretString,
        clock: crate::Clock,
    ) -> Result<Self, reqwest::Error> {
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

    async fn call(&self, order: &PaidOrder) -> Result<(), NotTaken> {
        let body =
            serde_json::to_vec(order).map_err(|error| NotTaken::Refused(error.to_string()))?;
        let key = match order.kind {
            "cancelled" => format!("{}-cancelled", order.checkout_id),
            _ => order.checkout_id.clone(),
        };
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
        Box::pin(self.call(order))
    }

    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(self.call(order))
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

/// From five seconds, doubling, to six hours.
fn pause(attempts: i64) -> i64 {
    ((5 * SECOND) << attempts.clamp(0, 13)).min(LONGEST)
}

impl Inner {
    /// Tells of every paid checkout that is due.
    pub(crate) async fn fulfil_due(&self) -> Result<(), LedgerError> {
        let Some(fulfilment) = &self.config.fulfilment else {
            return Ok(());
        };
        for _ in 0..AT_ONCE {
            let now = self.config.clock.now();
            let Some(due) = self.ledger.take_due_fulfilment(now, now + LEASE).await? else {
                break;
            };
            let checkout = match self.ledger.checkout(&due.id).await {
                Ok(Some(checkout)) => checkout,
                Err(error) if error.is_passing() => return Err(error),
                // It comes again when its lease is over; others have their turn.
                unreadable => {
                    let problem = unreadable.err().map(|error| error.to_string());
                    warn!(
                        checkout = due.id.as_str(),
                        problem, "a paid checkout cannot be read"
                    );
                    continue;
                }
            };
            let id: &CheckoutId = &due.id;
            // What counts is how the checkout stands now, not when it was
            // paid.
            let Some(kind) = due.state.due(checkout.status) else {
                self.ledger.fulfilled(id, None, now).await?;
                continue;
            };
            self.ledger.telling(id, kind).await?;
            let order = PaidOrder::of(&checkout, due.paid_at, kind);
            let taken = match kind {
                FulfilmentKind::Paid => fulfilment.fulfil(&order).await,
                FulfilmentKind::Cancelled => fulfilment.cancel(&order).await,
            };
            let now = self.config.clock.now();
            match taken {
                Ok(()) => {
                    self.ledger.fulfilled(id, Some(kind), now).await?;
                    self.metrics.fulfilment("taken");
                    info!(checkout = id.as_str(), "the shop's system took the order");
                }
                Err(not_taken) => {
                    let problem = not_taken.to_string();
                    warn!(
                        checkout = id.as_str(),
                        problem, "the shop's system did not take the order"
                    );
                    let may_have_it = matches!(not_taken, NotTaken::NoAnswer(_));
                    let next = now + pause(due.attempts);
                    self.ledger
                        .not_fulfilled(id, &problem, may_have_it, next)
                        .await?;
                    self.metrics.fulfilment("not_taken");
                }
            }
        }
        Ok(())
    }
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

    #[test]
    fn pauses_grow_to_a_limit() {
        assert_eq!(pause(0), 5 * SECOND);
        assert!((1..40).all(|attempts| pause(attempts) >= pause(attempts - 1)));
        assert_eq!(pause(40), LONGEST);
    }
}
