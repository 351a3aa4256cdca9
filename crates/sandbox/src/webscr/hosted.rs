//! The cart that PayPal hosts: `_cart` with `add` or `display`, one cart for
//! each browser and merchant.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State as Shared};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{get, post};
use jiff::Timestamp;

use super::refused::refused;
use crate::forms::{self, Refusal, parse_quantity};
use crate::pages::{CartLineView, CartPage};
use crate::params::Params;
use crate::response::{Problem, base_url, page, see_other};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::{AccountId, DEFAULT_CHARSET};
use crate::store::carts::{HostedCart, Ticket};
use crate::store::checkout_details::{BuyerInput, CheckoutDetails};
use crate::store::forms::{Command, Form, HostedItem};
use crate::views;

const COOKIE_NAME: &str = "sandbox_cart";

/// The cart's pages.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/cart", get(show))
        .route("/cart/update", post(update))
        .route("/cart/checkout", post(checkout))
}

/// Takes a form for the cart; answers where the browser goes next. An added
/// item has its checkout at once, for clients that keep no cookies; the browser
/// that comes with the ticket has the rest of its cart put into that.
pub(super) fn ticket(
    store: &mut Store,
    params: &Params,
    command: Command,
    now: Timestamp,
) -> Result<String, Refusal> {
    let merchant = forms::payee(params, &store.accounts)?.id.clone();
    let token = if command == Command::CartAdd {
        // An item that would be refused never gets into the cart.
        let form = Form::Hosted {
            items: vec![HostedItem {
                params: params.clone(),
                quantity: None,
            }],
            last: params.clone(),
        };
        Some(forms::open_checkout(store, form, now)?)
    } else {
        None
    };
    let number = store.ids.secret();
    let mut path = format!("/cart?merchant={}&ticket={number}", merchant.0);
    if let Some(token) = &token {
        path = format!("{path}&token={token}");
    }
    let ticket = Ticket {
        merchant,
        params: params.clone(),
        token,
    };
    store.carts.tickets.insert(number, ticket);
    Ok(path)
}

/// A request for a browser's cart at a merchant.
struct CartRequest {
    params: Params,
    merchant: AccountId,
    cookie: Option<String>,
}

impl CartRequest {
    fn read(headers: &HeaderMap, query: &[u8], body: &[u8]) -> Self {
        let params = Params::read(query, body, DEFAULT_CHARSET);
        let merchant = AccountId(params.get("merchant").unwrap_or_default().to_owned());
        let cookie = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE_NAME)
            .map(|(_, value)| value.to_owned());
        Self {
            params,
            merchant,
            cookie,
        }
    }

    fn key(&self) -> Option<(String, AccountId)> {
        Some((self.cookie.clone()?, self.merchant.clone()))
    }

    /// The cart, if the form comes from its own page.
    fn cart<'a>(&self, store: &'a mut Store) -> Result<&'a mut HostedCart, Problem> {
        let csrf = self.params.get("csrf").unwrap_or_default();
        self.key()
            .and_then(|key| store.carts.carts.get_mut(&key))
            .filter(|cart| cart.csrf == csrf)
            .ok_or_else(|| {
                Problem::new(
                    StatusCode::CONFLICT,
                    "cart_unknown",
                    "This cart is not known",
                    "The page is too old, or the browser keeps no cookies. Add the item again from the shop.",
                )
            })
    }

    fn path(&self) -> String {
        format!("/cart?merchant={}", self.merchant.0)
    }
}

async fn show(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let query = query.unwrap_or_default();
    let visit = CartRequest::read(&headers, query.as_bytes(), &[]);
    let mut store = state.store();
    if let Some(number) = visit.params.get("ticket") {
        return redeem(&state, &mut store, &visit, number, &headers);
    }
    let Some(payee) = store
        .accounts
        .get(&visit.merchant)
        .map(crate::store::accounts::Account::display_name)
    else {
        return Problem::new(
            StatusCode::NOT_FOUND,
            "merchant_unknown",
            "No such merchant",
            "The cart's address names no account of this sandbox.",
        )
        .respond(&headers);
    };
    let cart = visit
        .key()
        .and_then(|key| store.carts.carts.get(&key))
        .cloned()
        .map(|cart| without_paid_items(&store, cart));
    let view = cart_page(&store, &visit, payee, &cart.unwrap_or_default());
    page(StatusCode::OK, &view)
}

