//! The sandbox's own certificate authority: nothing secret is kept in a file.

use std::sync::OnceLock;

use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
};

/// Password of PKCS#12 files, which some programs do not read without one.
pub(crate) const FILE_PASSWORD: &str = "sandbox";

/// Issues the certificates of the sandbox.
pub(crate) struct Authority {
    pub(crate) issuer: Issuer<'static, KeyPair>,
    /// The certificate to trust, in PEM.
    pub(crate) root: String,
    pub(crate) root_der: Vec<u8>,
    /// The key, in PEM, for the data file: the certificates of users stay good
    /// under the same key and name.
    key_pem: String,
}

/// A certificate with its key, in DER.
pub(crate) struct ServerCertificate {
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: Vec<u8>,
}

/// Certificate of an API user, with its key.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct UserCertificate {
    /// In DER.
    certificate: Vec<u8>,
    /// PKCS#8 in DER.
    key: Vec<u8>,
    pem: String,
}

impl std::fmt::Debug for UserCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserCertificate").finish_non_exhaustive()
    }
}

impl UserCertificate {
    /// Returns whether a client has shown this certificate, in DER.
    pub(crate) fn is(&self, shown: &[u8]) -> bool {
        self.certificate == shown
    }

    /// Key and certificate in PEM.
    pub(crate) fn pem(&self) -> String {
        self.pem.clone()
    }

    /// Key and certificate as a PKCS#12 file with [`FILE_PASSWORD`].
    pub(crate) fn pkcs12(&self) -> Result<Vec<u8>, p12_keystore::error::Error> {
        let certificate = Certificate::from_der(&self.certificate)?;
        let id = crc32fast::hash(&self.certificate).to_be_bytes();
        let key = PrivateKey::from_der(&self.key)?;
        let chain = PrivateKeyChain::new(id.as_slice(), key, [certificate]);
        let mut store = KeyStore::new();
        store.add_entry("paypal-sandbox", KeyStoreEntry::PrivateKeyChain(chain));
        store.writer(FILE_PASSWORD).write()
    }
}

const ALGORITHM: &rcgen::SignatureAlgorithm = &PKCS_ECDSA_P256_SHA256;

/// Made when it is first asked for. The sandboxes of one process share it.
static AUTHORITY: OnceLock<Result<Authority, rcgen::Error>> = OnceLock::new();

/// The authority of this process.
pub(crate) fn authority() -> Result<&'static Authority, rcgen::Error> {
    let made = AUTHORITY.get_or_init(|| Authority::new(KeyPair::generate_for(ALGORITHM)?));
    made.as_ref().map_err(Clone::clone)
}

/// Makes the authority of this process from the key of an earlier one, unless
/// there is one already.
pub(crate) fn restore(key: &str) -> Result<(), rcgen::Error> {
    let key = KeyPair::from_pem(key)?;
    let made = AUTHORITY.get_or_init(|| Authority::new(key));
    made.as_ref().map(|_| ()).map_err(Clone::clone)
}

impl Authority {
    fn new(key: KeyPair) -> Result<Self, rcgen::Error> {
        let key_pem = key.serialize_pem();
        let mut root = CertificateParams::new(Vec::new())?;
        root.distinguished_name
            .push(DnType::CommonName, "paypal-sandbox root");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = root.self_signed(&key)?;
        Ok(Self {
            issuer: Issuer::new(root, key),
            key_pem,
            root: certificate.pem(),
            root_der: certificate.der().to_vec(),
        })
    }

    /// The key in PEM.
    pub(crate) fn key_pem(&self) -> &str {
        &self.key_pem
    }

    /// A certificate for a server with these names.
    pub(crate) fn server(&self, names: &[&str]) -> Result<ServerCertificate, rcgen::Error> {
        let names = names.iter().map(|name| (*name).to_owned());
        let mut leaf = CertificateParams::new(names.collect::<Vec<_>>())?;
        leaf.distinguished_name
            .push(DnType::CommonName, "paypal-sandbox");
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = leaf.signed_by(&key, &self.issuer)?;
        Ok(ServerCertificate {
            certificate: certificate.der().to_vec(),
            key: key.serialize_der(),
        })
    }

    /// A new certificate of an API user, with its key.
    pub(crate) fn issue_to_user(&self, user: &str) -> Result<UserCertificate, rcgen::Error> {
        let mut leaf = CertificateParams::new(Vec::new())?;
        leaf.distinguished_name.push(DnType::CommonName, user);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        leaf.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = leaf.signed_by(&key, &self.issuer)?;
        Ok(UserCertificate {
            certificate: certificate.der().to_vec(),
            key: key.serialize_der(),
            pem: format!("{}{}", key.serialize_pem(), certificate.pem()),
        })
    }
}
