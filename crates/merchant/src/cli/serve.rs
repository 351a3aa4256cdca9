//! `paypal-merchant serve`.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use ipnet::IpNet;
use paypal_merchant::{Clock, Merchant, PageOrigin};
use tokio::net::TcpListener;

use super::printable::say;
use super::shop::ShopArgs;

#[derive(Args)]
pub(crate) struct Serve {
    /// Address to listen on
    #[arg(long, env = "PAYPAL_MERCHANT_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    shop: ShopArgs,
    /// The folder of the shop's pages
    #[arg(long, env = "PAYPAL_MERCHANT_SITE")]
    site: Option<PathBuf>,
    /// Follow links that lead out of that folder: for development
    #[arg(long, env = "PAYPAL_MERCHANT_SITE_FOLLOW_LINKS")]
    site_follow_links: bool,
    /// Let the shop's pages load PayPal's browser SDK
    #[arg(long, env = "PAYPAL_MERCHANT_PAYPAL_SDK")]
    paypal_sdk: bool,
    /// Origins of pages on other servers that may call the API, such as
    /// https://shop.example
    #[arg(long, env = "PAYPAL_MERCHANT_PAGE_ORIGINS", value_delimiter = ',')]
    page_origin: Vec<PageOrigin>,
    /// The page that buyers come back to
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_RETURN_PATH",
        default_value = "/www/return.html"
    )]
    return_path: String,
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
    /// Checkouts that one client address may make or complete in a minute
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_REQUESTS_PER_MINUTE",
        default_value_t = 600
    )]
    requests_per_minute: u32,
    /// Most messages that one client address may bring to /paypal/ipn and
    /// /paypal/webhooks in a minute
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_MESSAGES_PER_MINUTE",
        default_value_t = 1200
    )]
    messages_per_minute: u32,
    /// Most bytes that these messages may have in a minute
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_MESSAGE_BYTES_PER_MINUTE",
        default_value_t = 16 * 1024 * 1024
    )]
    message_bytes_per_minute: u64,
    /// Most connections that there may be at a time
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_MAX_CONNECTIONS",
        default_value_t = 1024,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    max_connections: u32,
    /// The proxies whose X-Forwarded-For is believed, as addresses or networks
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_parser = network
    )]
    trusted_proxy: Vec<IpNet>,
    /// Seconds between two looks at waiting work
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_WORK_SECONDS",
        default_value_t = 15,
        value_parser = clap::value_parser!(u32).range(1..=3600)
    )]
    work_seconds: u32,
    /// By how many seconds this server's clock goes ahead: for trying what
    /// only time brings
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_CLOCK_AHEAD_SECONDS",
        default_value_t = 0,
        hide = true
    )]
    clock_ahead_seconds: u32,
}

/// A network, or a single address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse().or_else(|_| address());
    network
        .map_err(|_| "use an address such as 10.0.0.7 or a network such as 10.0.0.0/8".to_owned())
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
        let (mut config, database) = self.shop.config()?;
        config.clock = Clock::ahead(self.clock_ahead_seconds);
        config.site = self.site;
        config.site_follows_links = self.site_follow_links;
        config.has_sdk = self.paypal_sdk;
        config.page_origins = self.page_origin;
        config.return_path = self.return_path;
        config.shipping_label = self.shipping_label;
        config.requests_per_minute = self.requests_per_minute;
        config.messages_per_minute = self.messages_per_minute;
        config.message_bytes_per_minute = self.message_bytes_per_minute;
        config.max_connections = usize::try_from(self.max_connections)?;
        config.trusted_proxies = self.trusted_proxy;
        config.tick_every = Some(Duration::from_secs(u64::from(self.work_seconds)));
        config.expire_after = Duration::from_secs(u64::from(self.expire_hours) * 60 * 60);

        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let address = listener.local_addr()?;
        let merchant = Merchant::open(config, &format!("http://{address}")).await?;
        say!("paypal-merchant listens on http://{address}");
        say!("its books are in {database}");
        merchant.serve(listener, told_to_stop()).await?;
        Ok(())
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
