//! Signing certificates, fetched from PayPal and kept.

use std::sync::Arc;

use leptos_paypal_core::Environment;
use moka::future::Cache;
use tokio::sync::Semaphore;
use url::Url;
use webpki::EndEntityCert;

use super::certificate::Certificate;
use super::certificate_url::CertificateUrl;
use super::verifier_config::VerifierConfig;
use super::{TrustAnchors, WebhookProblem};
use crate::Clock;
use crate::client::http_client;

/// Chains are a few kilobytes.
const LIMIT: usize = 64 * 1024;
/// PayPal uses one certificate at a time, and another one some day. Only what
/// is trusted takes a place, so that nobody else fills them.
const MAX_TRUSTED: u64 = 16;
/// Addresses that are being fetched, or that came to nothing a moment ago.
const MAX_FETCHES: u64 = 1_000;
/// Addresses that are fetched at the same time; more wait for their turn.
const MAX_AT_ONCE: usize = 8;
/// Time that a certificate is used before it is fetched again, in milliseconds.
const LIFETIME: i64 = 24 * 60 * 60 * 1000;
/// Time that an address that came to nothing is not asked again, in
/// milliseconds.
const FAILED_FOR: i64 = 30 * 1000;

/// Certificates by their address. Each address is fetched once at a time, and
/// one that is slow holds up nobody else.
pub(super) struct CertificateStore {
    http: reqwest::Client,
    anchors: TrustAnchors,
    is_live: bool,
    clock: Clock,
    trusted: Cache<Url, Kept>,
    fetches: Cache<Url, Fetched>,
    turns: Semaphore,
}

#[derive(Clone)]
struct Kept {
    certificate: Arc<Certificate>,
    until: i64,
}

#[derive(Clone)]
struct Fetched {
    result: Result<Arc<Certificate>, WebhookProblem>,
    until: i64,
}

impl CertificateStore {
    pub(super) fn new(config: &VerifierConfig) -> Result<Self, WebhookProblem> {
        Ok(Self {
            http: http_client(&config.retry_policy)?,
            anchors: config.anchors.clone(),
            is_live: matches!(config.environment, Environment::Live),
            clock: config.clock.clone(),
            trusted: Cache::new(MAX_TRUSTED),
            fetches: Cache::new(MAX_FETCHES),
            turns: Semaphore::new(MAX_AT_ONCE),
        })
    }

    /// The trusted certificate at `url`, as it was when it was fetched.
    ///
    /// # Errors
    /// [`WebhookProblem`], for half a minute the same one.
    pub(super) async fn get(
        &self,
        url: &CertificateUrl,
    ) -> Result<Arc<Certificate>, WebhookProblem> {
        let url = url.url();
        if let Some(kept) = self.trusted.get(url).await
            && self.clock.now() < kept.until
        {
            return Ok(kept.certificate);
        }
        let fetched = self
            .fetches
            .entry_by_ref(url)
            .or_insert_with_if(self.fetch(url), |before| self.clock.now() >= before.until)
            .await;
        fetched.into_value().result
    }

    /// Checks owner, chain and dates.
    pub(super) fn check<'a>(
        &self,
        certificate: &'a Certificate,
    ) -> Result<EndEntityCert<'a>, WebhookProblem> {
        certificate.check(&self.anchors, self.is_live, self.clock.now_seconds())
    }

    async fn fetch(&self, url: &Url) -> Fetched {
        let result = self.fetch_trusted(url).await;
        let now = self.clock.now();
        let until = match &result {
            Ok(certificate) => {
                let kept = Kept {
                    certificate: Arc::clone(certificate),
                    until: now + LIFETIME,
                };
                let until = kept.until;
                self.trusted.insert(url.clone(), kept).await;
                until
            }
            Err(_) => now + FAILED_FOR,
        };
        Fetched { result, until }
    }

    async fn fetch_trusted(&self, url: &Url) -> Result<Arc<Certificate>, WebhookProblem> {
        let certificate = Arc::new(Certificate::read(&self.download(url).await?)?);
        self.check(&certificate)?;
        Ok(certificate)
    }

    async fn download(&self, url: &Url) -> Result<Vec<u8>, WebhookProblem> {
        let unreachable =
            |error: reqwest::Error| WebhookProblem::Unreachable(Arc::new(error.without_url()));
        // Nobody closes the semaphore.
        let _turn = self.turns.acquire().await;
        let request = self.http.get(url.clone());
        let mut answer = request.send().await.map_err(unreachable)?;
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
}
