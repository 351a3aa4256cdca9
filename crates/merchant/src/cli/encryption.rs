//! Keys and certificates of encrypted forms, on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use paypal_merchant::EncryptedForms;
use secrecy::SecretString;

/// All four or none.
#[derive(Args)]
pub(crate) struct EncryptionArgs {
    /// A file with the shop's private key for encrypted forms, in PEM
    #[arg(long, env = "PAYPAL_MERCHANT_FORM_KEY_FILE")]
    form_key_file: Option<PathBuf>,
    /// A file with the shop's certificate, which was uploaded to PayPal
    #[arg(long, env = "PAYPAL_MERCHANT_FORM_CERTIFICATE_FILE")]
    form_certificate_file: Option<PathBuf>,
    /// PayPal's id of that certificate
    #[arg(long, env = "PAYPAL_MERCHANT_CERT_ID")]
    cert_id: Option<String>,
    /// A file with PayPal's certificate, for which forms are encrypted
    #[arg(long, env = "PAYPAL_MERCHANT_PAYPAL_CERTIFICATE_FILE")]
    paypal_certificate_file: Option<PathBuf>,
}

impl EncryptionArgs {
    /// The encryption, where it is set up.
    pub(crate) fn read(&self) -> Result<Option<EncryptedForms>> {
        let (key, certificate, cert_id, paypal) = match (
            &self.form_key_file,
            &self.form_certificate_file,
            &self.cert_id,
            &self.paypal_certificate_file,
        ) {
            (None, None, None, None) => return Ok(None),
            (Some(key), Some(certificate), Some(cert_id), Some(paypal)) => {
                (key, certificate, cert_id, paypal)
            }
            _ => bail!(
                "encrypted forms need all of --form-key-file, --form-certificate-file, --cert-id and --paypal-certificate-file"
            ),
        };
        refuse_readers(key)?;
        let forms = EncryptedForms::new(
            cert_id,
            &SecretString::from(read(key)?),
            &read(certificate)?,
            &read(paypal)?,
        )?;
        Ok(Some(forms))
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Refuses a key that others on this machine can read.
fn refuse_readers(key: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let metadata = fs::metadata(key);
        let metadata = metadata.with_context(|| format!("cannot read {}", key.display()))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            bail!("others can read the key {}: chmod 600 it", key.display());
        }
    }
    #[cfg(not(unix))]
    let _ = key;
    Ok(())
}
