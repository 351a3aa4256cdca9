//! Trust anchors of webhook certificates.

use std::fmt;
use std::sync::Arc;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor};

use super::WebhookProblem;

/// Root certificates that PayPal's chain may end in.
#[derive(Clone)]
pub struct TrustAnchors(Arc<Vec<TrustAnchor<'static>>>);

impl TrustAnchors {
    /// Those of the machine, as for any HTTPS connection.
    ///
    /// # Errors
    /// `webhook_no_trust` when there are none.
    pub fn machine() -> Result<Self, WebhookProblem> {
        let found = rustls_native_certs::load_native_certs();
        let anchors = anchors(&found.certs);
        if anchors.is_empty() {
            let problem = match found.errors.first() {
                Some(error) => error.to_string(),
                None => "install the system's ca-certificates".to_owned(),
            };
            return Err(WebhookProblem::NoTrust { problem });
        }
        Ok(Self(Arc::new(anchors)))
    }

    /// Those of a PEM file, such as an offline sandbox's own.
    ///
    /// # Errors
    /// `webhook_no_trust` when it has none.
    pub fn from_pem(pem: &[u8]) -> Result<Self, WebhookProblem> {
        let problem = |problem: String| WebhookProblem::NoTrust { problem };
        let certificates = CertificateDer::pem_slice_iter(pem)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| problem(error.to_string()))?;
        let anchors = anchors(&certificates);
        if anchors.is_empty() {
            return Err(problem("the PEM text has no certificate".to_owned()));
        }
        Ok(Self(Arc::new(anchors)))
    }

    pub(super) fn as_slice(&self) -> &[TrustAnchor<'static>] {
        &self.0
    }
}

/// Old certificates in a machine's store may not be readable; they are left
/// out, as in any TLS client.
fn anchors(certificates: &[CertificateDer<'_>]) -> Vec<TrustAnchor<'static>> {
    certificates
        .iter()
        .filter_map(|certificate| webpki::anchor_from_trusted_cert(certificate).ok())
        .map(|anchor| anchor.to_owned())
        .collect()
}

impl fmt::Debug for TrustAnchors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrustAnchors({})", self.0.len())
    }
}