/// Puts what was posted into the browser's cart. A ticket that was used before
/// changes nothing: a reload adds nothing twice.
fn redeem(
    state: &State,
    store: &mut Store,
    visit: &CartRequest,
    number: &str,
    headers: &HeaderMap,
) -> Response<Body> {
    let cookie = visit.cookie.clone().unwrap_or_else(|| store.ids.secret());
    let csrf = store.ids.secret();
    if let Some(ticket) = store.carts.tickets.remove(number) {
        let key = (cookie.clone(), ticket.merchant.clone());
        let start = HostedCart {
            csrf,
            ..HostedCart::default()
        };
        let cart = store.carts.carts.get(&key).cloned().unwrap_or(start);
        let cart = without_paid_items(store, cart);
        let sent = ticket.params.clone();
        match add_to_cart(store, cart, ticket, state.clock().now()) {
            Ok(cart) => {
                store.carts.carts.insert(key, cart);
            }
            Err(refusal) => return refused(&refusal, sent.pairs(), headers),
        }
    }
    let mut response = see_other(&format!("{}{}", base_url(state, headers), visit.path()));
    let set = format!("{COOKIE_NAME}={cookie}; Path=/cart; HttpOnly; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&set) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// A cart that was paid, with its token, is empty.
fn without_paid_items(store: &Store, mut cart: HostedCart) -> HostedCart {
    if cart
        .token
        .as_deref()
        .is_some_and(|token| store.checkouts.is_paid(token))
    {
        cart.items.clear();
        cart.token = None;
    }
    cart
}

/// Puts what was posted into `cart`, whose checkout is then the posted item's.
fn add_to_cart(
    store: &mut Store,
    mut cart: HostedCart,
    ticket: Ticket,
    now: Timestamp,
) -> Result<HostedCart, Refusal> {
    let Some(token) = ticket.token else {
        cart.last_form = Some(ticket.params);
        update_checkout(store, &cart, now)?;
        return Ok(cart);
    };
    if store.checkouts.is_paid(&token) {
        return Ok(cart);
    }
    cart.items.push(HostedItem {
        params: ticket.params.clone(),
        quantity: None,
    });
    cart.last_form = Some(ticket.params);
    let before = cart.token.replace(token.clone());
    match update_checkout(store, &cart, now) {
        Ok(()) => {
            if let Some(before) = before {
                store.checkouts.remove(&before);
            }
            Ok(cart)
        }
        Err(refusal) => {
            store.checkouts.remove(&token);
            Err(refusal)
        }
    }
}

/// Has the cart's checkout say what is in the cart.
fn update_checkout(store: &mut Store, cart: &HostedCart, now: Timestamp) -> Result<(), Refusal> {
    match (&cart.token, cart_form(cart)) {
        (Some(token), Some(form)) => forms::change_checkout(store, token, form, now),
        (Some(token), None) => {
            store.checkouts.remove(token);
            Ok(())
        }
        (None, _) => Ok(()),
    }
}

async fn update(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let visit = CartRequest::read(&headers, &[], &body);
    let now = state.clock().now();
    let mut store = state.store();
    match change(&mut store, &visit, now) {
        Ok(()) => see_other(&format!("{}{}", base_url(&state, &headers), visit.path())),
        Err(problem) => problem.respond(&headers),
    }
}

/// New quantities from the cart page; zero removes an item.
fn change(store: &mut Store, visit: &CartRequest, now: Timestamp) -> Result<(), Problem> {
    let invalid = |refusal: Refusal| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            refusal.kind.code(),
            "This quantity cannot be used",
            refusal.detail,
        )
    };
    let cart = visit.cart(store)?;
    let mut kept = Vec::with_capacity(cart.items.len());
    for (index, mut item) in cart.items.clone().into_iter().enumerate() {
        let number = index + 1;
        if visit.params.get("remove") == Some(number.to_string().as_str()) {
            continue;
        }
        let name = format!("quantity_{number}");
        match visit.params.get(&name).map(str::trim) {
            Some("0") => continue,
            Some(text) => item.quantity = Some(parse_quantity(&name, text).map_err(invalid)?),
            None => {}
        }
        kept.push(item);
    }
    let mut changed = HostedCart {
        items: kept,
        ..cart.clone()
    };
    update_checkout(store, &changed, now).map_err(invalid)?;
    if changed.items.is_empty() {
        changed.token = None;
    }
    *visit.cart(store)? = changed;
    Ok(())
}

/// From the cart to a checkout; the cart is empty afterwards.
async fn checkout(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let visit = CartRequest::read(&headers, &[], &body);
    let now = state.clock().now();
    let mut store = state.store();
    let cart = match visit.cart(&mut store) {
        Ok(cart) => cart.clone(),
        Err(problem) => return problem.respond(&headers),
    };
    let base = base_url(&state, &headers);
    let Some(form) = cart_form(&cart) else {
        return see_other(&format!("{base}{}", visit.path()));
    };
    let opened = match &cart.token {
        // Changed or, when it was paid meanwhile, shown as that.
        Some(token) => forms::change_checkout(&mut store, token, form, now).map(|()| token.clone()),
        None => forms::open_checkout(&mut store, form, now),
    };
    match opened {
        Ok(token) => {
            if let Ok(cart) = visit.cart(&mut store) {
                cart.items.clear();
                cart.token = None;
            }
            see_other(&format!("{base}/checkoutnow?token={token}"))
        }
        Err(refusal) => {
            let sent = cart
                .last_form
                .map(|form| form.pairs().to_vec())
                .unwrap_or_default();
            refused(&refusal, &sent, &headers)
        }
    }
}

fn cart_form(cart: &HostedCart) -> Option<Form> {
    let last = cart.last_form.clone()?;
    (!cart.items.is_empty()).then(|| Form::Hosted {
        items: cart.items.clone(),
        last,
    })
}

fn cart_page(store: &Store, visit: &CartRequest, payee: String, cart: &HostedCart) -> CartPage {
    let details: Option<CheckoutDetails> = cart_form(cart)
        .and_then(|form| forms::read(&form, store, &BuyerInput::default(), None).ok());
    let shopping_url = cart
        .last_form
        .as_ref()
        .and_then(|form| form.get("shopping_url"))
        .filter(|url| crate::store::http_url(url).is_some())
        .map(str::to_owned);
    let mut view = CartPage {
        merchant: visit.merchant.0.clone(),
        csrf: cart.csrf.clone(),
        payee,
        lines: Vec::new(),
        totals: None,
        shopping_url,
        notices: Vec::new(),
    };
    if let Some(details) = details {
        let order = &details.order;
        view.lines = order
            .lines
            .iter()
            .enumerate()
            .map(|(index, line)| CartLineView {
                index: index + 1,
                line: views::line(line),
                shipping: views::nonzero(line.shipping),
            })
            .collect();
        view.totals = Some(views::totals(order));
        view.notices = details
            .ignored
            .iter()
            .map(|ignored| format!("{} was ignored: {}.", ignored.variable, ignored.reason))
            .collect();
    }
    view
}
