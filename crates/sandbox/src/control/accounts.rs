//! Accounts: created, changed, given money.

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use leptos_paypal_core::{Currency, Money};
use serde::Deserialize;
use serde_json::Value;

use super::account_json::{FIXED, settings, summary, whole};
use super::account_pages;
use super::find_account::{find, find_id};
use super::input::{is_form, read_input, read_patch, unreadable};
use super::outcome::Outcome;
use super::{done_at, failed};
use crate::config::{AccountConfig, AccountType, ConfigError};
use crate::response::{Problem, json_response, wants_page};
use crate::state::State;
use crate::store::Store;
use crate::store::access_tokens::App;
use crate::store::accounts::AccountId;
use crate::store::error::StoreError;

pub(super) async fn list(state: Shared<State>) -> Response<Body> {
    let store = state.store();
    let all: Vec<Value> = store.accounts.iter().map(summary).collect();
    json_response(StatusCode::OK, &Value::Array(all))
}

/// The account's page, or everything about it as JSON.
pub(super) async fn show(
    state: Shared<State>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    match find(&store, &name) {
        Ok(account) if wants_page(&headers) => {
            account_pages::summary(&store, account, Outcome::notice(query.as_deref()))
        }
        Ok(account) => json_response(StatusCode::OK, &whole(&store, account)),
        Err(problem) => failed(&headers, &problem),
    }
}

/// A new account, by the fields of an account in the configuration.
pub(super) async fn create(
    state: Shared<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut document = serde_json::to_value(AccountConfig::default()).unwrap_or_default();
    let created = read_patch(&headers, &body, &document).and_then(|patch| {
        json_patch::merge(&mut document, &patch);
        let mut config: AccountConfig =
            serde_json::from_value(document.clone()).map_err(|error| unreadable(&error))?;
        let mut store = state.store();
        // Look-ups need a token.
        if config.pdt && config.pdt_token.is_none() && config.kind != AccountType::Personal {
            config.pdt_token = Some(store.ids.pdt_token());
        }
        create_account(&mut store, &config)
    });
    match created {
        Ok(id) => {
            let store = state.store();
            let answer = store
                .accounts
                .get(&id)
                .map_or(Value::Null, |own| whole(&store, own));
            let answer = json_response(StatusCode::CREATED, &answer);
            let page = Outcome::Created.page(&format!("/_sandbox/accounts/{}", id.0));
            done_at(&state, &headers, &page, answer)
        }
        Err(problem) if is_form(&headers) && wants_page(&headers) => {
            account_pages::form(None, document, Some(&problem))
        }
        Err(problem) => failed(&headers, &problem),
    }
}

fn create_account(store: &mut Store, config: &AccountConfig) -> Result<AccountId, Problem> {
    let taken = || {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "client_id_taken",
            "This cannot be done",
            "Another app of this sandbox has this client id.",
        )
    };
    let client_id = config.rest_app.as_ref().map(|own| own.client_id.as_str());
    if client_id.is_some_and(|client_id| store.tokens.knows(client_id)) {
        return Err(taken());
    }
    let id = store.accounts.add(config)?;
    if let Some(own) = &config.rest_app {
        store
            .tokens
            .add_app(App::configured(own.clone(), id.clone()));
    }
    Ok(id)
}

/// Changes settings: a JSON Merge Patch of `settings`, or the form of the page.
pub(super) async fn change(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut document = Value::Null;
    let changed = (|| {
        let mut store = state.store();
        let account = find(&store, &name)?;
        let id = account.id.clone();
        document = settings(account);
        let patch = read_patch(&headers, &body, &document)?;
        if let Some(fixed) = FIXED.iter().find(|fixed| patch.get(fixed).is_some()) {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "field_fixed",
                "This cannot be done",
                format!("{fixed} is not a setting: it has a path of its own, or stays as it is."),
            ));
        }
        json_patch::merge(&mut document, &patch);
        let mut profile: AccountConfig =
            serde_json::from_value(document.clone()).map_err(|error| unreadable(&error))?;
        if profile.pdt && profile.pdt_token.is_none() && profile.kind != AccountType::Personal {
            profile.pdt_token = Some(store.ids.pdt_token());
        }
        store.accounts.revise(&id, &profile)?;
        Ok(id)
    })();
    let store = state.store();
    match changed {
        Ok(id) => answer(&state, &store, &headers, &id, "/settings", Outcome::Saved),
        Err(problem) if is_form(&headers) && wants_page(&headers) => match find(&store, &name) {
            Ok(account) => account_pages::form(Some(account), document, Some(&problem)),
            Err(_) => failed(&headers, &problem),
        },
        Err(problem) => failed(&headers, &problem),
    }
}

/// The account as it now is; people go back to one of its pages.
pub(super) fn answer(
    state: &State,
    store: &Store,
    headers: &HeaderMap,
    id: &AccountId,
    page: &str,
    outcome: Outcome,
) -> Response<Body> {
    let account = store.accounts.get(id);
    let value = account.map_or(Value::Null, |account| whole(store, account));
    let page = outcome.page(&format!("/_sandbox/accounts/{}{page}", id.0));
    done_at(state, headers, &page, json_response(StatusCode::OK, &value))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundsBody {
    currency: Currency,
    amount: String,
}

/// `{"currency":"USD","amount":"100.00"}`
pub(super) async fn add_funds(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let added = read_input(&headers, &body).and_then(|FundsBody { currency, amount }| {
        let mut store = state.store();
        let id = find_id(&store, &name)?;
        let amount = Money::parse(&amount, currency).map_err(StoreError::Money)?;
        store.deposit(&id, amount, now)?;
        Ok(id)
    });
    match added {
        Ok(id) => answer(&state, &state.store(), &headers, &id, "", Outcome::Added),
        Err(problem) => failed(&headers, &problem),
    }
}

/// Gives the account another PDT identity token.
pub(super) async fn renew_pdt_token(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let renewed = (|| {
        let mut store = state.store();
        let account = find(&store, &name)?;
        let (id, mut profile) = (account.id.clone(), account.profile().clone());
        profile.pdt_token = Some(store.ids.pdt_token());
        store.accounts.revise(&id, &profile)?;
        Ok(id)
    })();
    match renewed {
        Ok(id) => answer(
            &state,
            &state.store(),
            &headers,
            &id,
            "/settings",
            Outcome::Renewed,
        ),
        Err(problem) => failed(&headers, &problem),
    }
}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            error.code(),
            "This account cannot be kept so",
            error.to_string(),
        )
    }
}
