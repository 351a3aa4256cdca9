//! Database of a command.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use paypal_merchant::ledger::{Database, Ledger};

const URL: &str = "DATABASE_URL";
const FILE: &str = "merchant.db";

#[derive(Args)]
pub(crate) struct DatabaseArgs {
    /// The database's file; without it the PostgreSQL database of the environment's DATABASE_URL
    /// [default: merchant.db]
    #[arg(long, value_name = "FILE", env = "PAYPAL_MERCHANT_DATABASE")]
    database: Option<PathBuf>,
}

impl DatabaseArgs {
    /// The file that is named, or else the server that the environment names.
    /// A URL may hold a password, which a list of processes would show: it is
    /// no option.
    pub(crate) fn choose(&self) -> Result<Database> {
        if let Some(file) = &self.database {
            if file.to_string_lossy().contains("://") {
                bail!("--database is a file; give a server's URL in the environment as {URL}");
            }
            return Ok(Database::file(file));
        }
        match env::var(URL) {
            Ok(url) if !url.is_empty() => Database::url(&url).context(URL),
            Ok(_) | Err(env::VarError::NotPresent) => Ok(Database::file(FILE)),
            Err(env::VarError::NotUnicode(_)) => bail!("{URL} is not Unicode"),
        }
    }

    /// Opens what is there already.
    pub(crate) async fn open(&self) -> Result<Ledger> {
        let database = self.choose()?;
        if database.path().is_some_and(|file| !file.is_file()) {
            bail!("there is no database: {database}");
        }
        Ok(Ledger::open(&database).await?)
    }
}
