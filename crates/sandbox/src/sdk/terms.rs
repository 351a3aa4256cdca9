//! Terms of a checkout that an SDK needs before it shows it.

use std::collections::HashSet;

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::checkouts::{Checkout, Source};
use crate::store::error::StoreError;
use crate::store::order::PaymentAction;

/// `GET /sdk/checkouts/{id}`: by order id, `EC-…` token or v1 payment id.
/// Money and address are not told.
pub(super) async fn of_checkout(state: Shared<State>, Path(id): Path<String>) -> Response<Body> {
    let store = state.store();
    match find(&store, &id) {
        Some(checkout) => json_response(
            StatusCode::OK,
            &json!({
                "token": checkout.token,
                "intent": intent(checkout),
                "currency": checkout.details.order.currency.code(),
                "payees": payees(&store, checkout),
                "appSwitch": has_app(checkout),
            }),
        ),
        None => Problem::from(StoreError::UnknownCheckout).json(),
    }
}

/// Returns whether PayPal's app can take it: an order that says where the buyer
/// returns to.
fn has_app(checkout: &Checkout) -> bool {
    let page_options = &checkout.details.page_options;
    matches!(checkout.source, Source::Order(_))
        && page_options.return_url.is_some()
        && page_options.cancel_return.is_some()
}

fn find<'a>(store: &'a Store, id: &str) -> Option<&'a Checkout> {
    let token = store.orders.get(id).map_or(id, |record| &record.token);
    store
        .checkouts
        .get(token)
        .filter(|one| one.is_api_checkout())
}

/// Accounts that a checkout pays, each once.
fn payees(store: &Store, checkout: &Checkout) -> Vec<Value> {
    let mut ids: Vec<&AccountId> = match &checkout.source {
        Source::Order(id) | Source::Payment(id) => {
            let units = store.orders.get(id).into_iter();
            units
                .flat_map(|record| &record.units)
                .map(|unit| &unit.payee)
                .collect()
        }
        Source::ExpressCheckout => {
            let checkouts = store.express.get(&checkout.token).into_iter();
            checkouts
                .flat_map(|express| &express.payments)
                .map(|payment| &payment.payee)
                .collect()
        }
        Source::Form(_) => Vec::new(),
    };
    // A checkout without a payment, for an agreement alone.
    if ids.is_empty() {
        ids.push(&checkout.payee);
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    let accounts = ids.into_iter().filter_map(|id| store.accounts.get(id));
    accounts
        .map(|account| json!({"merchantId": account.id.0, "email": account.email}))
        .collect()
}

/// The SDK's word for what the money does.
pub(super) fn intent(checkout: &Checkout) -> &'static str {
    match checkout.details.order.action {
        PaymentAction::Sale => "capture",
        PaymentAction::Authorization => "authorize",
        PaymentAction::Order => "order",
    }
}
