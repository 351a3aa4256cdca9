//! Pages of one account.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use leptos_paypal_core::Currency;
use serde_json::Value;

use super::account_json::settings as settings_of;
use super::find_account::find;
use super::outcome::Outcome;
use super::{failed, own_page};
use crate::config::{AccountConfig, AccountType};
use crate::pages::{
    AccountForm, AccountHead, AccountNewPage, AccountPage, AccountSettingsPage, ActivityView,
};
use crate::response::Problem;
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::activity::Activity;
use crate::views;

/// So many entries of the history.
const SHOWN: usize = 200;

/// The head of an account's pages.
pub(super) fn head(account: &Account, tab: &'static str) -> AccountHead {
    AccountHead {
        id: account.id.0.clone(),
        email: account.email.clone(),
        name: account.display_name(),
        kind: account.kind.as_str().to_owned(),
        has_api: account.kind != AccountType::Personal || account.classic.is_some(),
        tab,
        notice: None,
    }
}

pub(super) fn currencies() -> Vec<String> {
    let all = Currency::ALL.iter();
    all.map(|currency| currency.code().to_owned()).collect()
}

/// Balances and history.
pub(super) fn summary(
    store: &Store,
    account: &Account,
    notice: Option<&'static str>,
) -> Response<Body> {
    let balances = account.balances().filter(|money| !money.is_zero());
    let history = store.activity(&account.id);
    let view = AccountPage {
        head: AccountHead {
            notice,
            ..head(account, "summary")
        },
        balances: balances
            .map(|money| (money.currency().code().to_owned(), money.to_string()))
            .collect(),
        currencies: currencies(),
        activity: history.iter().take(SHOWN).map(activity).collect(),
    };
    own_page(StatusCode::OK, &view)
}

fn activity(entry: &Activity) -> ActivityView {
    ActivityView {
        title: entry.kind.words().to_owned(),
        counterparty: entry.counterparty.clone(),
        date: views::date(entry.at),
        payment: entry.payment.clone(),
        txn_id: entry.txn_id.clone(),
        status: entry.status.to_owned(),
        currency: entry.gross.currency().code().to_owned(),
        gross: entry.gross.to_string(),
        fee: views::nonzero(entry.fee),
        net: entry.net().to_string(),
    }
}

/// The form for a new account.
pub(super) async fn new() -> Response<Body> {
    let first = AccountConfig {
        country: Some("US".to_owned()),
        ..AccountConfig::default()
    };
    form(None, serde_json::to_value(first).unwrap_or_default(), None)
}

/// The settings of an account.
pub(super) async fn settings(
    state: Shared<State>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    match find(&store, &name) {
        Ok(account) => {
            let head = AccountHead {
                notice: Outcome::notice(query.as_deref()),
                ..head(account, "settings")
            };
            let form = filled(settings_of(account), None);
            own_page(StatusCode::OK, &AccountSettingsPage { head, form })
        }
        Err(problem) => failed(&headers, &problem),
    }
}

/// The form of an account, or of a new one, after an attempt that failed.
pub(super) fn form(
    account: Option<&Account>,
    document: Value,
    problem: Option<&Problem>,
) -> Response<Body> {
    let status = problem.map_or(StatusCode::OK, Problem::status);
    let form = filled(document, problem);
    match account {
        Some(account) => {
            let head = head(account, "settings");
            own_page(status, &AccountSettingsPage { head, form })
        }
        None => own_page(status, &AccountNewPage { form }),
    }
}

fn filled(document: Value, problem: Option<&Problem>) -> AccountForm {
    AccountForm {
        document,
        currencies: currencies(),
        error: problem.map(|problem| views::sentence(problem.detail())),
        is_of_email: problem.is_some_and(|problem| problem.code() == "config_email"),
    }
}
