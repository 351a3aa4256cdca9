//! Responses to calls with an idempotency key, kept so that a repeated call
//! does nothing twice.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use serde_with::serde_as;

use super::access_tokens::Rights;
use super::accounts::AccountId;

/// Key of a call: app, rights, method, path and id. Rights,
/// because a client id is public, and its holder must neither get the shop's
/// results nor take the shop's ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) struct IdempotencyKey {
    pub(crate) app: AccountId,
    pub(crate) rights: Rights,
    pub(crate) method: String,
    pub(crate) path: String,
    /// `PayPal-Request-Id`.
    pub(crate) id: String,
}

/// A response as it was given.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct StoredResponse {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) minimal: Option<Value>,
}

/// A key that came before with another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyReused;

/// The first response to each key. Refusals are not kept: the client may try
/// again with the same id once the buyer has another way to pay.
#[serde_as]
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct StoredResponses(#[serde_as(as = "Vec<(_, _)>")] HashMap<IdempotencyKey, Entry>);

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Entry {
    request: Value,
    response: StoredResponse,
    at: Timestamp,
}

impl StoredResponses {
    /// The response that `request` had before, unless it is older than
    /// `lifetime`.
    pub(crate) fn find(
        &mut self,
        key: &IdempotencyKey,
        request: &Value,
        lifetime: SignedDuration,
        now: Timestamp,
    ) -> Option<Result<StoredResponse, KeyReused>> {
        let entry = self.0.get(key)?;
        if now.duration_since(entry.at) > lifetime {
            self.0.remove(key);
            return None;
        }
        if entry.request != *request {
            return Some(Err(KeyReused));
        }
        Some(Ok(entry.response.clone()))
    }

    pub(crate) fn insert(
        &mut self,
        key: IdempotencyKey,
        request: Value,
        response: StoredResponse,
        at: Timestamp,
    ) {
        let entry = Entry {
            request,
            response,
            at,
        };
        self.0.insert(key, entry);
    }
}
