//! Settings of the server.

mod page_origin;
mod webhook;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use leptos_paypal_api::{Clock, RetryPolicy};
use leptos_paypal_core::Environment;
use leptos_paypal_core::form::{PayPalPage, Payee};
use secrecy::SecretString;

use crate::catalogue::Catalogue;
use crate::encrypted_forms::EncryptedForms;
use crate::fulfilment::Fulfilment;
use crate::ids::Ids;
use crate::ledger::Database;
use crate::server_path::ServerPath;
pub use page_origin::{PageOrigin, PageOriginError};
pub use webhook::{WebhookSettings, WebhookVerification};

/// Settings of a shop's server. Secrets do not show in `Debug`.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address of the shop as seen from outside, such as `https://shop.example`,
    /// without a slash at the end. `None`: the address it listens on.
    pub public_url: Option<String>,
    /// PayPal's environment.
    pub environment: Environment,
    /// Account that is paid.
    pub business: Payee,
    /// Other names of the same account that messages may carry as receiver:
    /// its id, its primary e-mail address.
    pub receivers: Vec<String>,
    /// Articles and prices.
    pub catalogue: Catalogue,
    /// Database of the ledger.
    pub database: Database,
    /// The folder of the shop's pages, if this server serves them.
    pub site: Option<PathBuf>,
    /// True when links in that folder may lead out of it: for development, where
    /// the folder is made of links.
    pub site_follows_links: bool,
    /// True when the shop's pages may load PayPal's browser SDK.
    pub has_sdk: bool,
    /// Origins of pages elsewhere that may call `/api`, but for `/api/admin`.
    pub page_origins: Vec<PageOrigin>,
    /// The page that buyers come back to, on this server.
    pub return_path: String,
    /// The account's PDT identity token.
    pub pdt_token: Option<SecretString>,
    /// Variables of PayPal's pages, in every form.
    pub paypal_page: PayPalPage,
    /// Keys that sign and encrypt every form; without them forms are plain.
    pub encrypted_forms: Option<EncryptedForms>,
    /// The name of the item that carries shipping too high for `shipping_1`.
    pub shipping_label: String,
    /// Age that an unpaid checkout gets. Money that comes later still counts.
    pub expire_after: Duration,
    /// Most checkouts that one client may make or complete in a minute. Behind
    /// a proxy all clients share the proxy's address, unless it is trusted.
    pub requests_per_minute: u32,
    /// Most messages that one client may bring to `/paypal/ipn` and
    /// `/paypal/webhooks` in a minute. PayPal sends again what was not taken.
    pub messages_per_minute: u32,
    /// Most bytes that these messages may have, of one client in a minute.
    pub message_bytes_per_minute: u64,
    /// Most connections that there may be at a time; more are closed.
    pub max_connections: usize,
    /// Time that a connection may take for the head of its next request,
    /// waiting for it included.
    pub header_timeout: Duration,
    /// Time that a body may stand still.
    pub body_timeout: Duration,
    /// Most bytes of bodies of more than 64 KiB may be in memory.
    pub body_budget: usize,
    /// The proxies whose `X-Forwarded-For` is believed. Only name what cannot
    /// be passed by: others could give themselves any address.
    pub trusted_proxies: Vec<IpNet>,
    /// The credentials that the server path goes by; without them only forms
    /// work.
    pub server: Option<ServerPath>,
    /// True when the server adopts payments that pages make by themselves along
    /// the `client` path, once a page or a message of PayPal names them. It
    /// needs the REST app's credentials.
    pub adopts_client_payments: bool,
    /// The webhook that PayPal delivers to `/paypal/webhooks`.
    pub webhook: Option<WebhookSettings>,
    /// Age that a webhook message may have, by the time that PayPal has signed.
    /// PayPal sends a message again for three days.
    pub webhook_max_age: Duration,
    /// Token that opens `/api/admin`; without it that is closed.
    pub admin_token: Option<SecretString>,
    /// The shop's own system, which is told of every paid checkout at least once.
    pub fulfilment: Option<Arc<dyn Fulfilment>>,
    /// Timeouts and retries for questions about messages.
    pub retry_policy: RetryPolicy,
    /// Interval of the work on waiting messages and old checkouts; `None`:
    /// only when [`crate::Merchant::tick`] is called.
    pub tick_every: Option<Duration>,
    /// Source of the time.
    pub clock: Clock,
    /// Source of ids.
    pub ids: Ids,
}

impl Config {
    /// A shop with the defaults: no pages of its own, no PDT, checkouts that
    /// expire after a day, the machine's clock.
    #[must_use]
    pub fn new(
        environment: Environment,
        business: Payee,
        catalogue: Catalogue,
        database: Database,
    ) -> Self {
        Self {
            public_url: None,
            environment,
            business,
            receivers: Vec::new(),
            catalogue,
            database,
            site: None,
            site_follows_links: false,
            has_sdk: false,
            page_origins: Vec::new(),
            return_path: "/www/return.html".to_owned(),
            pdt_token: None,
            paypal_page: PayPalPage::default(),
            encrypted_forms: None,
            shipping_label: "Shipping".to_owned(),
            expire_after: Duration::from_secs(24 * 60 * 60),
            requests_per_minute: 600,
            messages_per_minute: 1_200,
            message_bytes_per_minute: 16 * 1024 * 1024,
            max_connections: 1_024,
            header_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(10),
            body_budget: 32 * 1024 * 1024,
            trusted_proxies: Vec::new(),
            server: None,
            adopts_client_payments: false,
            webhook: None,
            webhook_max_age: Duration::from_secs(4 * 24 * 60 * 60),
            admin_token: None,
            fulfilment: None,
            retry_policy: RetryPolicy::post_back(),
            tick_every: Some(Duration::from_secs(15)),
            clock: Clock::real(),
            ids: Ids::random(),
        }
    }
}
