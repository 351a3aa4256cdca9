//! REST apps and their access tokens.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::accounts::AccountId;
use crate::config::{Config, RestApp};
use crate::ids;

/// Client ids of PayPal's own examples.
const DEMO_CLIENT_IDS: [&str; 3] = ["sb", "test", "demo_sandbox_client_id"];

/// Rights of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rights {
    /// Everything of the app's account.
    Full,
    /// The rights that a browser needs for one checkout.
    Browser,
}

/// An access token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) app: AccountId,
    pub(crate) rights: Rights,
    /// The payment or order that a browser may read and complete, because its
    /// buyer agreed there.
    pub(crate) agreed: Option<String>,
    pub(crate) ends: Timestamp,
}

/// Apps with their accounts, and the tokens that were issued.
#[derive(Debug)]
pub(crate) struct AccessTokens {
    apps: Vec<(RestApp, AccountId)>,
    lifetime: SignedDuration,
    tokens: HashMap<String, Token>,
}

impl AccessTokens {
    pub(crate) fn new(config: &Config) -> Self {
        let apps = config.accounts.iter().filter_map(|account| {
            let id = account.id.clone();
            let id = id.unwrap_or_else(|| ids::account_id(account.email.trim()));
            Some((account.rest_app.clone()?, AccountId(id)))
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
        let (app, account) = self
            .apps
            .iter()
            .find(|(app, _)| app.client_id == client_id)?;
        (app.secret == secret).then(|| (account.clone(), Rights::Full))
    }

    /// The account of a client id; of PayPal's names for trying things out, that
    /// of the first app.
    pub(crate) fn account_of(&self, client_id: &str) -> Option<&AccountId> {
        let mut apps = self.apps.iter();
        let found = if DEMO_CLIENT_IDS.contains(&client_id) {
            apps.next()
        } else {
            apps.find(|(app, _)| app.client_id == client_id)
        };
        found.map(|(_, account)| account)
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
