//! A new key for encrypted forms, with its certificate.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rcgen::{CertificateParams, DistinguishedName, DnType, PKCS_RSA_SHA256, SerialNumber};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::rand_core::{OsRng, RngCore};
use secrecy::SecretString;
use thiserror::Error;

/// Bits of the key. PayPal's documents ask for 1,024 or more; 2,048 are what
/// today's certificates have.
const BITS: usize = 2_048;

/// A private key and its certificate, both in PEM.
#[derive(Debug)]
pub struct KeyPair {
    /// The key; it never leaves the shop.
    pub key: SecretString,
    /// The certificate, which is uploaded to PayPal.
    pub certificate: String,
}

/// Failure to make a key.
#[derive(Debug, Error)]
#[error("no key and certificate could be made: {0}")]
pub struct KeyPairError(String);

impl KeyPair {
    /// Makes an RSA key and a certificate that it signs itself, valid for
    /// `days` from now on, for a shop called `name`.
    ///
    /// # Errors
    /// [`KeyPairError`] when the system has no randomness, or `days` end after
    /// the calendar.
    pub fn generate(name: &str, days: u16, now: Timestamp) -> Result<Self, KeyPairError> {
        fn failed(error: impl ToString) -> KeyPairError {
            KeyPairError(error.to_string())
        }
        let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(failed)?;
        let der = key.to_pkcs8_der().map_err(failed)?;
        let signer =
            rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der.as_bytes().into(), &PKCS_RSA_SHA256)
                .map_err(failed)?;
        let mut serial = [0; 16];
        OsRng.try_fill_bytes(&mut serial).map_err(failed)?;
        // Positive, and with as many bytes as any other.
        serial[0] = serial[0] & 0x7f | 0x40;
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from_slice(&serial));
        let end = now
            .checked_add((i64::from(days) * 24).hours())
            .map_err(failed)?;
        // Midnight before a moment.
        let date = |moment: Timestamp| {
            let day = moment.to_zoned(TimeZone::UTC).date();
            let [month, day_of_month] = [day.month(), day.day()].map(i8::unsigned_abs);
            rcgen::date_time_ymd(i32::from(day.year()), month, day_of_month)
        };
        params.not_before = date(now);
        params.not_after = date(end);
        let certificate = params.self_signed(&signer).map_err(failed)?;
        let key = key.to_pkcs8_pem(LineEnding::LF).map_err(failed)?;
        Ok(Self {
            key: SecretString::from(key.as_str()),
            certificate: certificate.pem(),
        })
    }
}
