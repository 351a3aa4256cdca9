//! Settings of an account.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::{failed, ledger, read_json};
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::AccountId;

/// The id of the account that an e-mail address or an id names.
pub(super) fn find(store: &Store, name: &str) -> Result<AccountId, Problem> {
    let account = store.accounts.named(name).map(|account| account.id.clone());
    account.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "account_unknown",
            "No such account",
            "No account of this sandbox has this e-mail address or account id.",
        )
    })
}

pub(super) fn respond(
    headers: &HeaderMap,
    result: Result<(StatusCode, Value), Problem>,
) -> Response<Body> {
    match result {
        Ok((status, value)) => json_response(status, &value),
        Err(problem) => failed(headers, &problem),
    }
}

/// Settings to change; those left out stay.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsBody {
    encrypted_forms_only: Option<bool>,
}

/// `PATCH {"encrypted_forms_only": true}`: answers the account.
pub(super) async fn change(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let result = read_json(&body).and_then(|change: SettingsBody| {
        let mut store = state.store();
        let id = find(&store, &name)?;
        if let (Some(account), Some(only)) =
            (store.accounts.get_mut(&id), change.encrypted_forms_only)
        {
            account.settings.encrypted_forms_only = only;
        }
        let account = store.accounts.get(&id).map(ledger::account);
        Ok((StatusCode::OK, account.unwrap_or_default()))
    });
    respond(&headers, result)
}
