//! `paypal-merchant keys`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use jiff::Timestamp;
use paypal_merchant::KeyPair;
use secrecy::ExposeSecret;

use super::printable::say;

#[derive(Args)]
pub(crate) struct Keys {
    /// The shop's name in the certificate
    #[arg(long)]
    name: String,
    /// File for the private key; it must not be there yet
    #[arg(long, default_value = "paypal-shop-key.pem")]
    key: PathBuf,
    /// File for the certificate; it must not be there yet
    #[arg(long, default_value = "paypal-shop-certificate.pem")]
    certificate: PathBuf,
    /// Days that the certificate is valid
    #[arg(long, default_value_t = 3_650, value_parser = clap::value_parser!(u16).range(1..=7_300))]
    days: u16,
}

impl Keys {
    pub(crate) fn run(self) -> Result<()> {
        let pair = KeyPair::generate(&self.name, self.days, Timestamp::now())?;
        write_new(&self.key, 0o600, pair.key.expose_secret())?;
        write_new(&self.certificate, 0o644, &pair.certificate)?;
        say!("the key is in {}: keep it secret", self.key.display());
        say!(
            "the certificate is in {}: upload it to PayPal and note the cert id that it shows",
            self.certificate.display()
        );
        Ok(())
    }
}

/// Writes a file that is not there yet: a key that is overwritten is lost.
fn write_new(path: &Path, mode: u32, text: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let context = || format!("cannot write {}", path.display());
    let mut file = options.open(path).with_context(context)?;
    file.write_all(text.as_bytes()).with_context(context)
}
