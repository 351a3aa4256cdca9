//! A buyer without an account pays an order with a card on the buyer's pages.

use axum::body::{Body, Bytes};
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Response};
use serde_json::json;

use super::card_page::page;
use super::forms::{find, redirect_to_shop, sentence};
use super::show::own_form;
use crate::response::Problem;
use crate::rest::read_card;
use crate::state::State;
use crate::store::checkouts::Source;
use crate::store::error::StoreError;

/// `POST /checkoutnow/card`.
pub(super) async fn pay(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let params = own_form(&body);
    let now = state.clock().now();
    let mut store = state.store();
    let checkout = match find(&store, &params) {
        Ok(checkout) => checkout,
        Err(problem) => return problem.respond(&headers),
    };
    let typed = |name: &str| params.get(name).unwrap_or_default().trim();
    let digits = |name: &str| -> String {
        let digits = typed(name).chars().filter(char::is_ascii_digit);
        digits.collect()
    };
    let source = json!({
        "name": typed("name"),
        "number": digits("number"),
        "expiry": expiry(&digits("expiry")),
        "security_code": digits("code"),
    });
    let takes_cards = store
        .accounts
        .get(&checkout.payee)
        .is_some_and(|payee| payee.settings.cards);
    if !takes_cards || !matches!(checkout.source, Source::Order(_)) {
        return Problem::from(StoreError::UnknownCheckout).respond(&headers);
    }
    let agreed = read_card(&source, now).and_then(|card| {
        let agreed = store.approve_by_card(&checkout.token, card, now);
        agreed.map_err(|error| sentence(&error))
    });
    if let Err(error) = agreed {
        return page(&store, &checkout, typed("name"), Some(error));
    }
    match store.checkouts.get(&checkout.token).cloned() {
        Some(checkout) => redirect_to_shop(&state, &headers, &checkout),
        None => Problem::from(StoreError::UnknownCheckout).respond(&headers),
    }
}

/// `MMYY` or `MMYYYY` as `YYYY-MM`.
fn expiry(digits: &str) -> String {
    match digits.split_at_checked(2) {
        Some((month, year)) if year.len() == 2 => format!("20{year}-{month}"),
        Some((month, year)) => format!("{year}-{month}"),
        None => String::new(),
    }
}
