//! PayPal's key for encrypted forms, kept with the store: what was encrypted
//! before a restart is still read.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use der::DecodePem;
use rcgen::{CertificateParams, DnType, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use x509_cert::Certificate;

use crate::authority::authority;

const COMMON_NAME: &str = "paypal-sandbox encrypted forms";
const BITS: usize = 2048;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The key that opens forms, and the certificate for which they are encrypted.
/// Clones are the same key.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "StoredKey", into = "StoredKey")]
pub(crate) struct PayPalKey(Arc<Inner>);

struct Inner {
    key: RsaPrivateKey,
    /// PKCS#8 in DER.
    encoded: Vec<u8>,
    certificate: Certificate,
    pem: String,
}

/// The key in a data file.
#[derive(serde::Serialize, serde::Deserialize)]
struct StoredKey {
    /// PKCS#8 in DER, in base64.
    key: String,
    /// The certificate in PEM.
    certificate: String,
}

/// The key is not among what is shown.
impl fmt::Debug for PayPalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayPalKey").finish_non_exhaustive()
    }
}

impl From<PayPalKey> for StoredKey {
    fn from(own: PayPalKey) -> Self {
        Self {
            key: STANDARD.encode(&own.0.encoded),
            certificate: own.0.pem.clone(),
        }
    }
}

impl TryFrom<StoredKey> for PayPalKey {
    type Error = Error;

    fn try_from(stored: StoredKey) -> Result<Self, Error> {
        Self::read(STANDARD.decode(stored.key)?, stored.certificate)
    }
}

impl PayPalKey {
    /// Makes the key; takes a part of a second.
    pub(crate) fn new() -> Result<Self, Error> {
        let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS)?;
        let encoded = key.to_pkcs8_der()?.as_bytes().to_vec();
        let signer =
            KeyPair::from_pkcs8_der_and_sign_algo(&encoded.clone().into(), &PKCS_RSA_SHA256)?;
        let mut params = CertificateParams::new(Vec::new())?;
        params
            .distinguished_name
            .push(DnType::CommonName, COMMON_NAME);
        params.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
        params.use_authority_key_identifier_extension = true;
        let pem = params.signed_by(&signer, &authority()?.issuer)?.pem();
        Self::read(encoded, pem)
    }

    fn read(encoded: Vec<u8>, pem: String) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            key: RsaPrivateKey::from_pkcs8_der(&encoded)?,
            certificate: Certificate::from_pem(&pem)?,
            encoded,
            pem,
        })))
    }

    pub(crate) fn key(&self) -> &RsaPrivateKey {
        &self.0.key
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.0.certificate
    }

    /// The certificate in PEM.
    pub(crate) fn pem(&self) -> &str {
        &self.0.pem
    }
}
