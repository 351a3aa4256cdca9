//! Checking a message without asking PayPal about it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos_paypal_core::Environment;
use url::Url;

use super::certificate::{Certificate, check_algorithm, check_signature};
use super::message::signed_message;
use super::{Transmission, TrustAnchors, WebhookId, WebhookProblem};
use crate::client::http_client;
use crate::{Clock, Patience};

const LIVE_HOSTS: &str = ".paypal.com";
const SANDBOX_HOSTS: &str = ".sandbox.paypal.com";
/// Chains are a few kilobytes.
const LIMIT: usize = 64 * 1024;
/// PayPal uses one certificate at a time, and another one some day.
const KEPT: usize = 8;
/// How long a certificate is used before it is fetched again, in milliseconds.
const LIFETIME: i64 = 24 * 60 * 60 * 1000;

/// What a verifier needs to know.
#[derive(Clone, Debug)]
pub struct VerifierConfig {
    /// Which PayPal sends; certificates are fetched from its hosts alone.
    pub environment: Environment,
    /// The webhook's id.
    pub webhook_id: WebhookId,
    /// Whom to trust.
    pub anchors: TrustAnchors,
    /// Time limits for fetching a certificate; it is fetched once for each
    /// message, since PayPal sends the message again.
    pub patience: Patience,
    /// Where the time comes from.
    pub clock: Clock,
}

/// Verifies messages by PayPal's certificate, which it keeps. Clones share it.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    config: VerifierConfig,
    http: reqwest::Client,
    kept: Mutex<HashMap<String, Kept>>,
    /// Held by whoever fetches, so that a burst of messages fetches once.
    fetching: tokio::sync::Mutex<()>,
}

struct Kept {
    certificate: Arc<Certificate>,
    until: i64,
}

impl Verifier {
    /// A verifier; nothing is fetched yet.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(config: VerifierConfig) -> Result<Self, WebhookProblem> {
        Ok(Self(Arc::new(Inner {
            http: http_client(&config.patience)?,
            config,
            kept: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        })))
    }

    /// Checks that PayPal signed exactly this body for this webhook: the
    /// algorithm, the certificate's host, owner, chain and dates, and the
    /// signature.
    ///
    /// # Errors
    /// [`WebhookProblem`]; with
    /// [`is_passing`](WebhookProblem::is_passing) nobody can tell yet.
    pub async fn verify(
        &self,
        transmission: &Transmission,
        raw: &[u8],
    ) -> Result<(), WebhookProblem> {
        let config = &self.0.config;
        check_algorithm(transmission)?;
        let url = certificate_url(&config.environment, &transmission.cert_url)?;
        let certificate = self.certificate(&transmission.cert_url, url).await?;
        let is_live = matches!(config.environment, Environment::Live);
        let trusted = certificate.check(&config.anchors, is_live, config.clock.now_seconds())?;
        let message = signed_message(transmission, &config.webhook_id, raw);
        check_signature(&trusted, transmission, message.as_bytes())
    }

    async fn certificate(&self, name: &str, url: Url) -> Result<Arc<Certificate>, WebhookProblem> {
        if let Some(certificate) = self.find(name) {
            return Ok(certificate);
        }
        let _fetching = self.0.fetching.lock().await;
        if let Some(certificate) = self.find(name) {
            return Ok(certificate);
        }
        let certificate = Arc::new(Certificate::read(&self.fetch(url).await?)?);
        // Only what is trusted takes a place.
        let config = &self.0.config;
        let is_live = matches!(config.environment, Environment::Live);
        certificate.check(&config.anchors, is_live, config.clock.now_seconds())?;
        self.keep(name, &certificate);
        Ok(certificate)
    }

    async fn fetch(&self, url: Url) -> Result<Vec<u8>, WebhookProblem> {
        let unreachable =
            |error: reqwest::Error| WebhookProblem::Unreachable(Arc::new(error.without_url()));
        let mut answer = self.0.http.get(url).send().await.map_err(unreachable)?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(WebhookProblem::CertificateStatus {
                status: answer.status().as_u16(),
            });
        }
        let mut pem = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
            if pem.len() + chunk.len() > LIMIT {
                return Err(WebhookProblem::Certificate {
                    problem: format!("it is longer than {LIMIT} bytes"),
                });
            }
            pem.extend_from_slice(&chunk);
        }
        Ok(pem)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        // Nothing in here can be left half done.
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, name: &str) -> Option<Arc<Certificate>> {
        let now = self.0.config.clock.now();
        self.kept()
            .get(name)
            .filter(|kept| now < kept.until)
            .map(|kept| Arc::clone(&kept.certificate))
    }

    fn keep(&self, name: &str, certificate: &Arc<Certificate>) {
        let until = self.0.config.clock.now() + LIFETIME;
        let mut kept = self.kept();
        if kept.len() >= KEPT && !kept.contains_key(name) {
            let oldest = kept
                .iter()
                .min_by_key(|(_, kept)| kept.until)
                .map(|(name, _)| name.clone());
            oldest.and_then(|name| kept.remove(&name));
        }
        let certificate = Arc::clone(certificate);
        kept.insert(name.to_owned(), Kept { certificate, until });
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}

