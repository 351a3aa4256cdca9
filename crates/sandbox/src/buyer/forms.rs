//! Forms of the buyer's pages: log in, pay, cancel, decline.

use axum::body::{Body, Bytes};
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Response, StatusCode};

use super::{shipping, show};
use crate::forms;
use crate::pages::DeclinedPage;
use crate::params::Params;
use crate::redirect::{ReturnRedirect, api_redirect_url, cancel_url, return_redirect};
use crate::response::{Problem, base_url, see_other};
use crate::sdk;
use crate::state::State;
use crate::store::Store;
use crate::store::checkout_details::BuyerInput;
use crate::store::checkouts::Checkout;
use crate::store::error::StoreError;
use crate::views;

const MAX_MEMO: usize = 255;
const CHARGES_CHANGED: &str =
    "Shipping or tax of this order has changed. Check the total before you pay.";
const TOTAL_CHANGED: &str = "The shop has changed the total. Check it before you pay.";

/// The checkout that a form of these pages is about.
pub(super) fn find(store: &Store, params: &Params) -> Result<Checkout, Problem> {
    let token = params.get("token").unwrap_or_default();
    let checkout = store
        .checkouts
        .get(token)
        .ok_or(StoreError::UnknownCheckout)?;
    if params.get("csrf") != Some(checkout.csrf.as_str()) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "form_foreign",
            "This form comes from somewhere else",
            "Open the checkout again and send the form from its own page.",
        ));
    }
    Ok(checkout.clone())
}

fn approval_url(state: &State, headers: &HeaderMap, token: &str) -> String {
    format!("{}/checkoutnow?token={token}", base_url(state, headers))
}

pub(super) async fn login(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let params = show::own_form(&body);
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let email = params.get("email").unwrap_or_default().trim();
    let password = params.get("password").unwrap_or_default();
    let buyer = store.accounts.with_password(email, password);
    let buyer = buyer.map(|account| account.id.clone());
    let wrong = match &buyer {
        None => Some("No account here has this e-mail address and password."),
        Some(buyer) if *buyer == checkout.payee => {
            Some("An account cannot pay itself: log in as a buyer.")
        }
        Some(_) => None,
    };
    if let Some(wrong) = wrong {
        let mut view = show::login(&store, &checkout, Some(wrong.to_owned()));
        view.email = email.to_owned();
        view.password = String::new();
        return sdk::page(&checkout, StatusCode::FORBIDDEN, &view);
    }
    // Shipping and tax of the seller's profile go by the buyer's address. A form
    // that is refused by now, such as for an invoice that was paid meanwhile, is
    // shown as it was, and refused when it is to be paid.
    let known = buyer.as_ref().and_then(|id| store.accounts.get(id));
    let details = forms::read_checkout(&checkout, &store, &checkout.input, known);
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.buyer = buyer;
        if let Ok(details) = details {
            checkout.details = details;
        }
    }
    see_other(&approval_url(&state, &headers, &checkout.token))
}

pub(super) async fn logout(
    state: Shared<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let params = show::own_form(&body);
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let details = forms::read_checkout(&checkout, &store, &checkout.input, None);
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.buyer = None;
        if let Ok(details) = details {
            checkout.details = details;
        }
    }
    see_other(&approval_url(&state, &headers, &checkout.token))
}

