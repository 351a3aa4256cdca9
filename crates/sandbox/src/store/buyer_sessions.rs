//! Browsers in which a buyer is logged in to see subscriptions.

use std::collections::HashMap;

use super::accounts::AccountId;

/// A buyer who is logged in.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct BuyerSession {
    pub(crate) buyer: AccountId,
    /// The payee whose subscriptions are shown.
    pub(crate) merchant: AccountId,
    /// In every form of the page.
    pub(crate) csrf: String,
}

/// All sessions, by their cookies.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct BuyerSessions(HashMap<String, BuyerSession>);

impl BuyerSessions {
    pub(crate) fn insert(&mut self, cookie: String, session: BuyerSession) {
        self.0.insert(cookie, session);
    }

    pub(crate) fn get(&self, cookie: &str) -> Option<&BuyerSession> {
        self.0.get(cookie)
    }
}
