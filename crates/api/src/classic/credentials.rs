//! API credentials of an account.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::Certificate;

/// API user name, password, and a signature or a certificate. `Debug` shows
/// the user name alone.
#[derive(Clone)]
pub struct ClassicCredentials {
    pub(super) user: String,
    pub(super) password: SecretString,
    pub(super) proof: Proof,
    pub(super) subject: Option<String>,
}

/// Proof of the user name: signature or certificate.
#[derive(Clone)]
pub(super) enum Proof {
    Signature(SecretString),
    Certificate(Certificate),
}

impl ClassicCredentials {
    /// Credentials with a signature, as the account's page "API access" shows
    /// them.
    pub fn signature(
        user: impl Into<String>,
        password: impl Into<SecretString>,
        signature: impl Into<SecretString>,
    ) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
            proof: Proof::Signature(signature.into()),
            subject: None,
        }
    }

    /// Credentials with a client certificate.
    pub fn certificate(
        user: impl Into<String>,
        password: impl Into<SecretString>,
        certificate: Certificate,
    ) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
            proof: Proof::Certificate(certificate),
            subject: None,
        }
    }

    /// Calls for another account, which has granted it: its e-mail address.
    #[must_use]
    pub fn on_behalf_of(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The API user name.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    pub(super) fn signature_text(&self) -> Option<&str> {
        match &self.proof {
            Proof::Signature(signature) => Some(signature.expose_secret()),
            Proof::Certificate(_) => None,
        }
    }

    /// The credentials under the names of one encoding: user, password,
    /// signature and subject.
    pub(super) fn fields<'a>(&'a self, names: [&'a str; 4]) -> Vec<(&'a str, &'a str)> {
        let [user, password, signature, subject] = names;
        let mut fields = vec![
            (user, self.user.as_str()),
            (password, self.password.expose_secret()),
        ];
        fields.extend(self.signature_text().map(|text| (signature, text)));
        fields.extend(self.subject.as_deref().map(|text| (subject, text)));
        fields
    }
}

impl fmt::Debug for ClassicCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proof = match &self.proof {
            Proof::Signature(_) => "signature",
            Proof::Certificate(_) => "certificate",
        };
        f.debug_struct("ClassicCredentials")
            .field("user", &self.user)
            .field("proof", &proof)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
