//! Errors of verifying a webhook message.

use std::sync::Arc;

use thiserror::Error;

use crate::ApiError;

/// A message that is not PayPal's, or of which nobody can tell.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum WebhookProblem {
    /// A header that every message has is not there, or too long.
    #[error("the header {header} is missing or not of its form")]
    Header {
        /// The header.
        header: &'static str,
    },
    /// A signature algorithm other than PayPal's.
    #[error("the signature algorithm {algorithm:?} is not SHA256withRSA")]
    Algorithm {
        /// `PAYPAL-AUTH-ALGO`.
        algorithm: String,
    },
    /// The certificate would come from somewhere else.
    #[error("the certificate at {url:?} is not on a host of this PayPal")]
    CertificateUrl {
        /// `PAYPAL-CERT-URL`.
        url: String,
    },
    /// PayPal does not have the certificate.
    #[error("the certificate was not found: HTTP status {status}")]
    CertificateStatus {
        /// The HTTP status.
        status: u16,
    },
    /// Not a certificate, or not one that is trusted.
    #[error("the certificate is not trusted: {problem}")]
    Certificate {
        /// The reason.
        problem: String,
    },
    /// Somebody else's certificate. The code keeps the name of what was looked
    /// at before: the common name.
    #[error("the certificate is {names:?}'s, not PayPal's")]
    CertificateNames {
        /// The first of its subject alternative names.
        names: String,
    },
    /// The signature is not of this message to this webhook.
    #[error("the signature does not fit: another body, another webhook id, or not PayPal's")]
    Signature,
    /// The body is no event.
    #[error("the body is not an event: {problem}")]
    Body {
        /// The reason.
        problem: String,
    },
    /// No certificate to trust on this machine.
    #[error("there are no root certificates to trust: {problem}")]
    NoTrust {
        /// The reason.
        problem: String,
    },
    /// The certificate cannot be fetched now.
    #[error("the certificate cannot be fetched: {0}")]
    Unreachable(#[source] Arc<reqwest::Error>),
    /// The certificate of before is too old to decide, and another one could not be
    /// fetched.
    #[error("the certificate could not be renewed: {0}")]
    Renewal(#[source] Box<Self>),
    /// PayPal could not be asked.
    #[error(transparent)]
    Api(#[from] ApiError),
}

impl WebhookProblem {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Header { .. } => "webhook_header",
            Self::Algorithm { .. } => "webhook_algorithm",
            Self::CertificateUrl { .. } => "webhook_certificate_url",
            Self::CertificateStatus { .. } => "webhook_certificate_status",
            Self::Certificate { .. } => "webhook_certificate",
            Self::CertificateNames { .. } => "webhook_common_name",
            Self::Signature => "webhook_signature",
            Self::Body { .. } => "webhook_body",
            Self::NoTrust { .. } => "webhook_no_trust",
            Self::Unreachable(_) => "webhook_certificate_unreachable",
            Self::Renewal(_) => "webhook_certificate_renewal",
            Self::Api(error) => error.code(),
        }
    }

    /// Returns whether PayPal, asked about the message, has refused the question for
    /// what the message is: that is a no. Refusals of whoever asks, or of how
    /// often, say nothing about it.
    #[must_use]
    pub fn is_verdict(&self) -> bool {
        match self {
            Self::Api(error) => error.refusal().is_some_and(|refusal| {
                (400..500).contains(&refusal.status)
                    && !matches!(refusal.status, 401 | 403 | 407 | 408 | 409 | 425 | 429)
            }),
            problem => !problem.is_passing(),
        }
    }

    /// Returns true when nobody can tell now: keep the message and ask again. All other
    /// problems are final.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::NoTrust { .. } | Self::Renewal(_) => true,
            Self::CertificateStatus { status } => *status >= 500 || *status == 429,
            Self::Api(error) => error.is_passing(),
            _ => false,
        }
    }
}
