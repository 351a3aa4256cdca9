//! Settings of the shop, shared by every command that talks to
//! PayPal.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use leptos_paypal_api::classic::{Certificate, ClassicCredentials};
use leptos_paypal_api::webhook::{TrustAnchors, WebhookId};
use leptos_paypal_api::{Credentials, Intent};
use leptos_paypal_core::Environment;
use leptos_paypal_core::form::{PayPalPage, Payee};
use paypal_merchant::ledger::Database;
use paypal_merchant::{
    Api, Catalogue, Config, HttpFulfilment, ServerPath, WebhookSettings, WebhookVerification,
};
use secrecy::SecretString;
use url::Url;

use super::database::DatabaseArgs;
use super::encryption::EncryptionArgs;

const PDT_TOKEN: &str = "PAYPAL_MERCHANT_PDT_TOKEN";
const CLIENT_SECRET: &str = "PAYPAL_MERCHANT_CLIENT_SECRET";
const API_PASSWORD: &str = "PAYPAL_MERCHANT_API_PASSWORD";
const API_SIGNATURE: &str = "PAYPAL_MERCHANT_API_SIGNATURE";
const API_CERTIFICATE_PASSWORD: &str = "PAYPAL_MERCHANT_API_CERTIFICATE_PASSWORD";
const ADMIN_TOKEN: &str = "PAYPAL_MERCHANT_ADMIN_TOKEN";
const FULFIL_SECRET: &str = "PAYPAL_MERCHANT_FULFIL_SECRET";
/// Shorter ones can be guessed.
const ADMIN_TOKEN_CHARS: usize = 16;

/// Every option is also an environment variable. Secrets are only that, or a
/// file, so that they show in no list of processes: PAYPAL_MERCHANT_PDT_TOKEN,
/// PAYPAL_MERCHANT_CLIENT_SECRET, PAYPAL_MERCHANT_API_PASSWORD,
/// PAYPAL_MERCHANT_API_SIGNATURE, PAYPAL_MERCHANT_API_CERTIFICATE_PASSWORD,
/// PAYPAL_MERCHANT_ADMIN_TOKEN, PAYPAL_MERCHANT_FULFIL_SECRET.
#[derive(Args)]
pub(crate) struct ShopArgs {
    /// Address at which buyers and PayPal reach the shop [default: http:// and the address listened on]
    #[arg(long, env = "PAYPAL_MERCHANT_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,
    /// PayPal's environment: live, sandbox, or the base URL of an offline sandbox
    #[arg(long, env = "PAYPAL_MERCHANT_PAYPAL", default_value = "sandbox")]
    pub(crate) paypal: Environment,
    /// Payee: an e-mail address of the account, or its id
    #[arg(long, env = "PAYPAL_MERCHANT_BUSINESS")]
    business: Payee,
    /// Further names of the same account: its id, its primary e-mail address
    #[arg(long, env = "PAYPAL_MERCHANT_RECEIVERS", value_delimiter = ',')]
    receiver: Vec<String>,
    /// A variable of PayPal's pages in every form, such as lc=de_DE or
    /// image_url=https://shop.example/logo.png; one NAME=VALUE a time, in the
    /// environment one a line
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_PAGE_VARIABLES",
        value_name = "NAME=VALUE",
        value_delimiter = '\n'
    )]
    page_variable: Vec<String>,
    /// The catalogue's file
    #[arg(long, env = "PAYPAL_MERCHANT_CATALOGUE")]
    catalogue: PathBuf,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// A file that holds the PDT identity token
    #[arg(long, env = "PAYPAL_MERCHANT_PDT_TOKEN_FILE")]
    pdt_token_file: Option<PathBuf>,
    /// The client id of the REST app; with its secret it opens the server path
    #[arg(long, env = "PAYPAL_MERCHANT_CLIENT_ID")]
    client_id: Option<String>,
    /// A file that holds the REST app's secret
    #[arg(long, env = "PAYPAL_MERCHANT_CLIENT_SECRET_FILE")]
    client_secret_file: Option<PathBuf>,
    /// The user of the account's API credentials; with its password and a signature or certificate it opens NVP and SOAP
    #[arg(long, env = "PAYPAL_MERCHANT_API_USER")]
    api_user: Option<String>,
    /// A file that holds the API password
    #[arg(long, env = "PAYPAL_MERCHANT_API_PASSWORD_FILE")]
    api_password_file: Option<PathBuf>,
    /// A file that holds the API signature
    #[arg(long, env = "PAYPAL_MERCHANT_API_SIGNATURE_FILE")]
    api_signature_file: Option<PathBuf>,
    /// The API certificate with its key, instead of a signature: PEM, or PKCS#12 (.p12, .pfx)
    #[arg(long, env = "PAYPAL_MERCHANT_API_CERTIFICATE_FILE")]
    api_certificate_file: Option<PathBuf>,
    /// The API of checkouts that do not choose one: orders_v2, payments_v1, nvp or soap [default: orders_v2; nvp without a REST app]
    #[arg(long, env = "PAYPAL_MERCHANT_API")]
    api: Option<Api>,
    /// Intent: money moves at once, or is reserved and captured later
    #[arg(long, env = "PAYPAL_MERCHANT_INTENT", default_value = "capture")]
    intent: IntentArg,
    /// The shop's name on PayPal's pages
    #[arg(long, env = "PAYPAL_MERCHANT_BRAND_NAME")]
    brand_name: Option<String>,
    /// Nothing is sent to an address: PayPal's pages ask for none
    #[arg(long, env = "PAYPAL_MERCHANT_NO_SHIPPING")]
    no_shipping: bool,
    /// The id of the webhook that PayPal delivers to /paypal/webhooks
    #[arg(long, env = "PAYPAL_MERCHANT_WEBHOOK_ID")]
    webhook_id: Option<WebhookId>,
    /// Verification of webhook messages [default: chain; api with an offline sandbox]
    #[arg(long, env = "PAYPAL_MERCHANT_WEBHOOK_VERIFY")]
    webhook_verify: Option<WebhookVerify>,
    /// Hours that a webhook message may be old
    #[arg(
        long,
        env = "PAYPAL_MERCHANT_WEBHOOK_MAX_AGE_HOURS",
        default_value_t = 96,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    webhook_max_age_hours: u32,
    /// Adopt payments that pages make by themselves along the client path, once
    /// a page or a message of PayPal names them
    #[arg(long, env = "PAYPAL_MERCHANT_ADOPT_CLIENT_PAYMENTS")]
    adopt_client_payments: bool,
    /// Address that is called, signed, when a checkout is paid
    #[arg(long, env = "PAYPAL_MERCHANT_FULFIL_URL")]
    fulfil_url: Option<Url>,
    #[command(flatten)]
    encryption: EncryptionArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum IntentArg {
    Capture,
    Authorize,
}

