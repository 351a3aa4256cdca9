//! What the REST APIs remember: apps, tokens, payments, orders, results.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::errors::Shape;
use super::idempotency::{Kept, Repeat};
use crate::config::{Config, RestApp};
use crate::ids;
use crate::store::accounts::AccountId;
use crate::store::checkout_request::{Journey, Prefill};
use crate::store::order::{Order, PaymentAction};

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rights {
    /// Everything of the app's account.
    Full,
    /// What a browser needs for one checkout.
    Browser,
}

/// An access token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) app: AccountId,
    pub(crate) rights: Rights,
    pub(crate) ends: Timestamp,
}

/// A Payments v1 payment or an Orders v2 order.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// Of the checkout: `EC-…` for v1, the id itself for v2.
    pub(crate) token: String,
    pub(crate) shape: Shape,
    pub(crate) app: AccountId,
    /// Made with a token of a client id alone.
    pub(crate) by_browser: bool,
    pub(crate) intent: PaymentAction,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) units: Vec<Unit>,
    /// What of the request is shown again, besides the units.
    pub(crate) shown: Map<String, Value>,
    /// v2: created with a payment source, so the buyer's link is another.
    pub(crate) with_source: bool,
    /// The request, which patches change.
    pub(crate) request: Value,
}

/// A request understood: what a record and its checkout are made of.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) intent: PaymentAction,
    pub(crate) units: Vec<Unit>,
    pub(crate) shown: Map<String, Value>,
    pub(crate) journey: Journey,
    pub(crate) prefill: Prefill,
    /// The buyer's button says "Pay now".
    pub(crate) pays_now: bool,
    pub(crate) with_source: bool,
}

/// One transaction (v1) or purchase unit (v2).
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) payee: AccountId,
    pub(crate) order: Order,
    pub(crate) notify_url: Option<String>,
    /// As it is shown again.
    pub(crate) shown: Map<String, Value>,
    /// The payment, once it is made.
    pub(crate) txn_id: Option<String>,
}

impl Record {
    /// Whether the payments are made.
    pub(crate) fn is_done(&self) -> bool {
        self.units.iter().all(|unit| unit.txn_id.is_some())
    }
}

/// Everything of the REST APIs, except for money and buyers.
#[derive(Debug)]
pub(crate) struct Records {
    apps: Vec<(RestApp, AccountId)>,
    lifetime: SignedDuration,
    tokens: HashMap<String, Token>,
    by_id: HashMap<String, Record>,
    /// Ids in the order of their creation.
    order: Vec<String>,
    pub(super) replies: HashMap<Repeat, Kept>,
}

impl Records {
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
            by_id: HashMap::new(),
            order: Vec::new(),
            replies: HashMap::new(),
        }
    }

    /// The account and the rights of these credentials.
    pub(crate) fn authenticate(
        &self,
        client_id: &str,
        secret: &str,
    ) -> Option<(AccountId, Rights)> {
        let (app, account) = self
            .apps
            .iter()
            .find(|(app, _)| app.client_id == client_id)?;
        if secret.is_empty() {
            Some((account.clone(), Rights::Browser))
        } else {
            (app.secret == secret).then(|| (account.clone(), Rights::Full))
        }
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

    pub(crate) fn insert(&mut self, record: Record) {
        self.order.push(record.id.clone());
        self.by_id.insert(record.id.clone(), record);
    }

    pub(crate) fn record(&self, id: &str) -> Option<&Record> {
        self.by_id.get(id)
    }

    pub(crate) fn record_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.by_id.get_mut(id)
    }

    /// Newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Record> {
        self.order.iter().rev().filter_map(|id| self.by_id.get(id))
    }
}
