//! REST calls: token, rights, idempotency, response.

use axum::body::Body;
use axum::http::{Method, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::errors::{ApiVersion, RestError, of_ledger};
use super::operation::Operation;
use super::orders_v2::without_secrets;
use super::reply::{Reply, error_response};
use super::request::IncomingRequest;
use super::{idempotency, mock_response};
use crate::response::base_url;
use crate::state::State;
use crate::store::Store;
use crate::store::access_tokens::Rights;
use crate::store::accounts::AccountId;
use crate::store::idempotency::IdempotencyKey;
use crate::store::payments::{Payment, Refund};
use crate::store::rest_orders::{OrderDraft, OrderRecord, PurchaseUnit, Requester};

/// An authenticated call at work on the store.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) version: ApiVersion,
    pub(crate) app: AccountId,
    pub(crate) rights: Rights,
    /// Order that the buyer of a browser's token agreed to.
    pub(crate) agreed: Option<String>,
    pub(crate) now: Timestamp,
    pub(crate) base: String,
    pub(crate) body: Value,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) has_request_id: bool,
}

impl Call<'_> {
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_str()).filter(|value| !value.is_empty())
    }

    /// A payment or order of this app. A token of a client id alone, which is
    /// public, reaches those that such a token made, and the one that its buyer
    /// agreed to.
    pub(crate) fn record(&self, id: &str) -> Result<&OrderRecord, RestError> {
        let record = self.record_of_app(id)?;
        let is_reached = record.by_browser || self.agreed.as_deref() == Some(id);
        if self.rights == Rights::Browser && !is_reached {
            return Err(RestError::forbidden());
        }
        Ok(record)
    }

    /// A payment or order of this app, whoever made it.
    pub(crate) fn record_of_app(&self, id: &str) -> Result<&OrderRecord, RestError> {
        let unknown = || RestError::unknown(self.version);
        let record = self.store.orders.get(id).ok_or_else(unknown)?;
        if record.app != self.app || record.api != self.version.api() {
            return Err(unknown());
        }
        Ok(record)
    }

    /// A payment to or through this app's account, whichever API made it.
    pub(crate) fn payment(&self, id: &str) -> Result<&Payment, RestError> {
        self.store
            .payment_of(&self.app, id)
            .map_err(|error| of_ledger(&error, self.version))
    }

    /// A refund to or through this app's account, with the payment that it is of.
    pub(crate) fn refund(&self, id: &str) -> Result<(&Payment, &Refund), RestError> {
        self.store
            .refund_of(&self.app, id)
            .map_err(|error| of_ledger(&error, self.version))
    }

    /// Keeps a payment or an order, with a checkout for its buyer.
    pub(crate) fn open(&mut self, draft: OrderDraft, request: Value) -> Result<String, RestError> {
        let requester = Requester {
            api: self.version.api(),
            app: &self.app,
            by_browser: self.rights == Rights::Browser,
        };
        let opened = self.store.open_order(requester, draft, request, self.now);
        opened.map_err(|_| RestError::internal(self.version))
    }

    /// Puts a changed request in the place of the one before.
    pub(crate) fn reopen(
        &mut self,
        id: &str,
        draft: OrderDraft,
        request: Value,
    ) -> Result<(), RestError> {
        let changed = self.store.change_order(id, draft, request, self.now);
        changed.map_err(|_| RestError::internal(self.version))
    }

    /// Refuses a token of a client id alone that would have somebody else
    /// paid than before.
    pub(crate) fn check_payees(&self, id: &str, draft: &OrderDraft) -> Result<(), RestError> {
        let record = self.record(id)?;
        let payees = |units: &[PurchaseUnit]| -> Vec<AccountId> {
            units.iter().map(|unit| unit.payee.clone()).collect()
        };
        if self.rights == Rights::Browser && payees(&record.units) != payees(&draft.units) {
            return Err(RestError::forbidden());
        }
        Ok(())
    }
}

/// Runs a call, or answers why not.
pub(crate) fn serve(
    state: &State,
    incoming: &IncomingRequest,
    operation: Operation,
    work: impl FnOnce(&mut Call<'_>) -> Result<Reply, RestError>,
) -> Response<Body> {
    let version = operation.version;
    let prefers_all = incoming
        .header("prefer")
        .is_some_and(|prefer| prefer.contains("return=representation"));
    let result = run(state, incoming, operation, work);
    state.clock().wake();
    match result {
        Ok(reply) => reply.response(prefers_all),
        Err(error) => error_response(&error, version, &incoming.debug_id),
    }
}

fn run(
    state: &State,
    incoming: &IncomingRequest,
    operation: Operation,
    work: impl FnOnce(&mut Call<'_>) -> Result<Reply, RestError>,
) -> Result<Reply, RestError> {
    let now = state.clock().now();
    let mut store = state.store();
    let token = incoming
        .token()
        .and_then(|token| store.tokens.token(token, now))
        .cloned()
        .ok_or_else(RestError::unauthenticated)?;
    if token.rights == Rights::Browser && !operation.browser {
        return Err(RestError::forbidden());
    }
    if let Some(error) = mock_response::requested_error(incoming, operation) {
        return Err(error);
    }
    let body = incoming.json(operation.version)?;
    let request_id = incoming.header("paypal-request-id");
    let key = request_id
        .filter(|_| incoming.method != Method::GET)
        .map(|id| IdempotencyKey {
            app: token.app.clone(),
            rights: token.rights,
            method: incoming.method.to_string(),
            path: incoming.path.clone(),
            id: id.to_owned(),
        });
    if let Some(key) = &key
        && let Some(earlier) = idempotency::earlier(
            &mut store,
            key,
            &without_secrets(&body),
            operation.version,
            now,
        )
    {
        return earlier;
    }
    let mut call = Call {
        store: &mut store,
        version: operation.version,
        app: token.app,
        rights: token.rights,
        agreed: token.agreed,
        now,
        base: base_url(state, &incoming.headers),
        body,
        query: incoming.query.clone(),
        has_request_id: request_id.is_some(),
    };
    let reply = work(&mut call)?;
    let body = without_secrets(&call.body);
    if let Some(key) = key {
        idempotency::keep(&mut store, key, body, reply.clone(), now);
    }
    Ok(reply)
}
