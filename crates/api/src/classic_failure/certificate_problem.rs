//! Fault of a client certificate.

use thiserror::Error;

/// A file that is no certificate with its key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CertificateProblem {
    /// No certificate or no key among the PEM blocks.
    #[error("the PEM file needs a certificate and its private key: {0}")]
    Pem(String),
    /// No PKCS#12 file, or another password.
    #[error("the PKCS#12 file cannot be opened: {0}")]
    Pkcs12(String),
    /// A PKCS#12 file without a key.
    #[error("the PKCS#12 file has no private key with its certificate")]
    NoKey,
}