/// The URL, if it is on a host of this PayPal: otherwise whoever sends a
/// message would choose the certificate it is checked with.
fn certificate_url(environment: &Environment, text: &str) -> Result<Url, WebhookProblem> {
    let refused = || WebhookProblem::CertificateUrl {
        url: text.to_owned(),
    };
    let url = Url::parse(text).map_err(|_| refused())?;
    let is_on = |hosts: &str| {
        url.scheme() == "https"
            && url.port().is_none()
            && url.username().is_empty()
            && url.password().is_none()
            && url.domain().is_some_and(|host| host.ends_with(hosts))
    };
    let allowed = match environment {
        Environment::Live => is_on(LIVE_HOSTS) && !is_on(SANDBOX_HOSTS),
        Environment::Sandbox => is_on(SANDBOX_HOSTS),
        Environment::Offline(_) => environment.allows(text),
    };
    if allowed { Ok(url) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(environment: &str, url: &str) -> bool {
        certificate_url(&environment.parse().unwrap(), url).is_ok()
    }

    #[test]
    fn certificates_come_from_the_senders_own_hosts() {
        for (environment, url) in [
            (
                "live",
                "https://api.paypal.com/v1/notifications/certs/CERT-1",
            ),
            (
                "live",
                "https://api-m.paypal.com:443/v1/notifications/certs/CERT-1",
            ),
            (
                "sandbox",
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
            ),
            (
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081/v1/notifications/certs/CERT-1",
            ),
        ] {
            assert!(allowed(environment, url), "{environment} {url}");
        }
        for (environment, url) in [
            ("live", "http://api.paypal.com/cert"),
            ("live", "https://api.sandbox.paypal.com/cert"),
            ("live", "https://paypal.com.evil.example/cert"),
            ("live", "https://evil.example/api.paypal.com/cert"),
            ("live", "https://evilpaypal.com/cert"),
            ("live", "https://api.paypal.com@evil.example/cert"),
            ("live", "https://evil.example#.paypal.com"),
            ("live", "https://evil.example\\.paypal.com/cert"),
            ("live", "https://user@api.paypal.com/cert"),
            ("live", "https://api.paypal.com:8443/cert"),
            ("live", "file:///etc/ssl/cert.pem"),
            ("live", "api.paypal.com/cert"),
            ("sandbox", "https://api.paypal.com/cert"),
            ("sandbox", "https://127.0.0.1/cert"),
            ("http://127.0.0.1:8081", "https://api.paypal.com/cert"),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8082/cert"),
            (
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081@evil.example/cert",
            ),
        ] {
            assert!(!allowed(environment, url), "{environment} {url}");
        }
    }
}
