//! The page on which a buyer without an account types a card.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::pages::CardPage;
use crate::params::Params;
use crate::store::Store;
use crate::store::checkouts::{Checkout, Source};
use crate::{sdk, views};

/// Returns whether the page for a card is asked for, and there is one: for
/// orders of Orders v2, to those who take cards.
pub(super) fn is_wanted(store: &Store, checkout: &Checkout, params: &Params) -> bool {
    let payee = store.accounts.get(&checkout.payee);
    params.get("fundingSource") == Some("card")
        && matches!(checkout.source, Source::Order(_))
        && payee.is_some_and(|payee| payee.settings.cards)
}

pub(super) fn page(
    store: &Store,
    checkout: &Checkout,
    name: &str,
    error: Option<String>,
) -> Response<Body> {
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let order = &checkout.details.order;
    let view = CardPage {
        token: checkout.token.clone(),
        csrf: checkout.csrf.clone(),
        payee: views::payee_name(store, checkout),
        total: order.total.to_string(),
        currency: order.currency.code().to_owned(),
        name: name.to_owned(),
        error,
    };
    sdk::page(checkout, status, &view)
}
