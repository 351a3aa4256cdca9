//! Certificates of an account for encrypted forms.

use super::account::AccountHead;
use askama::Template;

/// A certificate that the account has uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCertificateView {
    /// `cert_id`.
    pub cert_id: String,
    /// Distinguished name of the subject.
    pub subject: String,
    /// Serial number in hexadecimal.
    pub serial: String,
    /// End of its validity.
    pub expires: String,
    /// The end is over.
    pub is_expired: bool,
}

/// `GET /_sandbox/accounts/{id}/certificates`.
#[derive(Debug, Clone, Template)]
#[template(path = "form_certificates.html")]
pub struct FormCertificatesPage {
    /// The account.
    pub head: AccountHead,
    /// Oldest first.
    pub certificates: Vec<FormCertificateView>,
    /// Forms in clear are refused.
    pub only_encrypted: bool,
    /// Text of the attempt before.
    pub typed: String,
    /// Fault of the attempt before.
    pub error: Option<String>,
}
