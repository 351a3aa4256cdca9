//! The certificate that signs webhooks, made when the first webhook is
//! registered.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256,
};
use ring::rand::SystemRandom;
use ring::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use rsa::pkcs8::EncodePrivateKey;
use thiserror::Error;
use tokio::sync::OnceCell;

use crate::authority::authority;

/// Path of the certificate that signs, with the root behind it.
pub(crate) const CERTIFICATE_PATH: &str = "/v1/notifications/certs/CERT-SANDBOX";
/// Path of the root that a verifier has to trust.
pub(crate) const ROOT_PATH: &str = "/v1/notifications/certs/ROOT";
/// Verifiers ask for a name of PayPal's.
const COMMON_NAME: &str = "messageverificationcerts.sandbox.paypal.com";
const BITS: usize = 2048;

/// Errors of making a certificate.
#[derive(Debug, Error)]
pub(crate) enum CertificateError {
    #[error("no RSA key could be made: {0}")]
    Rsa(#[from] rsa::Error),
    #[error("the RSA key could not be written: {0}")]
    Encoding(#[from] rsa::pkcs8::Error),
    #[error("the RSA key could not be read: {0}")]
    Key(#[from] ring::error::KeyRejected),
    #[error("no certificate could be made: {0}")]
    Certificate(#[from] rcgen::Error),
}

/// Signs what webhooks are sent.
pub(crate) struct Signer {
    key: RsaKeyPair,
    /// The certificate of the key, and the root.
    pub(crate) chain: String,
    pub(crate) root: String,
}

/// Made when it is first asked for. The sandboxes of one process share it: a
/// key takes a part of a second, and keeps nothing secret from anyone.
static SIGNER: OnceCell<Signer> = OnceCell::const_new();

/// The signer of webhooks; the first to ask waits until its key is made. None
/// when that failed, which the log tells.
pub(crate) async fn signer() -> Option<&'static Signer> {
    let made = SIGNER.get_or_try_init(|| async {
        match tokio::task::spawn_blocking(Signer::new).await {
            Ok(made) => made.map_err(|error| {
                tracing::error!(%error, "webhooks cannot be signed");
            }),
            Err(_) => Err(()),
        }
    });
    made.await.ok()
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer").finish_non_exhaustive()
    }
}

impl Signer {
    /// Makes keys and certificates; takes a part of a second.
    fn new() -> Result<Self, CertificateError> {
        let rsa = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS)?;
        let encoded = rsa.to_pkcs8_der()?;
        let key = RsaKeyPair::from_pkcs8(encoded.as_bytes())?;

        let authority = authority()?;
        let mut leaf = CertificateParams::new(vec![COMMON_NAME.to_owned()])?;
        leaf.distinguished_name
            .push(DnType::CommonName, COMMON_NAME);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ServerAuth,
            ExtendedKeyUsagePurpose::ClientAuth,
        ];
        leaf.use_authority_key_identifier_extension = true;
        let leaf_key = KeyPair::from_pkcs8_der_and_sign_algo(
            &encoded.as_bytes().to_vec().into(),
            &PKCS_RSA_SHA256,
        )?;
        let certificate = leaf.signed_by(&leaf_key, &authority.issuer)?;
        Ok(Self {
            key,
            chain: format!("{}{}", certificate.pem(), authority.root),
            root: authority.root.clone(),
        })
    }

    /// `PAYPAL-TRANSMISSION-SIG` of a message, or none when the machine has no
    /// randomness left.
    pub(crate) fn sign(&self, message: &str) -> Option<String> {
        let mut signature = vec![0; self.key.public().modulus_len()];
        let random = SystemRandom::new();
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &random,
                message.as_bytes(),
                &mut signature,
            )
            .ok()?;
        Some(STANDARD.encode(signature))
    }

    /// Returns whether a signature is one of this signer's for `message`.
    pub(crate) fn verifies(&self, message: &str, signature: &str) -> bool {
        let public =
            UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.key.public_key().as_ref());
        STANDARD
            .decode(signature)
            .is_ok_and(|signature| public.verify(message.as_bytes(), &signature).is_ok())
    }
}

/// The signed message: everything that a receiver has or knows, and the checksum of
/// the body.
pub(crate) fn message(id: &str, time: &str, webhook_id: &str, body: &[u8]) -> String {
    format!("{id}|{time}|{webhook_id}|{}", crc32fast::hash(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_of_one_message_and_checksums_decimal() {
        let signer = Signer::new().unwrap();
        let signed = message("id", "2026-03-01T12:00:00Z", "WH", b"{}");
        assert!(signed.ends_with("|2745614147"), "{signed}");
        let signature = signer.sign(&signed).unwrap();
        assert!(signer.verifies(&signed, &signature));
        assert!(!signer.verifies("another", &signature));
        assert!(!signer.verifies(&signed, "no base64!"));
        assert_eq!(signer.chain.matches("BEGIN CERTIFICATE").count(), 2);
        assert!(signer.chain.ends_with(&signer.root));
    }
}
