//! The window between an SDK's page and the buyer's pages: who waits, and what
//! that page is told at the end.

use askama::Template;
use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::terms::intent;
use crate::params::Params;
use crate::redirect::api_redirect_url;
use crate::response::{self, Problem, base_url, framed_page, see_other};
use crate::state::State;
use crate::store::Store;
use crate::store::access_tokens::{Rights, Token};
use crate::store::accounts::{Account, DEFAULT_CHARSET};
use crate::store::checkouts::{Checkout, CheckoutStatus, Source};
use crate::store::error::StoreError;
use crate::store::http_url;
use crate::store::sdk_window::{AppSwitch, SdkWindow};

/// Frames in frames that pages have.
const MAX_ANCESTORS: usize = 8;
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Keeps who waits for this checkout. The address that an SDK opens says it;
/// one that comes from elsewhere without a word of it is an ordinary visit. A
/// checkout that was agreed to has the window in which that was done, or none.
pub(crate) fn enter_window(checkout: &mut Checkout, params: &Params, headers: &HeaderMap) {
    if checkout.is_paid() || checkout.status == CheckoutStatus::Approved && !checkout.was_refused {
        return;
    }
    let site = headers.get(SEC_FETCH_SITE);
    if params.get("app") == Some("switch") {
        checkout.window = None;
        checkout.app = Some(read_app(params));
    } else if let Some(window) = read(params) {
        checkout.window = Some(window);
        checkout.app = None;
    } else if site.is_some_and(|site| site != "same-origin") {
        checkout.window = None;
        checkout.app = None;
    }
}

fn read_app(params: &Params) -> AppSwitch {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = |name: &str| {
        let word = params.get(name)?;
        let is_word = (1..=64).contains(&word.len()) && word.bytes().all(is_plain);
        is_word.then(|| word.to_owned())
    };
    AppSwitch {
        session: word("button_session_id"),
        funding_source: word("fundingSource"),
    }
}

fn read(params: &Params) -> Option<SdkWindow> {
    let origin = http_url(params.get("opener")?)?.origin();
    let is_frame = match params.get("presentation")? {
        "popup" => false,
        "modal" => true,
        _ => return None,
    };
    let client_id = params.get("client_id").filter(|id| !id.is_empty());
    Some(SdkWindow {
        origin: origin.ascii_serialization(),
        ancestors: ancestors(params),
        is_frame,
        client_id: client_id.map(str::to_owned),
        asks_shipping: params.get("shipping") == Some("ask"),
        asks_options: params.get("options") == Some("ask"),
    })
}

/// Origins of the pages around the page with an SDK, which a browser tells only
/// for a page in a frame.
pub(super) fn ancestors(params: &Params) -> Vec<String> {
    let named = params.get("ancestors").unwrap_or_default();
    let origins = named.split_whitespace().filter_map(http_url);
    let origins = origins.map(|url| url.origin().ascii_serialization());
    origins.take(MAX_ANCESTORS).collect()
}

/// The pages that may show a frame: the one with the SDK, and those around it.
pub(super) fn frame_ancestors(origin: &str, ancestors: &[String]) -> String {
    let mut all = vec![origin];
    all.extend(ancestors.iter().map(String::as_str));
    all.join(" ")
}

/// A page of the buyer's, as this checkout's window may show it.
pub(crate) fn page(
    checkout: &Checkout,
    status: StatusCode,
    view: &impl Template,
) -> Response<Body> {
    match &checkout.window {
        Some(window) if window.is_frame => framed_page(
            status,
            view,
            &frame_ancestors(&window.origin, &window.ancestors),
        ),
        _ => response::page(status, view),
    }
}

/// The last page of a checkout whose SDK waits, instead of the shop's address.
pub(crate) fn end_url(base: &str, checkout: &Checkout) -> Option<String> {
    checkout.window.as_ref()?;
    let mut url = Url::parse(&format!("{base}/checkoutnow/window")).ok()?;
    url.query_pairs_mut().append_pair("token", &checkout.token);
    Some(url.into())
}

/// Last page of the window, which tells the page that has opened it.
#[derive(Template)]
#[template(path = "sdk_window.html")]
struct EndPage {
    payee: String,
    is_approved: bool,
    /// The page that is told.
    origin: String,
    /// Message to it, as JSON.
    message: String,
}

/// `GET /checkoutnow/window?token=…`.
pub(super) async fn end(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let params = Params::read(&[], query.unwrap_or_default().as_bytes(), DEFAULT_CHARSET);
    let now = state.clock().now();
    let mut store = state.store();
    let token = params.get("token").unwrap_or_default();
    let Some(checkout) = store.checkouts.get(token).cloned() else {
        return Problem::from(StoreError::UnknownCheckout).respond(&headers);
    };
    let is_approved = match checkout.status {
        CheckoutStatus::Approved => !checkout.was_refused,
        CheckoutStatus::Paid { .. } => true,
        _ => false,
    };
    let is_cancelled = checkout.status == CheckoutStatus::Cancelled;
    let Some(window) = checkout
        .window
        .clone()
        .filter(|_| is_approved || is_cancelled)
    else {
        let base = base_url(&state, &headers);
        return see_other(&format!("{base}/checkoutnow?token={}", checkout.token));
    };
    let record_id = match &checkout.source {
        Source::Payment(id) | Source::Order(id) => Some(id.clone()),
        Source::Form(_) | Source::ExpressCheckout => None,
    };
    let access_token = match (&record_id, &window.client_id) {
        (Some(id), Some(client_id)) if is_approved => buyers_token(&mut store, id, client_id, now),
        _ => None,
    };
    let payment_id = match &checkout.source {
        Source::Payment(id) => Some(id),
        _ => None,
    };
    let buyer = checkout.buyer.as_ref().filter(|_| is_approved);
    let message = json!({
        "event": if is_approved { "approve" } else { "cancel" },
        "token": checkout.token,
        "payerId": buyer.map(|buyer| &buyer.0),
        "paymentId": payment_id,
        "intent": intent(&checkout),
        "returnUrl": api_redirect_url(&checkout, true),
        "cancelUrl": api_redirect_url(&checkout, false),
        "accessToken": access_token,
    });
    let payee = store.accounts.get(&checkout.payee);
    let view = EndPage {
        payee: payee.map(Account::display_name).unwrap_or_default(),
        is_approved,
        origin: window.origin.clone(),
        message: message.to_string(),
    };
    page(&checkout, StatusCode::OK, &view)
}

/// A token for the payment or order that the buyer has just agreed to in the
/// SDK's window, if it is of the app that the SDK was loaded for.
fn buyers_token(store: &mut Store, id: &str, client_id: &str, now: Timestamp) -> Option<String> {
    let app = store.tokens.account_of(client_id)?.clone();
    store.orders.get(id).filter(|record| record.app == app)?;
    let text = store.ids.access_token();
    let ends = now.saturating_add(store.tokens.lifetime()).unwrap_or(now);
    let token = Token {
        app,
        rights: Rights::Browser,
        agreed: Some(id.to_owned()),
        ends,
    };
    store.tokens.issue(text.clone(), token, now);
    Some(text)
}