pub(super) async fn pay(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let params = show::own_form(&body);
    let now = state.clock().now();
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let token = checkout.token.clone();
    if !checkout.is_paid() {
        let Some(buyer) = checkout.buyer.clone() else {
            return see_other(&approval_url(&state, &headers, &token));
        };
        let typed = |name: &str| {
            let text = params.get(name)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let input = BuyerInput {
            quantity: typed("quantity"),
            amount: typed("amount"),
            item_name: typed("item_name"),
        };
        if let Some(checkout) = store.checkouts.get_mut(&token) {
            checkout.bank_refuses = params.get("bank") == Some("refuses");
        }
        let is_update = params.get("action") == Some("update");
        let result = match add_input(&mut store, &token, input.clone()) {
            Err(PayError::ChargesChanged) if is_update => Ok(()),
            result => result,
        };
        let result = result.and_then(|()| {
            let is_changed = shipping::choose(&mut store, &checkout, &params, now)?;
            if is_changed || is_update {
                return Ok(false);
            }
            if shipping::is_outdated(&store, &token, &params) {
                return Err(PayError::Typed(TOTAL_CHANGED.to_owned()));
            }
            let memo = typed("memo")
                .filter(|_| checkout.details.page_options.note)
                .map(|memo| memo.chars().take(MAX_MEMO).collect());
            store
                .approve(&token, &buyer, memo, now)
                .map(|()| true)
                .map_err(PayError::from)
        });
        match result {
            Ok(true) => {}
            Ok(false) => return see_other(&approval_url(&state, &headers, &token)),
            Err(error) => return error_page(&store, &token, error, &input, &headers),
        }
    }
    let Some(paid) = store.checkouts.get(&token).cloned() else {
        return Problem::from(StoreError::UnknownCheckout).respond(&headers);
    };
    if paid.is_api_checkout() {
        return redirect_to_shop(&state, &headers, &paid);
    }
    let signature = store.ids.signature();
    match return_redirect(&store, &paid, signature.clone()) {
        Some((ReturnRedirect::Get { url }, true)) => see_other(&url),
        _ => show::done(&store, &paid, signature, true, &headers),
    }
}

/// Back to the program's shop; to the page that says so, where it named none.
pub(super) fn redirect_to_shop(
    state: &State,
    headers: &HeaderMap,
    checkout: &Checkout,
) -> Response<Body> {
    if let Some(url) = sdk::end_url(&base_url(state, headers), checkout) {
        return see_other(&url);
    }
    match api_redirect_url(checkout, true) {
        Some(url) => see_other(&url),
        None => see_other(&approval_url(state, headers, &checkout.token)),
    }
}

/// Failures of paying on the buyer's page.
enum PayError {
    Store(StoreError),
    /// The buyer's input is invalid.
    Typed(String),
    /// Shipping or tax of the seller's profile are not those that the buyer has
    /// seen.
    ChargesChanged,
}

impl From<StoreError> for PayError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads the form again with what the buyer typed. Nobody pays shipping or tax
/// of a profile without having seen it.
fn add_input(store: &mut Store, token: &str, input: BuyerInput) -> Result<(), PayError> {
    let checkout = store
        .checkouts
        .get(token)
        .ok_or(PayError::Store(StoreError::UnknownCheckout))?;
    let buyer = checkout.buyer.as_ref();
    let buyer = buyer.and_then(|id| store.accounts.get(id));
    let details = forms::read_checkout(checkout, store, &input, buyer)
        .map_err(|refusal| PayError::Typed(refusal.detail))?;
    let is_changed = details.profile_charges != checkout.details.profile_charges;
    if let Some(checkout) = store.checkouts.get_mut(token) {
        checkout.details = details;
        checkout.input = input;
    }
    if is_changed {
        return Err(PayError::ChargesChanged);
    }
    Ok(())
}

/// The page after a fault, with what was typed.
fn error_page(
    store: &Store,
    token: &str,
    error: PayError,
    typed: &BuyerInput,
    headers: &HeaderMap,
) -> Response<Body> {
    let Some(checkout) = store.checkouts.get(token) else {
        return Problem::from(StoreError::UnknownCheckout).respond(headers);
    };
    let buyer = checkout
        .buyer
        .as_ref()
        .and_then(|id| store.accounts.get(id));
    let again = |error: Option<String>, notice: Option<&str>| match buyer {
        Some(buyer) => {
            let mut view = show::review(store, checkout, buyer, error);
            view.notice = notice.map(str::to_owned);
            view.typed_name = typed.item_name.clone().unwrap_or_default();
            view.typed_amount = typed.amount.clone().unwrap_or_default();
            sdk::page(checkout, StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        None => Problem::from(StoreError::NoBuyer).respond(headers),
    };
    match error {
        PayError::Typed(detail) => again(Some(views::sentence(&detail)), None),
        PayError::ChargesChanged => again(None, Some(CHARGES_CHANGED)),
        PayError::Store(error @ (StoreError::Declined | StoreError::InsufficientFunds { .. })) => {
            declined(store, checkout, sentence(&error))
        }
        PayError::Store(error @ (StoreError::Expired | StoreError::UnknownCheckout)) => {
            Problem::from(error).respond(headers)
        }
        PayError::Store(error) => again(Some(sentence(&error)), None),
    }
}

/// An error's words as a sentence for the buyer.
pub(super) fn sentence(error: &StoreError) -> String {
    views::sentence(&error.to_string())
}

fn declined(store: &Store, checkout: &Checkout, reason: String) -> Response<Body> {
    let order = &checkout.details.order;
    sdk::page(
        checkout,
        StatusCode::OK,
        &DeclinedPage {
            token: checkout.token.clone(),
            csrf: checkout.csrf.clone(),
            payee: views::payee_name(store, checkout),
            reason,
            currency: order.currency.code().to_owned(),
            total: order.total.to_string(),
        },
    )
}

/// Back to the shop, as a GET without data.
pub(super) async fn cancel(
    state: Shared<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let params = show::own_form(&body);
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let open = store.checkouts.get_mut(&checkout.token);
    if open.is_some_and(|open| open.cancel().is_err()) {
        // Too late: a payment is not undone by the back button.
        return see_other(&approval_url(&state, &headers, &checkout.token));
    }
    let base = base_url(&state, &headers);
    match sdk::end_url(&base, &checkout) {
        Some(url) => see_other(&url),
        None => see_other(&cancel_url(&base, &checkout)),
    }
}

/// Plays a funding source that refuses.
pub(super) async fn decline(
    state: Shared<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let params = show::own_form(&body);
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let open = store.checkouts.get_mut(&checkout.token);
    if open.is_some_and(|open| open.decline().is_err()) {
        return see_other(&approval_url(&state, &headers, &checkout.token));
    }
    declined(&store, &checkout, sentence(&StoreError::Declined))
}
