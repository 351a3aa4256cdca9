//! Checking a message without asking PayPal about it.

use std::fmt;
use std::sync::Arc;

use super::certificate::{Certificate, check_algorithm, check_signature};
use super::certificate_store::CertificateStore;
use super::certificate_url::CertificateUrl;
use super::message::signed_message;
use super::verifier_config::VerifierConfig;
use super::{Transmission, WebhookProblem};

/// Verifies messages by PayPal's certificate, which it keeps. Clones share it.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    config: VerifierConfig,
    certificates: Arc<CertificateStore>,
}

impl Verifier {
    /// A verifier; nothing is fetched yet.
    ///
    /// # Errors
    /// An error when TLS cannot be set up.
    pub fn new(config: VerifierConfig) -> Result<Self, WebhookProblem> {
        Ok(Self(Arc::new(Inner {
            certificates: Arc::new(CertificateStore::new(&config)?),
            config,
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
        check_algorithm(&transmission.auth_algo)?;
        let url = CertificateUrl::of(&config.environment, &transmission.cert_url)?;
        let certificates = &self.0.certificates;
        let message = signed_message(transmission, &config.webhook_id, raw);
        let is_signed_by = |certificate: &Certificate| {
            // At every use, since time passes.
            let trusted = certificates.check(certificate)?;
            check_signature(&trusted, &transmission.transmission_sig, message.as_bytes())
        };
        let used = certificates.get(&url).await?;
        let Err(problem) = is_signed_by(&used) else {
            return Ok(());
        };
        // PayPal may sign with another one since a while.
        match certificates.another(&url, &used).await? {
            Some(other) => is_signed_by(&other),
            None => Err(problem),
        }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}
