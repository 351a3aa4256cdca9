//! The client.

use std::fmt;
use std::sync::Arc;

use leptos_paypal_core::Environment;
use reqwest::header::HeaderValue;

use crate::token::TokenCache;
use crate::{ApiError, Clock, Credentials, RetryPolicy};

const LIVE: &str = "https://api-m.paypal.com";
const SANDBOX: &str = "https://api-m.sandbox.paypal.com";
const AGENT: &str = concat!("leptos-paypal/", env!("CARGO_PKG_VERSION"));

/// Configuration of a client.
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// Environment of PayPal.
    pub environment: Environment,
    /// Credentials of the app.
    pub credentials: Credentials,
    /// Time limits and repetitions.
    pub retry_policy: RetryPolicy,
    /// Source of the time.
    pub clock: Clock,
    /// `PayPal-Partner-Attribution-Id` (BN code), at most 36 characters.
    pub partner_attribution_id: Option<String>,
}

impl ClientConfig {
    /// The usual retry_policy and the machine's time.
    #[must_use]
    pub fn new(environment: Environment, credentials: Credentials) -> Self {
        Self {
            environment,
            credentials,
            retry_policy: RetryPolicy::default(),
            clock: Clock::real(),
            partner_attribution_id: None,
        }
    }
}

/// PayPal's REST APIs for one app. Clones share connections and the token.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    config: ClientConfig,
    base: String,
    attribution: Option<HeaderValue>,
    tokens: TokenCache,
}

impl Client {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// [`ApiError`] when TLS cannot be set up, or the attribution id cannot be sent.
    pub fn new(config: ClientConfig) -> Result<Self, ApiError> {
        let base = match &config.environment {
            Environment::Live => LIVE.to_owned(),
            Environment::Sandbox => SANDBOX.to_owned(),
            Environment::Offline(base) => base.as_str().to_owned(),
        };
        let header = "PayPal-Partner-Attribution-Id";
        let attribution = config
            .partner_attribution_id
            .as_deref()
            .map(HeaderValue::from_str)
            .transpose()
            .map_err(|_| ApiError::HeaderValue { header })?;
        Ok(Self(Arc::new(Inner {
            http: http_client(&config.retry_policy)?,
            config,
            base,
            attribution,
            tokens: TokenCache::default(),
        })))
    }

    /// Environment of this client.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.0.config.environment
    }

    /// Asks for a token, unless there is one: whether PayPal can be reached
    /// and takes the credentials.
    ///
    /// # Errors
    /// [`ApiError::Token`] with the reason.
    pub async fn check_credentials(&self) -> Result<(), ApiError> {
        self.token().await.map(drop)
    }

    pub(crate) fn base(&self) -> &str {
        &self.0.base
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.0.config.credentials
    }

    pub(crate) fn retry_policy(&self) -> &RetryPolicy {
        &self.0.config.retry_policy
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.config.clock
    }

    pub(crate) fn attribution(&self) -> Option<&HeaderValue> {
        self.0.attribution.as_ref()
    }

    pub(crate) fn tokens(&self) -> &TokenCache {
        &self.0.tokens
    }
}

/// The settings; the secret and the token are not among what is shown.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.0.config)
            .field("base", &self.0.base)
            .finish_non_exhaustive()
    }
}

/// Connections under the crate's rules.
pub(crate) fn http_client(retry_policy: &RetryPolicy) -> Result<reqwest::Client, ApiError> {
    http_builder(retry_policy)
        .build()
        .map_err(|error| ApiError::Setup(Arc::new(error)))
}

/// The crate's rules for connections.
pub(crate) fn http_builder(retry_policy: &RetryPolicy) -> reqwest::ClientBuilder {
    // Fails only when the program has chosen a provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(AGENT)
        // A redirect could carry the token, or the answer, elsewhere.
        .redirect(reqwest::redirect::Policy::none())
        // What may be repeated is decided in one place, not here.
        .retry(reqwest::retry::never())
        .timeout(retry_policy.timeout)
        .connect_timeout(retry_policy.timeout)
}
