//! Credentials of a call, and the account that it acts for.

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;

use super::errors::{CallResult, ClassicError, refused};
use crate::authority::UserCertificate;
use crate::config::ClassicCredentials;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::tls::TlsClient;

/// Credentials as a request gives them.
#[derive(Clone, Default)]
pub(super) struct Credentials {
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    pub(super) signature: Option<String>,
    /// E-mail address or id of the account to act for.
    pub(super) subject: Option<String>,
    /// The certificate that the client has shown, in DER.
    pub(super) certificate: Option<Vec<u8>>,
}

impl Credentials {
    /// The same, with the certificate that the client has.
    pub(super) fn with_certificate(self, client: Option<&ConnectInfo<TlsClient>>) -> Self {
        let certificate = client.and_then(|ConnectInfo(client)| client.certificate.clone());
        Self {
            certificate,
            ..self
        }
    }

    /// The same, with the headers where the body says nothing.
    pub(super) fn or_headers(self, headers: &HeaderMap) -> Self {
        let header = |name: &str| {
            let value = headers.get(name)?.to_str().ok()?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        Self {
            user: self.user.or_else(|| header("x-paypal-security-userid")),
            password: self
                .password
                .or_else(|| header("x-paypal-security-password")),
            signature: self
                .signature
                .or_else(|| header("x-paypal-security-signature")),
            subject: self.subject.or_else(|| header("x-paypal-security-subject")),
            certificate: self.certificate,
        }
    }

    /// The account that the call acts for. Wrong credentials are one error,
    /// whichever of them is wrong.
    pub(super) fn authenticate(&self, store: &Store) -> CallResult<AccountId> {
        let user = self.user.as_deref().unwrap_or_default();
        let Some((account, known)) = store.accounts.with_api_user(user) else {
            return refused(10002);
        };
        if !self.is_proved(known, account.certificate.as_ref()) {
            return refused(10002);
        }
        let Some(subject) = &self.subject else {
            return Ok(account.id.clone());
        };
        let no_permission = || {
            let error = ClassicError::of(10002);
            error.saying("You do not have permissions to make this API call")
        };
        let Some(other) = store.accounts.named(subject) else {
            return Err(no_permission().into());
        };
        let permissions = &other.settings.api_permissions;
        let is_granted = |email: &String| email.eq_ignore_ascii_case(&account.email);
        if other.id == account.id || permissions.iter().any(is_granted) {
            Ok(other.id.clone())
        } else {
            Err(no_permission().into())
        }
    }

    fn is_proved(&self, known: &ClassicCredentials, own: Option<&UserCertificate>) -> bool {
        let has_second = match (&self.signature, &self.certificate) {
            (Some(signature), _) => *signature == known.signature,
            (None, Some(shown)) => own.is_some_and(|own| own.is(shown)),
            (None, None) => false,
        };
        self.password.as_ref() == Some(&known.password) && has_second
    }
}
