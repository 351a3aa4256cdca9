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
/// Unknown addresses that are fetched at the same time; more wait for their
/// turn. As many trusted ones have turns of their own.
const MAX_AT_ONCE: usize = 8;
/// Time after which a certificate is fetched again, in milliseconds.
const RENEWED_AFTER: i64 = 24 * 60 * 60 * 1000;
/// Time that an address that came to nothing is not asked again, in
/// milliseconds.
const FAILED_FOR: i64 = 30 * 1000;

/// Certificates by their address. Each address is fetched once at a time, and
/// one that is slow holds up nobody else: what is trusted is renewed in the
/// background, and used meanwhile as long as it is valid.
pub(super) struct CertificateStore {
    http: reqwest::Client,
    anchors: TrustAnchors,
    is_live: bool,
    clock: Clock,
    trusted: Cache<Url, Kept>,
    fetches: Cache<Url, Fetched>,
    turns: Semaphore,
    renewal_turns: Semaphore,
}

#[derive(Clone)]
struct Kept {
    certificate: Arc<Certificate>,
    /// Time of its renewal.
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
            renewal_turns: Semaphore::new(MAX_AT_ONCE),
        })
    }

    /// The trusted certificate at `url`, as it was when it was fetched.
    ///
    /// # Errors
    /// [`WebhookProblem`], for half a minute the same one.
    pub(super) async fn get(
        self: &Arc<Self>,
        url: &CertificateUrl,
    ) -> Result<Arc<Certificate>, WebhookProblem> {
        let url = url.url();
        let Some(kept) = self.trusted.get(url).await else {
            return self.fetch_once(url, &self.turns).await;
        };
        let now = self.clock.now();
        if now < kept.until {
            return Ok(kept.certificate);
        }
        if self.check(&kept.certificate).is_err() {
            return self.renew(url).await;
        }
        let (store, url) = (Arc::clone(self), url.clone());
        // What comes to nothing is tried again, as long as this one is valid.
        tokio::spawn(async move { store.fetch_once(&url, &store.renewal_turns).await.map(drop) });
        Ok(kept.certificate)
    }

    /// The certificate that is at `url` now, where the renewal of `used` is due and
    /// there is another one.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(super) async fn another(
        &self,
        url: &CertificateUrl,
        used: &Arc<Certificate>,
    ) -> Result<Option<Arc<Certificate>>, WebhookProblem> {
        let url = url.url();
        let is_due = self.trusted.get(url).await.is_none_or(|kept| {
            !Arc::ptr_eq(&kept.certificate, used) || self.clock.now() >= kept.until
        });
        if !is_due {
            return Ok(None);
        }
        let now_there = self.renew(url).await?;
        Ok(Some(now_there).filter(|other| !Arc::ptr_eq(other, used)))
    }

    /// Fetches another certificate from an address that had PayPal's: where there is
    /// none, that says nothing about a message.
    async fn renew(&self, url: &Url) -> Result<Arc<Certificate>, WebhookProblem> {
        let fetched = self.fetch_once(url, &self.renewal_turns).await;
        fetched.map_err(|problem| WebhookProblem::Renewal(Box::new(problem)))
    }

    /// Fetches a certificate, together with all others who ask for it.
    async fn fetch_once(
        &self,
        url: &Url,
        turns: &Semaphore,
    ) -> Result<Arc<Certificate>, WebhookProblem> {
        let fetch = self.fetch(url, turns);
        let fetched = self
            .fetches
            .entry_by_ref(url)
            .or_insert_with_if(fetch, |before| self.clock.now() >= before.until)
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

    async fn fetch(&self, url: &Url, turns: &Semaphore) -> Fetched {
        let result = self.fetch_trusted(url, turns).await;
        let now = self.clock.now();
        let until = match &result {
            Ok(certificate) => {
                let kept = Kept {
                    certificate: Arc::clone(certificate),
                    until: now + RENEWED_AFTER,
                };
                let until = kept.until;
                self.trusted.insert(url.clone(), kept).await;
                until
            }
            Err(_) => now + FAILED_FOR,
        };
        Fetched { result, until }
    }

    async fn fetch_trusted(
        &self,
        url: &Url,
        turns: &Semaphore,
    ) -> Result<Arc<Certificate>, WebhookProblem> {
        // Nobody closes the semaphore.
        let turn = turns.acquire().await;
        let pem = self.download(url).await?;
        drop(turn);
        let certificate = Arc::new(Certificate::read(&pem)?);
        self.check(&certificate)?;
        Ok(certificate)
    }

    async fn download(&self, url: &Url) -> Result<Vec<u8>, WebhookProblem> {
        let unreachable =
            |error: reqwest::Error| WebhookProblem::Unreachable(Arc::new(error.without_url()));
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