#[derive(Clone, Copy, ValueEnum)]
enum WebhookVerify {
    /// By PayPal's certificate and its chain, without asking
    Chain,
    /// By asking PayPal
    Api,
}

impl ShopArgs {
    /// The configuration, and where the books are.
    pub(crate) fn config(self) -> Result<(Config, Database)> {
        let database = self.database.choose()?;
        let server = self.server()?;
        let webhook = self.webhook()?;
        let paypal_page = paypal_page(&self.page_variable)?;
        let encrypted_forms = self.encryption.read()?;
        let mut config = Config::new(
            self.paypal,
            self.business,
            Catalogue::read(&self.catalogue)?,
            database.clone(),
        );
        config.pdt_token = secret(PDT_TOKEN, self.pdt_token_file.as_deref())?;
        config.public_url = self.public_url;
        config.receivers = self.receiver;
        config.paypal_page = paypal_page;
        config.encrypted_forms = encrypted_forms;
        config.server = server;
        let has_rest = config
            .server
            .as_ref()
            .is_some_and(|server| server.credentials.is_some());
        if self.adopt_client_payments && !has_rest {
            bail!(
                "payments of the client path are adopted through the REST app: set PAYPAL_MERCHANT_CLIENT_ID and {CLIENT_SECRET}"
            );
        }
        config.adopts_client_payments = self.adopt_client_payments;
        config.webhook = webhook;
        config.webhook_max_age =
            Duration::from_secs(u64::from(self.webhook_max_age_hours) * 60 * 60);
        config.admin_token = admin_token()?;
        if let Some(url) = self.fulfil_url {
            let Some(secret) = secret(FULFIL_SECRET, None)? else {
                bail!("set {FULFIL_SECRET}: calls to {url} are signed with it");
            };
            let clock = config.clock.clone();
            config.fulfilment = Some(Arc::new(HttpFulfilment::new(url, secret, clock)?));
        }
        Ok((config, database))
    }

    fn server(&self) -> Result<Option<ServerPath>> {
        let (rest, classic) = (self.rest()?, self.classic()?);
        let mut server = match (rest, classic) {
            (Some(rest), classic) => ServerPath {
                classic,
                ..ServerPath::new(rest)
            },
            (None, Some(classic)) => ServerPath::classic(classic),
            (None, None) => return Ok(None),
        };
        server.api = self.api.unwrap_or(server.api);
        if !server.offers(server.api) {
            bail!(
                "there are no credentials for PAYPAL_MERCHANT_API {}",
                server.api
            );
        }
        server.intent = match self.intent {
            IntentArg::Capture => Intent::Capture,
            IntentArg::Authorize => Intent::Authorize,
        };
        server.brand_name.clone_from(&self.brand_name);
        server.needs_shipping = !self.no_shipping;
        Ok(Some(server))
    }

