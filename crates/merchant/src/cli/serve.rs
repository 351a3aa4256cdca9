//! `paypal-merchant serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use leptos_paypal_core::Environment;
use leptos_paypal_core::form::Payee;
use paypal_merchant::{Catalogue, Config, Merchant};
use secrecy::SecretString;
use tokio::net::TcpListener;

use super::database::DatabaseArgs;

const PDT_TOKEN: &str = "PAYPAL_MERCHANT_PDT_TOKEN";

/// Every option is also an environment variable. The PDT identity token is
/// only that (`PAYPAL_MERCHANT_PDT_TOKEN`), or a file, so that it shows in no
/// list of processes.
#[derive(Args)]
pub(crate) struct Serve {
    /// Where to listen
    #[arg(long, env = "PAYPAL_MERCHANT_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where buyers and PayPal reach the shop [default: http:// and the address listened on]
    #[arg(long, env = "PAYPAL_MERCHANT_PUBLIC_URL")]
    public_url: Option<String>,
    /// Which PayPal: live, sandbox, or the base URL of an offline sandbox
    #[arg(long, env = "PAYPAL_MERCHANT_PAYPAL", default_value = "sandbox")]
    paypal: Environment,
    /// Who is paid: an e-mail address of the account, or its id
    #[arg(long, env = "PAYPAL_MERCHANT_BUSINESS")]
    business: Payee,
    /// Further names of the same account: its id, its primary e-mail address
    #[arg(long, env = "PAYPAL_MERCHANT_RECEIVERS", value_delimiter = ',')]
    receiver: Vec<String>,
    /// The catalogue's file
    #[arg(long, env = "PAYPAL_MERCHANT_CATALOGUE")]
    catalogue: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// The folder of the shop's pages
    #[arg(long, env = "PAYPAL_MERCHANT_SITE")]
    site: Option<PathBuf>,
    /// The page that buyers come back to
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_RETURN_PATH",
        default_value = "/www/return.html"
    )]
    return_path: String,
    /// A file that holds the PDT identity token
    #[arg(long, env = "PAYPAL_MERCHANT_PDT_TOKEN_FILE")]
    pdt_token_file: Option<PathBuf>,
    /// The name of the item that carries high shipping
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_SHIPPING_LABEL",
        default_value = "Shipping"
    )]
    shipping_label: String,
    /// After how many hours an unpaid checkout expires
    #[arg(long, env = "PAYPAL_MERCHANT_EXPIRE_HOURS", default_value_t = 24)]
    expire_hours: u32,
    /// How many checkouts one client address may make or complete in a minute
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_REQUESTS_PER_MINUTE",
        default_value_t = 600
    )]
    requests_per_minute: u32,
}

impl Serve {
    pub(crate) async fn run(self) -> Result<()> {
        if let Some(site) = &self.site
            && !site.is_dir()
        {
            bail!(
                "the site {} is not a folder: build it first",
                site.display()
            );
        }
        let database = self.database.choose()?;
        let mut config = Config::new(
            self.paypal.clone(),
            self.business.clone(),
            Catalogue::read(&self.catalogue)?,
            database.clone(),
        );
        config.pdt_token = self.pdt_token()?;
        config.public_url = self.public_url;
        config.receivers = self.receiver;
        config.site = self.site;
        config.return_path = self.return_path;
        config.shipping_label = self.shipping_label;
        config.requests_per_minute = self.requests_per_minute;
        config.expire_after = Duration::from_secs(u64::from(self.expire_hours) * 60 * 60);

        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let address = listener.local_addr()?;
        let merchant = Merchant::open(config, &format!("http://{address}")).await?;
        println!("paypal-merchant listens on http://{address}");
        println!("its books are in {database}");
        merchant.serve(listener, told_to_stop()).await?;
        Ok(())
    }

    fn pdt_token(&self) -> Result<Option<SecretString>> {
        let token = match &self.pdt_token_file {
            Some(path) => Some(
                std::fs::read_to_string(path)
                    .with_context(|| format!("the PDT token file {}", path.display()))?,
            ),
            None => std::env::var(PDT_TOKEN).ok(),
        };
        Ok(token
            .map(|token| token.trim().to_owned())
            .filter(|token| !token.is_empty())
            .map(SecretString::from))
    }
}

/// Ctrl-C, or what a service manager sends.
async fn told_to_stop() {
    let ctrl_c = async {
        // Without the signal the server runs until it is ended otherwise.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => {}
        () = terminated => {}
    }
}
