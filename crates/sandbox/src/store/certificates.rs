//! Public certificates that merchants have uploaded for encrypted forms.

use der::DecodePem;
use der::referenced::OwnedToRef;
use jiff::Timestamp;
use rsa::RsaPublicKey;
use x509_cert::Certificate;

use super::Store;
use super::accounts::AccountId;
use super::error::StoreError;

/// Certificates that one account can have. PayPal takes six.
const MAX_CERTIFICATES: usize = 6;

/// An uploaded certificate. Kept as its PEM.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "StoredCertificate", into = "StoredCertificate")]
pub(crate) struct AccountCertificate {
    /// `cert_id`.
    pub(crate) id: String,
    pub(crate) owner: AccountId,
    pub(crate) certificate: Certificate,
    pub(crate) expires: Timestamp,
    pub(crate) key: RsaPublicKey,
    pem: String,
}

/// A certificate in a data file.
#[derive(serde::Serialize, serde::Deserialize)]
struct StoredCertificate {
    id: String,
    owner: AccountId,
    pem: String,
}

impl From<AccountCertificate> for StoredCertificate {
    fn from(AccountCertificate { id, owner, pem, .. }: AccountCertificate) -> Self {
        Self { id, owner, pem }
    }
}

impl TryFrom<StoredCertificate> for AccountCertificate {
    type Error = StoreError;

    fn try_from(stored: StoredCertificate) -> Result<Self, StoreError> {
        Self::read(stored.id, &stored.owner, &stored.pem)
    }
}

impl AccountCertificate {
    /// Distinguished name of the subject.
    pub(crate) fn subject(&self) -> String {
        self.certificate.tbs_certificate.subject.to_string()
    }

    /// Serial number in hexadecimal.
    pub(crate) fn serial(&self) -> String {
        self.certificate.tbs_certificate.serial_number.to_string()
    }

    /// Reads a certificate in PEM.
    fn read(id: String, owner: &AccountId, pem: &str) -> Result<Self, StoreError> {
        let read = || {
            let certificate = Certificate::from_pem(pem.trim()).ok()?;
            let told = &certificate.tbs_certificate;
            let key = told.subject_public_key_info.owned_to_ref();
            let key = RsaPublicKey::try_from(key).ok()?;
            let expires = told.validity.not_after.to_unix_duration().as_secs();
            Some(Self {
                id,
                owner: owner.clone(),
                certificate,
                expires: Timestamp::from_second(i64::try_from(expires).ok()?).ok()?,
                key,
                pem: pem.trim().to_owned(),
            })
        };
        read().ok_or(StoreError::CertificateUnreadable)
    }
}

/// All uploaded certificates, oldest first.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct AccountCertificates(Vec<AccountCertificate>);

impl AccountCertificates {
    /// A certificate of an account by its `cert_id`.
    pub(crate) fn get(&self, owner: &AccountId, id: &str) -> Option<&AccountCertificate> {
        self.0
            .iter()
            .find(|certificate| certificate.owner == *owner && certificate.id == id)
    }

    /// The certificates of an account.
    pub(crate) fn of<'s>(
        &'s self,
        owner: &'s AccountId,
    ) -> impl Iterator<Item = &'s AccountCertificate> {
        self.0
            .iter()
            .filter(move |certificate| certificate.owner == *owner)
    }

    /// Removes a certificate; false where there is none.
    pub(crate) fn remove(&mut self, owner: &AccountId, id: &str) -> bool {
        let before = self.0.len();
        self.0
            .retain(|certificate| certificate.owner != *owner || certificate.id != id);
        self.0.len() < before
    }
}

impl Store {
    /// Keeps a certificate in PEM; answers it with its new id.
    pub(crate) fn add_certificate(
        &mut self,
        owner: &AccountId,
        pem: &str,
    ) -> Result<AccountCertificate, StoreError> {
        if self.certificates.of(owner).count() >= MAX_CERTIFICATES {
            return Err(StoreError::TooManyCertificates {
                most: MAX_CERTIFICATES,
            });
        }
        let mut certificate = AccountCertificate::read(String::new(), owner, pem)?;
        certificate.id = self.ids.certificate();
        self.certificates.0.push(certificate.clone());
        Ok(certificate)
    }
}
