//! PayPal's key for encrypted forms, made when it is first asked for.

use der::DecodePem;
use rcgen::{CertificateParams, DnType, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256};
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey;
use tokio::sync::OnceCell;
use x509_cert::Certificate;

use crate::authority::authority;

const COMMON_NAME: &str = "paypal-sandbox encrypted forms";
const BITS: usize = 2048;

/// The key that opens forms, and the certificate for which they are encrypted.
pub(crate) struct PayPalKey {
    pub(super) key: RsaPrivateKey,
    pub(super) certificate: Certificate,
    /// The certificate in PEM.
    pub(crate) pem: String,
}

/// The sandboxes of one process share it.
static KEY: OnceCell<PayPalKey> = OnceCell::const_new();

/// PayPal's key; the first to ask waits until it is made. None when that
/// failed, which the log tells.
pub(crate) async fn paypal_key() -> Option<&'static PayPalKey> {
    let made = KEY.get_or_try_init(|| async {
        match tokio::task::spawn_blocking(PayPalKey::new).await {
            Ok(made) => made.map_err(|error| {
                tracing::error!(%error, "encrypted forms cannot be opened");
            }),
            Err(_) => Err(()),
        }
    });
    made.await.ok()
}

impl PayPalKey {
    /// Makes the key; takes a part of a second.
    fn new() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS)?;
        let encoded = key.to_pkcs8_der()?;
        let signer = KeyPair::from_pkcs8_der_and_sign_algo(
            &encoded.as_bytes().to_vec().into(),
            &PKCS_RSA_SHA256,
        )?;
        let mut params = CertificateParams::new(Vec::new())?;
        params
            .distinguished_name
            .push(DnType::CommonName, COMMON_NAME);
        params.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
        params.use_authority_key_identifier_extension = true;
        let pem = params.signed_by(&signer, &authority()?.issuer)?.pem();
        Ok(Self {
            key,
            certificate: Certificate::from_pem(&pem)?,
            pem,
        })
    }
}
