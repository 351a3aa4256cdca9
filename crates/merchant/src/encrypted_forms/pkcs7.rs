//! PKCS#7: signed data within enveloped data, as PayPal reads it.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockEncryptMut, KeyIvInit};
use cms::builder::{SignedDataBuilder, SignerInfoBuilder};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::enveloped_data::{
    EncryptedContentInfo, EnvelopedData, KeyTransRecipientInfo, RecipientIdentifier, RecipientInfo,
    RecipientInfos,
};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, AnyRef, Encode, Tag};
use rsa::pkcs1v15::{Signature, SigningKey};
use rsa::rand_core::{OsRng, RngCore};
use rsa::sha2::Sha256;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey, RsaPublicKey};
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::EncryptionError;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.3");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const DES_EDE3_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.3.7");

/// Bytes of a DES-EDE3 key.
const KEY: usize = 24;
/// Bytes of a DES block.
const BLOCK: usize = 8;

/// The words of a failure of one of the libraries, whose types differ.
pub(super) fn failed(error: impl ToString) -> EncryptionError {
    EncryptionError::Failed(error.to_string())
}

/// Signs `text`, which stays inside, and returns the DER.
pub(super) fn sign(
    text: &[u8],
    key: &RsaPrivateKey,
    certificate: &Certificate,
) -> Result<Vec<u8>, EncryptionError> {
    let content = EncapsulatedContentInfo {
        econtent_type: DATA,
        econtent: Some(Any::new(Tag::OctetString, text).map_err(failed)?),
    };
    let digest = AlgorithmIdentifierOwned {
        oid: SHA_256,
        parameters: None,
    };
    let signer = SigningKey::<Sha256>::new(key.clone());
    let identifier = SignerIdentifier::IssuerAndSerialNumber(name_of(certificate));
    let info = SignerInfoBuilder::new(&signer, identifier, digest.clone(), &content, None)
        .map_err(failed)?;
    let signed = SignedDataBuilder::new(&content)
        .add_digest_algorithm(digest)
        .map_err(failed)?
        .add_certificate(CertificateChoices::Certificate(certificate.clone()))
        .map_err(failed)?
        .add_signer_info::<SigningKey<Sha256>, Signature>(info)
        .map_err(failed)?
        .build()
        .map_err(failed)?;
    signed.to_der().map_err(failed)
}

/// Encrypts `content` by DES-EDE3-CBC for the owner of `certificate`, and
/// returns the DER.
pub(super) fn encrypt(
    content: &[u8],
    certificate: &Certificate,
    public_key: &RsaPublicKey,
) -> Result<Vec<u8>, EncryptionError> {
    let (mut key, mut iv) = ([0; KEY], [0; BLOCK]);
    OsRng.try_fill_bytes(&mut key).map_err(failed)?;
    OsRng.try_fill_bytes(&mut iv).map_err(failed)?;
    let mut buffer = content.to_vec();
    buffer.resize(content.len() + BLOCK, 0);
    let encrypted = cbc::Encryptor::<des::TdesEde3>::new(&key.into(), &iv.into())
        .encrypt_padded_mut::<Pkcs7>(&mut buffer, content.len())
        .map_err(failed)?;
    let recipient = KeyTransRecipientInfo {
        version: CmsVersion::V0,
        rid: RecipientIdentifier::IssuerAndSerialNumber(name_of(certificate)),
        key_enc_alg: AlgorithmIdentifierOwned {
            oid: RSA_ENCRYPTION,
            parameters: Some(AnyRef::NULL.into()),
        },
        enc_key: OctetString::new(
            public_key
                .encrypt(&mut OsRng, Pkcs1v15Encrypt, &key)
                .map_err(failed)?,
        )
        .map_err(failed)?,
    };
    let recipients = SetOfVec::try_from(vec![RecipientInfo::Ktri(recipient)]).map_err(failed)?;
    let enveloped = EnvelopedData {
        version: CmsVersion::V0,
        originator_info: None,
        recip_infos: RecipientInfos(recipients),
        encrypted_content: EncryptedContentInfo {
            content_type: DATA,
            content_enc_alg: AlgorithmIdentifierOwned {
                oid: DES_EDE3_CBC,
                parameters: Some(Any::new(Tag::OctetString, iv).map_err(failed)?),
            },
            encrypted_content: Some(OctetString::new(encrypted).map_err(failed)?),
        },
        unprotected_attrs: None,
    };
    let info = ContentInfo {
        content_type: ENVELOPED_DATA,
        content: Any::encode_from(&enveloped).map_err(failed)?,
    };
    info.to_der().map_err(failed)
}

fn name_of(certificate: &Certificate) -> IssuerAndSerialNumber {
    IssuerAndSerialNumber {
        issuer: certificate.tbs_certificate.issuer.clone(),
        serial_number: certificate.tbs_certificate.serial_number.clone(),
    }
}
