//! Client certificate of API credentials.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use reqwest::Identity;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::CertificateProblem;

/// A certificate with its private key, as PayPal's page "API access" hands
/// them out (`cert_key_pem.txt`), or as a PKCS#12 file. `Debug` shows nothing
/// of it.
#[derive(Clone)]
pub struct Certificate {
    /// Chain and key as PEM.
    pem: SecretSlice<u8>,
}

impl Certificate {
    /// Reads PEM: a certificate, more of its chain, and a private key, in any
    /// order.
    ///
    /// # Errors
    /// [`CertificateProblem::Pem`].
    pub fn from_pem(pem: impl Into<Vec<u8>>) -> Result<Self, CertificateProblem> {
        let certificate = Self {
            pem: SecretSlice::from(pem.into()),
        };
        certificate.identity()?;
        Ok(certificate)
    }

    /// Reads a PKCS#12 file (`.p12`, `.pfx`).
    ///
    /// # Errors
    /// [`CertificateProblem`].
    pub fn from_pkcs12(file: &[u8], password: &SecretString) -> Result<Self, CertificateProblem> {
        let store =
            KeyStore::from_pkcs12(file, password.expose_secret(), Pkcs12ImportPolicy::Strict)
                .map_err(|problem| CertificateProblem::Pkcs12(problem.to_string()))?;
        let (_, chain) = store.private_key_chain().ok_or(CertificateProblem::NoKey)?;
        let mut pem = Vec::new();
        for certificate in chain.certs() {
            block(&mut pem, "CERTIFICATE", certificate.as_der());
        }
        block(&mut pem, "PRIVATE KEY", chain.key().as_der());
        Self::from_pem(pem)
    }

    pub(super) fn identity(&self) -> Result<Identity, CertificateProblem> {
        Identity::from_pem(self.pem.expose_secret())
            .map_err(|problem| CertificateProblem::Pem(problem.to_string()))
    }
}

/// Appends a PEM block (RFC 7468).
fn block(pem: &mut Vec<u8>, label: &str, der: &[u8]) {
    pem.extend_from_slice(format!("-----BEGIN {label}-----\n").as_bytes());
    for line in STANDARD.encode(der).as_bytes().chunks(64) {
        pem.extend_from_slice(line);
        pem.push(b'\n');
    }
    pem.extend_from_slice(format!("-----END {label}-----\n").as_bytes());
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate")
    }
}
