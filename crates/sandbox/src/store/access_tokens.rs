//! REST apps and their access tokens.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::accounts::AccountId;
use crate::config::{Config, RestApp};
use crate::ids;

/// Client ids of PayPal's own examples.
const DEMO_CLIENT_IDS: [&str; 3] = ["sb", "test", "demo_sandbox_client_id"];

/// Rights of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum Rights {
    /// Everything of the app's account.
    Full,
    /// The rights that a browser needs for one checkout.
    Browser,
}

/// An access token.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Token {
    pub(crate) app: AccountId,
    pub(crate) rights: Rights,
    /// The payment or order that a browser may read and complete, because its
    /// buyer agreed there.
    pub(crate) agreed: Option<String>,
    pub(crate) ends: Timestamp,
}

/// A REST app of an account. The apps of one account share its payments and
/// webhooks.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct App {
    pub(crate) name: String,
    pub(crate) client_id: String,
    pub(crate) secret: String,
    pub(crate) account: AccountId,
}

/// Name of the app that an account is configured with.
const DEFAULT_APP: &str = "Default Application";

impl App {
    /// The app that an account is configured with.
    pub(crate) fn configured(app: RestApp, account: AccountId) -> Self {
        Self {
            name: DEFAULT_APP.to_owned(),
            client_id: app.client_id,
            secret: app.secret,
            account,
        }
    }
}

/// Apps with their accounts, and the tokens that were issued.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct AccessTokens {
    apps: Vec<App>,
    lifetime: SignedDuration,
    tokens: HashMap<String, Token>,
}

impl AccessTokens {
    pub(crate) fn new(config: &Config) -> Self {
        let apps = config.accounts.iter().filter_map(|account| {
            let id = account.id.clone();
            let id = id.unwrap_or_else(|| ids::account_id(account.email.trim()));
            Some(App::configured(account.rest_app.clone()?, AccountId(id)))
        });
        Self {
            apps: apps.collect(),
            lifetime: SignedDuration::from_secs(i64::from(config.token_seconds)),
            tokens: HashMap::new(),
        }
    }

    /// The account and the rights of these credentials.
    pub(crate) fn authenticate(
        &self,
        client_id: &str,
        secret: &str,
    ) -> Option<(AccountId, Rights)> {
        if secret.is_empty() {
            let account = self.account_of(client_id)?;
            return Some((account.clone(), Rights::Browser));
        }
        let app = self.apps.iter().find(|app| app.client_id == client_id)?;
        (app.secret == secret).then(|| (app.account.clone(), Rights::Full))
    }

    /// The account of a client id; of PayPal's names for trying things out, that
    /// of the first app.
    pub(crate) fn account_of(&self, client_id: &str) -> Option<&AccountId> {
        let found = self.apps.iter().find(|app| app.client_id == client_id);
        let is_demo = DEMO_CLIENT_IDS.contains(&client_id);
        let found = found.or_else(|| self.apps.first().filter(|_| is_demo));
        found.map(|app| &app.account)
    }

    /// The apps of an account, oldest first.
    pub(crate) fn apps_of(&self, account: &AccountId) -> impl Iterator<Item = &App> {
        self.apps.iter().filter(move |app| app.account == *account)
    }

    /// An app of an account.
    pub(crate) fn app_mut(&mut self, account: &AccountId, client_id: &str) -> Option<&mut App> {
        let mut apps = self.apps.iter_mut();
        apps.find(|app| app.account == *account && app.client_id == client_id)
    }

    /// Returns whether an app has this client id.
    pub(crate) fn knows(&self, client_id: &str) -> bool {
        self.apps.iter().any(|app| app.client_id == client_id)
    }

    /// Keeps an app, whose client id no other has.
    pub(crate) fn add_app(&mut self, app: App) {
        self.apps.push(app);
    }

    /// Takes the lifetime of new tokens, which the configuration says, from
    /// other tokens.
    pub(crate) fn keep_lifetime(&mut self, other: SignedDuration) {
        self.lifetime = other;
    }

    pub(crate) fn lifetime(&self) -> SignedDuration {
        self.lifetime
    }

    /// Keeps a token, and forgets those that have ended.
    pub(crate) fn issue(&mut self, text: String, token: Token, now: Timestamp) {
        self.tokens.retain(|_, token| token.ends > now);
        self.tokens.insert(text, token);
    }

    /// A token that has not ended.
    pub(crate) fn token(&self, text: &str, now: Timestamp) -> Option<&Token> {
        self.tokens.get(text).filter(|token| token.ends > now)
    }
}
