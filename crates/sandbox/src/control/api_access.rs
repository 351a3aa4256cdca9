//! API access of an account: signature, certificate, REST apps.

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::Value;

use super::account_json::{app as app_json, whole};
use super::account_pages::head;
use super::accounts::answer;
use super::find_account::{find, find_id};
use super::input::read_input;
use super::outcome::Outcome;
use super::user_certificate::{certificate, no_access, not_made};
use super::{done_at, failed, own_page};
use crate::authority::FILE_PASSWORD;
use crate::config::AccountType;
use crate::pages::{AccountHead, ApiAccessPage, AppView};
use crate::response::{Problem, json_response, wants_page};
use crate::state::State;
use crate::store::access_tokens::App;
use crate::store::accounts::AccountId;

/// The page, or the account as JSON.
pub(super) async fn show(
    state: Shared<State>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    let account = match find(&store, &name) {
        Ok(account) => account,
        Err(problem) => return failed(&headers, &problem),
    };
    if !wants_page(&headers) {
        return json_response(StatusCode::OK, &whole(&store, account));
    }
    let classic = account.classic.as_ref();
    let view = ApiAccessPage {
        head: AccountHead {
            notice: Outcome::notice(query.as_deref()),
            ..head(account, "api")
        },
        user: classic.map(|own| own.user.clone()),
        password: classic.map(|own| own.password.clone()).unwrap_or_default(),
        signature: classic.map(|own| own.signature.clone()).unwrap_or_default(),
        file_password: FILE_PASSWORD,
        apps: store
            .tokens
            .apps_of(&account.id)
            .map(|app| AppView {
                name: app.name.clone(),
                client_id: app.client_id.clone(),
                secret: app.secret.clone(),
            })
            .collect(),
    };
    own_page(StatusCode::OK, &view)
}

/// Another password and signature; the API user keeps its name.
pub(super) async fn renew_signature(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let (password, signature) = (store.ids.api_password(), store.ids.signature());
    let renewed = find_id(&store, &name).and_then(|id| {
        let account = store.accounts.get_mut(&id);
        let classic = account.and_then(|account| account.classic.as_mut());
        let classic = classic.ok_or_else(no_access)?;
        classic.password = password;
        classic.signature = signature;
        Ok(id)
    });
    match renewed {
        Ok(id) => answer(&state, &store, &headers, &id, "/api", Outcome::Renewed),
        Err(problem) => failed(&headers, &problem),
    }
}

/// The certificate with its key in PEM; made when it is first asked for.
pub(super) async fn pem(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match certificate(&mut state.store(), &name, false) {
        Ok((_, own)) => file("application/x-pem-file", own.pem()),
        Err(problem) => failed(&headers, &problem),
    }
}

/// The same as PKCS#12.
pub(super) async fn pkcs12(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let made = certificate(&mut state.store(), &name, false);
    match made.and_then(|(_, own)| own.pkcs12().map_err(|error| not_made(&error))) {
        Ok(bytes) => file("application/x-pkcs12", bytes),
        Err(problem) => failed(&headers, &problem),
    }
}

/// Another certificate; the one before is no longer accepted.
pub(super) async fn renew_certificate(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    match certificate(&mut store, &name, true) {
        Ok((id, _)) => answer(&state, &store, &headers, &id, "/api", Outcome::Renewed),
        Err(problem) => failed(&headers, &problem),
    }
}

fn file(kind: &'static str, bytes: impl IntoResponse) -> Response<Body> {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], bytes).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AppBody {
    name: String,
}

/// `{"name":"My shop"}`
pub(super) async fn create_app(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let created = read_input(&headers, &body).and_then(|AppBody { name: app_name }| {
        let mut store = state.store();
        let account = find_id(&store, &name)?;
        let own = store.accounts.get(&account);
        if own.is_none_or(|own| own.kind == AccountType::Personal) {
            return Err(no_access());
        }
        let app = App {
            name: app_name.trim().to_owned(),
            client_id: store.ids.client_id(),
            secret: store.ids.client_secret(),
            account: account.clone(),
        };
        if app.name.is_empty() {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "app_name_missing",
                "This cannot be done",
                "An app needs a name.",
            ));
        }
        let value = app_json(&app);
        store.tokens.add_app(app);
        Ok((account, value))
    });
    app_answer(
        &state,
        &headers,
        created,
        StatusCode::CREATED,
        Outcome::Created,
    )
}

/// Another secret; the one before is no longer accepted.
pub(super) async fn renew_secret(
    state: Shared<State>,
    Path((name, client_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let renewed = (|| {
        let mut store = state.store();
        let account = find_id(&store, &name)?;
        let secret = store.ids.client_secret();
        let Some(app) = store.tokens.app_mut(&account, &client_id) else {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "app_unknown",
                "No such app",
                "This account has no app with this client id.",
            ));
        };
        app.secret = secret;
        Ok((account, app_json(app)))
    })();
    app_answer(&state, &headers, renewed, StatusCode::OK, Outcome::Renewed)
}

fn app_answer(
    state: &State,
    headers: &HeaderMap,
    result: Result<(AccountId, Value), Problem>,
    status: StatusCode,
    outcome: Outcome,
) -> Response<Body> {
    match result {
        Ok((account, value)) => {
            let page = outcome.page(&format!("/_sandbox/accounts/{}/api", account.0));
            done_at(state, headers, &page, json_response(status, &value))
        }
        Err(problem) => failed(headers, &problem),
    }
}
