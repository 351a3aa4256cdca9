//! What the buyer does: log in, pay, cancel, decline.

use axum::body::{Body, Bytes};
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Response, StatusCode};

use super::show;
use crate::answer::{Problem, base_url, page, see_other};
use crate::forms;
use crate::pages::DeclinedPage;
use crate::params::Params;
use crate::redirect::{WayBack, cancel_url, program_url, way_back};
use crate::state::State;
use crate::store::Store;
use crate::store::checkout_request::BuyerInput;
use crate::store::checkouts::{Checkout, CheckoutStatus};
use crate::store::error::LedgerError;

const MAX_MEMO: usize = 255;

/// The checkout that a form of these pages is about.
fn find(store: &Store, params: &Params) -> Result<Checkout, Problem> {
    let token = params.get("token").unwrap_or_default();
    let checkout = store
        .checkouts
        .get(token)
        .ok_or(LedgerError::UnknownCheckout)?;
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
        Err(problem) => return problem.answer(&headers),
    };
    let email = params.get("email").unwrap_or_default().trim();
    let password = params.get("password").unwrap_or_default();
    let buyer = store
        .accounts
        .iter()
        .find(|account| account.email.eq_ignore_ascii_case(email) && account.password == password)
        .map(|account| account.id.clone());
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
        return page(StatusCode::FORBIDDEN, &view);
    }
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.buyer = buyer;
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
        Err(problem) => return problem.answer(&headers),
    };
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.buyer = None;
    }
    see_other(&approval_url(&state, &headers, &checkout.token))
}

pub(super) async fn pay(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let params = show::own_form(&body);
    let now = state.clock().now();
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.answer(&headers),
    };
    let token = checkout.token.clone();
    if !matches!(checkout.status, CheckoutStatus::Paid { .. }) {
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
        let result = add_input(&mut store, &token, input).and_then(|()| {
            if params.get("action") == Some("update") {
                return Ok(false);
            }
            let memo = typed("memo")
                .filter(|_| checkout.reading.journey.note)
                .map(|memo| memo.chars().take(MAX_MEMO).collect());
            store
                .agree(&token, &buyer, memo, now)
                .map(|()| true)
                .map_err(Trouble::Ledger)
        });
        match result {
            Ok(true) => {}
            Ok(false) => return see_other(&approval_url(&state, &headers, &token)),
            Err(trouble) => return explain(&store, &token, trouble, &headers),
        }
    }
    let Some(paid) = store.checkouts.get(&token).cloned() else {
        return Problem::from(LedgerError::UnknownCheckout).answer(&headers);
    };
    if paid.is_programmed() {
        return leave(&state, &headers, &paid);
    }
    let signature = store.ids.signature();
    match way_back(&store, &paid, signature.clone()) {
        Some((WayBack::Get { url }, true)) => see_other(&url),
        _ => show::done(&store, &paid, signature, true, &headers),
    }
}

/// Back to the program's shop; to the page that says so, where it named none.
fn leave(state: &State, headers: &HeaderMap, checkout: &Checkout) -> Response<Body> {
    match program_url(checkout, true) {
        Some(url) => see_other(&url),
        None => see_other(&approval_url(state, headers, &checkout.token)),
    }
}

/// Why a payment was not made.
enum Trouble {
    Ledger(LedgerError),
    /// What the buyer typed does not work.
    Typed(String),
}

/// Reads the form again with what the buyer typed.
fn add_input(store: &mut Store, token: &str, input: BuyerInput) -> Result<(), Trouble> {
    let checkout = store
        .checkouts
        .get(token)
        .ok_or(Trouble::Ledger(LedgerError::UnknownCheckout))?;
    let reading = forms::read_checkout(checkout, store, &input)
        .map_err(|refusal| Trouble::Typed(refusal.detail))?;
    if let Some(checkout) = store.checkouts.get_mut(token) {
        checkout.reading = reading;
        checkout.input = input;
    }
    Ok(())
}

fn explain(store: &Store, token: &str, trouble: Trouble, headers: &HeaderMap) -> Response<Body> {
    let Some(checkout) = store.checkouts.get(token) else {
        return Problem::from(LedgerError::UnknownCheckout).answer(headers);
    };
    let buyer = checkout
        .buyer
        .as_ref()
        .and_then(|id| store.accounts.get(id));
    let again = |error: String| match buyer {
        Some(buyer) => page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &show::review(store, checkout, buyer, Some(error)),
        ),
        None => Problem::from(LedgerError::NoBuyer).answer(headers),
    };
    match trouble {
        Trouble::Typed(detail) => again(detail),
        Trouble::Ledger(
            error @ (LedgerError::Declined | LedgerError::InsufficientFunds { .. }),
        ) => declined(store, checkout, sentence(&error)),
        Trouble::Ledger(error @ (LedgerError::Expired | LedgerError::UnknownCheckout)) => {
            Problem::from(error).answer(headers)
        }
        Trouble::Ledger(error) => again(sentence(&error)),
    }
}

/// An error's words as a sentence for the buyer.
fn sentence(error: &LedgerError) -> String {
    let words = error.to_string();
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn declined(store: &Store, checkout: &Checkout, reason: String) -> Response<Body> {
    let order = &checkout.reading.order;
    page(
        StatusCode::OK,
        &DeclinedPage {
            token: checkout.token.clone(),
            csrf: checkout.csrf.clone(),
            payee: show::payee_name(store, checkout),
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
        Err(problem) => return problem.answer(&headers),
    };
    if matches!(checkout.status, CheckoutStatus::Paid { .. }) {
        // Too late: a payment is not undone by the back button.
        return see_other(&approval_url(&state, &headers, &checkout.token));
    }
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.status = CheckoutStatus::Cancelled;
    }
    see_other(&cancel_url(&base_url(&state, &headers), &checkout))
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
        Err(problem) => return problem.answer(&headers),
    };
    if matches!(checkout.status, CheckoutStatus::Paid { .. }) {
        return see_other(&approval_url(&state, &headers, &checkout.token));
    }
    if let Some(checkout) = store.checkouts.get_mut(&checkout.token) {
        checkout.status = CheckoutStatus::Declined;
    }
    declined(&store, &checkout, sentence(&LedgerError::Declined))
}
