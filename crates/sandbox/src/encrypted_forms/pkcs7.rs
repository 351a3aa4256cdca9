//! PKCS#7: enveloped data decrypted with PayPal's key, and signed data within.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut, KeyIvInit};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::enveloped_data::{EnvelopedData, RecipientIdentifier, RecipientInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::oid::AssociatedOid;
use der::{Any, Decode, Encode};
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::{Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use thiserror::Error;
use x509_cert::Certificate;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const DES_EDE3_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.3.7");

/// Reasons why a form cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Pkcs7Error {
    #[error("it is not enveloped data in DER")]
    Envelope,
    #[error("it is encrypted for another certificate than that of this PayPal")]
    Recipient,
    #[error("it is encrypted by other algorithms than RSA and DES-EDE3-CBC")]
    Algorithm,
    #[error("it was changed after it was encrypted")]
    Decryption,
    #[error("what is encrypted is not signed data in DER with its content")]
    Signed,
}

/// Text that somebody has signed.
#[derive(Debug)]
pub(super) struct SignedText {
    /// Digests that the signers use.
    digests: Vec<ObjectIdentifier>,
    pub(super) text: Vec<u8>,
    signers: Vec<SignerInfo>,
    /// Certificates that came along.
    certificates: Vec<CertificateChoices>,
}

/// Decrypts enveloped data with the key of `certificate`.
pub(super) fn decrypt(
    envelope: &[u8],
    key: &RsaPrivateKey,
    certificate: &Certificate,
) -> Result<Vec<u8>, Pkcs7Error> {
    let info = ContentInfo::from_der(envelope).map_err(|_| Pkcs7Error::Envelope)?;
    if info.content_type != ENVELOPED_DATA {
        return Err(Pkcs7Error::Envelope);
    }
    let data: EnvelopedData = info.content.decode_as().map_err(|_| Pkcs7Error::Envelope)?;
    let inner = data.encrypted_content.content_type;
    if data.version != CmsVersion::V0 || inner != DATA {
        return Err(Pkcs7Error::Envelope);
    }
    let own = name_of(certificate);
    let mut recipients = data.recip_infos.0.iter();
    let recipient = recipients.find_map(|recipient| match recipient {
        RecipientInfo::Ktri(info) => match &info.rid {
            RecipientIdentifier::IssuerAndSerialNumber(name) if *name == own => Some(info),
            _ => None,
        },
        _ => None,
    });
    let recipient = recipient.ok_or(Pkcs7Error::Recipient)?;
    let parameters = recipient.key_enc_alg.parameters.as_ref();
    let has_none = parameters.is_none_or(Any::is_null);
    if recipient.version != CmsVersion::V0
        || recipient.key_enc_alg.oid != RSA_ENCRYPTION
        || !has_none
    {
        return Err(Pkcs7Error::Algorithm);
    }
    let algorithm = &data.encrypted_content.content_enc_alg;
    if algorithm.oid != DES_EDE3_CBC {
        return Err(Pkcs7Error::Algorithm);
    }
    let iv: Option<OctetString> = algorithm
        .parameters
        .as_ref()
        .and_then(|parameters| parameters.decode_as().ok());
    let iv = iv.ok_or(Pkcs7Error::Algorithm)?;
    let content = data.encrypted_content.encrypted_content;
    let content = content.ok_or(Pkcs7Error::Envelope)?;
    let key = key
        .decrypt(Pkcs1v15Encrypt, recipient.enc_key.as_bytes())
        .map_err(|_| Pkcs7Error::Decryption)?;
    cbc::Decryptor::<des::TdesEde3>::new_from_slices(&key, iv.as_bytes())
        .map_err(|_| Pkcs7Error::Algorithm)?
        .decrypt_padded_vec_mut::<Pkcs7>(content.as_bytes())
        .map_err(|_| Pkcs7Error::Decryption)
}

fn name_of(certificate: &Certificate) -> IssuerAndSerialNumber {
    IssuerAndSerialNumber {
        issuer: certificate.tbs_certificate.issuer.clone(),
        serial_number: certificate.tbs_certificate.serial_number.clone(),
    }
}

impl SignedText {
    /// Reads signed data with its content; who signed is not looked at yet.
    pub(super) fn read(der: &[u8]) -> Result<Self, Pkcs7Error> {
        let read = || {
            let info = ContentInfo::from_der(der).ok()?;
            let signed: SignedData = match info.content_type {
                SIGNED_DATA => info.content.decode_as().ok()?,
                _ => return None,
            };
            let content = signed.encap_content_info.econtent?;
            let text: OctetString = content.decode_as().ok()?;
            let certificates = signed.certificates.map(|all| all.0.into_vec());
            let digests = signed.digest_algorithms.iter();
            Some(Self {
                digests: digests.map(|algorithm| algorithm.oid).collect(),
                text: text.into_bytes(),
                signers: signed.signer_infos.0.into_vec(),
                certificates: certificates.unwrap_or_default(),
            })
        };
        read().ok_or(Pkcs7Error::Signed)
    }

    /// Returns whether the owner of `certificate`, whose key is `key`, signed
    /// the text. Where certificates came along, it is among them.
    pub(super) fn is_signed_by(&self, certificate: &Certificate, key: &RsaPublicKey) -> bool {
        let name = SignerIdentifier::IssuerAndSerialNumber(name_of(certificate));
        let own = CertificateChoices::Certificate(certificate.clone());
        if !self.certificates.is_empty() && !self.certificates.contains(&own) {
            return false;
        }
        // No signature covers the list of digests: one that does not name the
        // signer's was changed on the way.
        let mut signers = self
            .signers
            .iter()
            .filter(|signer| signer.sid == name && self.digests.contains(&signer.digest_alg.oid));
        signers.any(|signer| match signer.digest_alg.oid {
            Sha1::OID => self.verifies::<Sha1>(signer, key),
            Sha256::OID => self.verifies::<Sha256>(signer, key),
            Sha384::OID => self.verifies::<Sha384>(signer, key),
            Sha512::OID => self.verifies::<Sha512>(signer, key),
            _ => false,
        })
    }

    /// The signature is one of the attributes, among which is the digest of the
    /// text; of the text itself where there are none (RFC 5652, section 5.4).
    fn verifies<D: Digest + AssociatedOid>(&self, signer: &SignerInfo, key: &RsaPublicKey) -> bool {
        let digest = D::digest(&self.text);
        let signed = match &signer.signed_attrs {
            None => digest,
            Some(attributes) => {
                let mut all = attributes.iter();
                let told = all.find(|attribute| attribute.oid == MESSAGE_DIGEST);
                let told = told.and_then(|attribute| attribute.values.get(0));
                let told: Option<OctetString> = told.and_then(|value| value.decode_as().ok());
                let is_same = told.is_some_and(|told| told.as_bytes() == digest.as_slice());
                match attributes.to_der() {
                    Ok(der) if is_same => D::digest(der),
                    _ => return false,
                }
            }
        };
        let signature = signer.signature.as_bytes();
        key.verify(Pkcs1v15Sign::new::<D>(), &signed, signature)
            .is_ok()
    }
}
