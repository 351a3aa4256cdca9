//! Forms that nobody on the way to PayPal can read or change.
//!
//! The shop signs the variables with its key, and encrypts them for PayPal's
//! certificate (PKCS#7, "Encrypted Website Payments"). PayPal knows the shop's
//! certificate by the id that it got when it was uploaded (`cert_id`).

mod keys;
mod pkcs7;

use std::fmt;

use der::pem::LineEnding;
use der::referenced::OwnedToRef;
use der::{DecodePem, EncodePem};
use leptos_paypal_core::CoreError;
use leptos_paypal_core::form::{EncryptedForm, SavedButton};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::{RsaPrivateKey, RsaPublicKey};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use x509_cert::Certificate;

pub use keys::{KeyPair, KeyPairError};

/// Keys and certificates for encrypted forms. The key does not show in `Debug`.
#[derive(Clone)]
pub struct EncryptedForms {
    cert_id: String,
    key: RsaPrivateKey,
    certificate: Certificate,
    paypal: Certificate,
    paypal_key: RsaPublicKey,
}

impl fmt::Debug for EncryptedForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptedForms")
            .field("cert_id", &self.cert_id)
            .finish_non_exhaustive()
    }
}

/// Failure to encrypt forms.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EncryptionError {
    /// PayPal's ids of certificates are letters and digits.
    #[error("cert id {0:?}: use the letters and digits that PayPal shows for the certificate")]
    CertId(String),
    /// The key is no RSA key in PEM.
    #[error("the key is no RSA private key in PEM")]
    Key,
    /// The certificate is none in PEM, or is not for an RSA key.
    #[error("{0} is no certificate of an RSA key in PEM")]
    Certificate(&'static str),
    /// The certificate belongs to another key.
    #[error("the shop's certificate is not that of the shop's key")]
    KeyOfOther,
    /// The variables cannot be signed or encrypted.
    #[error("the form cannot be encrypted: {0}")]
    Failed(String),
    /// The encrypted form breaks a rule.
    #[error(transparent)]
    Form(#[from] CoreError),
}

impl EncryptedForms {
    /// Reads the shop's key and certificate and PayPal's certificate, all in
    /// PEM. `cert_id` is PayPal's id of the shop's certificate.
    ///
    /// # Errors
    /// [`EncryptionError`], naming the one that cannot be used.
    pub fn new(
        cert_id: &str,
        key: &SecretString,
        certificate: &str,
        paypal_certificate: &str,
    ) -> Result<Self, EncryptionError> {
        let is_id = (1..=32).contains(&cert_id.len())
            && cert_id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_id {
            return Err(EncryptionError::CertId(cert_id.to_owned()));
        }
        let key = private_key(key)?;
        let (certificate, own_key) = read_certificate("the shop's certificate", certificate)?;
        if own_key != key.to_public_key() {
            return Err(EncryptionError::KeyOfOther);
        }
        let (paypal, paypal_key) = read_certificate("PayPal's certificate", paypal_certificate)?;
        Ok(Self {
            cert_id: cert_id.to_owned(),
            key,
            certificate,
            paypal,
            paypal_key,
        })
    }

    /// The shop's certificate in PEM, as it is uploaded to PayPal.
    ///
    /// # Errors
    /// [`EncryptionError::Failed`] when it cannot be written.
    pub fn certificate(&self) -> Result<String, EncryptionError> {
        self.certificate
            .to_pem(LineEnding::LF)
            .map_err(pkcs7::failed)
    }

    /// Encrypts the variables of a form.
    ///
    /// # Errors
    /// [`EncryptionError`] when the system has no randomness, or the form is too
    /// large.
    pub fn encrypt(&self, fields: &[(String, String)]) -> Result<EncryptedForm, EncryptionError> {
        let text = self.plain_text(fields);
        let signed = pkcs7::sign(text.as_bytes(), &self.key, &self.certificate)?;
        let sealed = pkcs7::encrypt(&signed, &self.paypal, &self.paypal_key)?;
        let sealed = der::pem::encode_string("PKCS7", LineEnding::LF, &sealed);
        let sealed = sealed.map_err(pkcs7::failed)?;
        Ok(sealed.parse()?)
    }

    /// The variables of the form that is posted in place of `fields`:
    /// `cmd=_s-xclick` and `encrypted`.
    ///
    /// # Errors
    /// As [`EncryptedForms::encrypt`].
    pub fn fields(
        &self,
        fields: &[(String, String)],
    ) -> Result<Vec<(String, String)>, EncryptionError> {
        let form = self.encrypt(fields)?;
        Ok(SavedButton::Encrypted(form).fields()?)
    }

    /// One `name=value` a line, `cert_id` first. The values of a checked form
    /// have no line breaks.
    fn plain_text(&self, fields: &[(String, String)]) -> String {
        let mut text = format!("cert_id={}\n", self.cert_id);
        for (name, value) in fields {
            text.push_str(name);
            text.push('=');
            text.push_str(value);
            text.push('\n');
        }
        text
    }
}

fn private_key(pem: &SecretString) -> Result<RsaPrivateKey, EncryptionError> {
    let pem = pem.expose_secret();
    RsaPrivateKey::from_pkcs8_pem(pem)
        .ok()
        .or_else(|| RsaPrivateKey::from_pkcs1_pem(pem).ok())
        .ok_or(EncryptionError::Key)
}

fn read_certificate(
    whose: &'static str,
    pem: &str,
) -> Result<(Certificate, RsaPublicKey), EncryptionError> {
    let unusable = || EncryptionError::Certificate(whose);
    let certificate = Certificate::from_pem(pem.trim()).map_err(|_| unusable())?;
    let key = certificate.tbs_certificate.subject_public_key_info.clone();
    let key = RsaPublicKey::try_from(key.owned_to_ref()).map_err(|_| unusable())?;
    Ok((certificate, key))
}

#[cfg(test)]
mod tests;
