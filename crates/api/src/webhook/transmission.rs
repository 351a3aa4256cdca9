//! Transmission headers of a webhook message.

use leptos_paypal_core::Environment;
use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};

use super::{WebhookProblem, certificate, certificate_url};
use crate::IdProblem;

/// The webhook's id, from the developer site or from creating it; it is in no
/// header, which is what binds a message to one receiver. At most 50 letters
/// and digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebhookId(String);

impl WebhookId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebhookId {
    type Error = IdProblem;

    fn try_from(text: String) -> Result<Self, IdProblem> {
        let reads = (1..=50).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if reads {
            Ok(Self(text))
        } else {
            Err(IdProblem {
                what: "webhook id",
                value: text,
            })
        }
    }
}

impl std::str::FromStr for WebhookId {
    type Err = IdProblem;

    fn from_str(text: &str) -> Result<Self, IdProblem> {
        Self::try_from(text.to_owned())
    }
}

impl From<WebhookId> for String {
    fn from(id: WebhookId) -> Self {
        id.0
    }
}

/// The five headers of a message. What they say is the sender's word until it
/// is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmission {
    /// `PAYPAL-TRANSMISSION-ID`: of this attempt at delivery.
    pub transmission_id: String,
    /// `PAYPAL-TRANSMISSION-TIME` (RFC 3339).
    pub transmission_time: String,
    /// `PAYPAL-TRANSMISSION-SIG`, base64.
    pub transmission_sig: String,
    /// `PAYPAL-CERT-URL`.
    pub cert_url: String,
    /// `PAYPAL-AUTH-ALGO`: `SHA256withRSA`.
    pub auth_algo: String,
}

impl Transmission {
    /// Reads the headers.
    ///
    /// # Errors
    /// `webhook_header` for one that is missing, longer than PayPal's schema
    /// allows, or has blanks or the mark that separates the signed parts.
    pub fn from_headers(headers: &HeaderMap) -> Result<Self, WebhookProblem> {
        let read = |header: &'static str, limit: usize| {
            headers
                .get(header)
                .and_then(|value| value.to_str().ok())
                .filter(|text| (1..=limit).contains(&text.len()))
                .filter(|text| {
                    text.bytes()
                        .all(|byte| byte.is_ascii_graphic() && byte != b'|')
                })
                .map(str::to_owned)
                .ok_or(WebhookProblem::Header { header })
        };
        Ok(Self {
            transmission_id: read("paypal-transmission-id", 50)?,
            transmission_time: read("paypal-transmission-time", 100)?,
            // A key of 2048 bits, which PayPal has, needs 344.
            transmission_sig: read("paypal-transmission-sig", 500)?,
            cert_url: read("paypal-cert-url", 500)?,
            auth_algo: read("paypal-auth-algo", 100)?,
        })
    }

    /// Refuses what can be no message of this PayPal's, before anybody is
    /// asked about it: another algorithm, a certificate from elsewhere. Of an
    /// offline PayPal, certificates may have PayPal's own addresses too.
    ///
    /// # Errors
    /// `webhook_algorithm`, `webhook_certificate_url`.
    pub fn check(&self, environment: &Environment) -> Result<(), WebhookProblem> {
        certificate::check_algorithm(&self.auth_algo)?;
        certificate_url::check(environment, &self.cert_url)
    }
}