    /// The REST app.
    fn rest(&self) -> Result<Option<Credentials>> {
        let secret = secret(CLIENT_SECRET, self.client_secret_file.as_deref())?;
        match (&self.client_id, secret) {
            (Some(id), Some(secret)) if !id.is_empty() => Ok(Some(Credentials::new(id, secret))),
            (None, None) => Ok(None),
            _ => bail!("the REST APIs need both PAYPAL_MERCHANT_CLIENT_ID and {CLIENT_SECRET}"),
        }
    }

    /// The API credentials of the account.
    fn classic(&self) -> Result<Option<ClassicCredentials>> {
        let password = secret(API_PASSWORD, self.api_password_file.as_deref())?;
        let signature = secret(API_SIGNATURE, self.api_signature_file.as_deref())?;
        let certificate = self.api_certificate_file.as_deref();
        let user = self.api_user.as_deref().filter(|user| !user.is_empty());
        Ok(match (user, password, signature, certificate) {
            (None, None, None, None) => None,
            (Some(user), Some(password), Some(signature), None) => {
                Some(ClassicCredentials::signature(user, password, signature))
            }
            (Some(user), Some(password), None, Some(path)) => {
                let certificate = certificate_of(path)?;
                Some(ClassicCredentials::certificate(user, password, certificate))
            }
            _ => bail!(
                "NVP and SOAP need PAYPAL_MERCHANT_API_USER, {API_PASSWORD}, and either {API_SIGNATURE} or PAYPAL_MERCHANT_API_CERTIFICATE_FILE"
            ),
        })
    }

    fn webhook(&self) -> Result<Option<WebhookSettings>> {
        let Some(id) = self.webhook_id.clone() else {
            return Ok(None);
        };
        let usual = match self.paypal {
            Environment::Offline(_) => WebhookVerify::Api,
            _ => WebhookVerify::Chain,
        };
        let verification = match self.webhook_verify.unwrap_or(usual) {
            WebhookVerify::Chain => WebhookVerification::Chain(TrustAnchors::machine()?),
            WebhookVerify::Api => WebhookVerification::Api,
        };
        Ok(Some(WebhookSettings { id, verification }))
    }
}

/// The settings that lines of NAME=VALUE say.
pub(crate) fn paypal_page(lines: &[String]) -> Result<PayPalPage> {
    let mut variables = Vec::with_capacity(lines.len());
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let pair = line.trim().split_once('=');
        variables.push(pair.with_context(|| format!("page variable {line:?}: use NAME=VALUE"))?);
    }
    Ok(PayPalPage::from_variables(variables)?)
}

/// A secret of the environment, or of a file.
fn secret(variable: &str, file: Option<&Path>) -> Result<Option<SecretString>> {
    let text = match file {
        Some(path) => Some(
            std::fs::read_to_string(path)
                .with_context(|| format!("the file {} for {variable}", path.display()))?,
        ),
        None => env::var(variable).ok(),
    };
    Ok(text
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .map(SecretString::from))
}

/// A certificate with its key: PKCS#12 by the name of its file, else PEM.
fn certificate_of(path: &Path) -> Result<Certificate> {
    let about = || format!("the API certificate {}", path.display());
    let file = std::fs::read(path).with_context(about)?;
    let is_pkcs12 = path
        .extension()
        .is_some_and(|name| name.eq_ignore_ascii_case("p12") || name.eq_ignore_ascii_case("pfx"));
    if !is_pkcs12 {
        return Certificate::from_pem(file).with_context(about);
    }
    let Some(password) = secret(API_CERTIFICATE_PASSWORD, None)? else {
        bail!("set {API_CERTIFICATE_PASSWORD}: the PKCS#12 file is encrypted with it");
    };
    Certificate::from_pkcs12(&file, &password).with_context(about)
}

fn admin_token() -> Result<Option<SecretString>> {
    use secrecy::ExposeSecret;

    let token = secret(ADMIN_TOKEN, None)?;
    if let Some(token) = &token
        && token.expose_secret().chars().count() < ADMIN_TOKEN_CHARS
    {
        bail!("{ADMIN_TOKEN} has fewer than {ADMIN_TOKEN_CHARS} characters: take a random one");
    }
    Ok(token)
}
