//! The buyer's own subscriptions with a merchant, seen and cancelled: where
//! `cmd=_subscr-find`, PayPal's Unsubscribe button, leads.

use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State as Shared};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::show::own_form;
use crate::pages::{SubscriptionsLoginPage, SubscriptionsPage};
use crate::params::Params;
use crate::response::{Problem, base_url, page, see_other};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::{Account, AccountId};
use crate::store::buyer_sessions::BuyerSession;
use crate::store::error::StoreError;
use crate::views;

const COOKIE_NAME: &str = "sandbox_buyer";

/// Address of the page for the payee that an e-mail address or id names.
pub(crate) fn path(store: &Store, alias: &str) -> Result<String, Problem> {
    match store.accounts.named(alias) {
        Some(merchant) => Ok(format!("/subscriptions?merchant={}", merchant.id.0)),
        None => Err(unknown_merchant()),
    }
}

fn unknown_merchant() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "merchant_unknown",
        "No such merchant",
        "alias names no account of this sandbox by e-mail address or account id.",
    )
}

/// The merchant in a query or a form.
fn merchant<'s>(store: &'s Store, params: &Params) -> Result<&'s Account, Problem> {
    let name = params.get("merchant").unwrap_or_default();
    store.accounts.named(name).ok_or_else(unknown_merchant)
}

fn session(store: &Store, headers: &HeaderMap) -> Option<BuyerSession> {
    let cookies = headers.get_all(COOKIE).iter();
    let pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let mut own = pairs.filter(|(name, _)| *name == COOKIE_NAME);
    own.find_map(|(_, cookie)| store.sessions.get(cookie).cloned())
}

/// `GET /subscriptions?merchant=…`
pub(super) async fn list(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let params = own_form(query.unwrap_or_default().as_bytes());
    let store = state.store();
    let merchant = match merchant(&store, &params) {
        Ok(merchant) => merchant,
        Err(problem) => return problem.respond(&headers),
    };
    let session = session(&store, &headers).filter(|own| own.merchant == merchant.id);
    let buyer = session
        .as_ref()
        .and_then(|own| store.accounts.get(&own.buyer));
    let (Some(session), Some(buyer)) = (&session, buyer) else {
        return page(StatusCode::OK, &login_page(&store, merchant, None));
    };
    let own = store.profiles.iter().rev().filter(|profile| {
        let is_both = profile.buyer == session.buyer && profile.merchant == session.merchant;
        is_both && profile.subscription.is_some()
    });
    let view = SubscriptionsPage {
        buyer: Some((buyer.email.clone(), session.csrf.clone())),
        payee: Some(merchant.display_name()),
        subscriptions: own
            .map(|profile| views::subscription(&store, profile))
            .collect(),
    };
    page(StatusCode::OK, &view)
}

fn login_page(store: &Store, merchant: &Account, error: Option<String>) -> SubscriptionsLoginPage {
    let first = store.accounts.buyers().next().filter(|_| error.is_none());
    SubscriptionsLoginPage {
        merchant: merchant.id.0.clone(),
        payee: merchant.display_name(),
        email: first.map(|buyer| buyer.email.clone()).unwrap_or_default(),
        password: first
            .map(|buyer| buyer.password.clone())
            .unwrap_or_default(),
        error,
    }
}

/// `POST /subscriptions/login`
pub(super) async fn login(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let params = own_form(&body);
    let mut store = state.store();
    let merchant = match merchant(&store, &params) {
        Ok(merchant) => merchant.clone(),
        Err(problem) => return problem.respond(&headers),
    };
    let email = params.get("email").unwrap_or_default().trim();
    let password = params.get("password").unwrap_or_default();
    let buyer = store.accounts.with_password(email, password);
    let Some(buyer) = buyer.map(|account| account.id.clone()) else {
        let wrong = "No account here has this e-mail address and password.".to_owned();
        let mut view = login_page(&store, &merchant, Some(wrong));
        view.email = email.to_owned();
        return page(StatusCode::FORBIDDEN, &view);
    };
    let session = BuyerSession {
        buyer,
        merchant: merchant.id.clone(),
        csrf: store.ids.secret(),
    };
    let cookie = store.ids.secret();
    let set = format!("{COOKIE_NAME}={cookie}; Path=/subscriptions; HttpOnly; SameSite=Lax");
    store.sessions.insert(cookie, session);
    let mut response = see_other(&page_url(&state, &headers, &merchant.id));
    if let Ok(value) = HeaderValue::from_str(&set) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

fn page_url(state: &State, headers: &HeaderMap, merchant: &AccountId) -> String {
    let base = base_url(state, headers);
    format!("{base}/subscriptions?merchant={}", merchant.0)
}

/// `POST /subscriptions/cancel`
pub(super) async fn cancel(
    state: Shared<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let params = own_form(&body);
    let now = state.clock().now();
    let mut store = state.store();
    let csrf = params.get("csrf").unwrap_or_default();
    let Some(session) = session(&store, &headers).filter(|own| own.csrf == csrf) else {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "form_foreign",
            "This form comes from somewhere else",
            "Open your subscriptions again and send the form from their own page.",
        )
        .respond(&headers);
    };
    let id = params.get("subscr_id").unwrap_or_default();
    let profile = store.profiles.get(id);
    let is_own = profile.is_some_and(|profile| profile.buyer == session.buyer);
    let cancelled = if is_own {
        store.cancel_subscription(id, now)
    } else {
        Err(StoreError::UnknownSubscription)
    };
    match cancelled {
        Ok(()) => see_other(&page_url(&state, &headers, &session.merchant)),
        Err(error) => Problem::from(error).respond(&headers),
    }
}
