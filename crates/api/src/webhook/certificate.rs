//! PayPal's signing certificate.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{EndEntityCert, KeyUsage};

use super::{TrustAnchors, WebhookProblem};

const DOMAIN: &str = ".paypal.com";
const SANDBOX_DOMAIN: &str = ".sandbox.paypal.com";
/// As many names of a stranger's certificate as an error shows.
const SHOWN_NAMES: usize = 3;
/// The one algorithm PayPal signs with, as its header says.
const ALGORITHM: &str = "SHA256withRSA";

/// A certificate with what it is signed by, as served in one PEM file.
pub(super) struct Certificate {
    leaf: CertificateDer<'static>,
    intermediates: Vec<CertificateDer<'static>>,
}

impl Certificate {
    /// Reads a PEM file: the certificate first, then its issuers.
    pub(super) fn read(pem: &[u8]) -> Result<Self, WebhookProblem> {
        let mut certificates = CertificateDer::pem_slice_iter(pem)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| untrusted(error.to_string()))?
            .into_iter();
        let leaf = certificates
            .next()
            .ok_or_else(|| untrusted("it is not in PEM"))?;
        Ok(Self {
            leaf,
            intermediates: certificates.collect(),
        })
    }

    /// Checks owner, chain and dates. The owner is who the subject alternative
    /// names say, as everywhere on the web; the common name is free text.
    pub(super) fn check(
        &self,
        anchors: &TrustAnchors,
        is_live: bool,
        now_seconds: u64,
    ) -> Result<EndEntityCert<'_>, WebhookProblem> {
        let certificate =
            EndEntityCert::try_from(&self.leaf).map_err(|error| untrusted(error.to_string()))?;
        let is_paypals = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.ends_with(DOMAIN) && !(is_live && name.ends_with(SANDBOX_DOMAIN))
        };
        if !certificate.valid_dns_names().any(is_paypals) {
            let names: Vec<&str> = certificate.valid_dns_names().take(SHOWN_NAMES).collect();
            return Err(WebhookProblem::CertificateNames {
                names: names.join(", "),
            });
        }
        certificate
            .verify_for_usage(
                webpki::ALL_VERIFICATION_ALGS,
                anchors.as_slice(),
                &self.intermediates,
                UnixTime::since_unix_epoch(Duration::from_secs(now_seconds)),
                KeyUsage::server_auth(),
                None,
                None,
            )
            .map_err(|error| untrusted(error.to_string()))?;
        Ok(certificate)
    }
}

/// Checks a signature of `message`, given in base64.
pub(super) fn check_signature(
    certificate: &EndEntityCert<'_>,
    signature: &str,
    message: &[u8],
) -> Result<(), WebhookProblem> {
    let signature = STANDARD
        .decode(signature)
        .map_err(|_| WebhookProblem::Signature)?;
    certificate
        .verify_signature(
            webpki::ring::RSA_PKCS1_2048_8192_SHA256,
            message,
            &signature,
        )
        .map_err(|_| WebhookProblem::Signature)
}

/// Refuses other algorithms before anything is fetched.
pub(super) fn check_algorithm(algorithm: &str) -> Result<(), WebhookProblem> {
    if algorithm.eq_ignore_ascii_case(ALGORITHM) {
        Ok(())
    } else {
        Err(WebhookProblem::Algorithm {
            algorithm: algorithm.to_owned(),
        })
    }
}

fn untrusted(problem: impl Into<String>) -> WebhookProblem {
    WebhookProblem::Certificate {
        problem: problem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

    /// A certificate for `name` with another common name, and whom to trust
    /// for it.
    fn certificate(name: &str, common_name: &str) -> (Certificate, TrustAnchors) {
        let mut authority = CertificateParams::new([]).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let issuer = CertifiedIssuer::self_signed(authority, key).unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, common_name);
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &issuer).unwrap();
        (
            Certificate::read(leaf.pem().as_bytes()).unwrap(),
            TrustAnchors::from_pem(issuer.pem().as_bytes()).unwrap(),
        )
    }

    #[test]
    fn the_sandbox_does_not_sign_for_real_money() {
        let now = 1_795_262_400;
        for (name, live, sandbox) in [
            ("messageverificationcerts.paypal.com", true, true),
            ("MessageVerificationCerts.PayPal.com", true, true),
            ("messageverificationcerts.sandbox.paypal.com", false, true),
            ("paypal.com.evil.example", false, false),
            ("evilpaypal.com", false, false),
        ] {
            let (certificate, anchors) = certificate(name, "whatever");
            for (is_live, allowed) in [(true, live), (false, sandbox)] {
                let result = certificate.check(&anchors, is_live, now);
                assert_eq!(result.is_ok(), allowed, "{name} {is_live}");
            }
        }
    }

    #[test]
    fn the_common_name_proves_nothing() {
        let paypal = "messageverificationcerts.paypal.com";
        let (certificate, anchors) = certificate("evil.example", paypal);
        let refused = certificate.check(&anchors, true, 1_795_262_400);
        let problem = refused.err().unwrap();
        assert_eq!(problem.code(), "webhook_common_name");
        assert!(problem.to_string().contains("evil.example"), "{problem}");
    }
}
