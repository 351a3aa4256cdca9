//! Terms of a checkout that an SDK needs before it shows it.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{Response, StatusCode};
use serde_json::json;

use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::Store;
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
                "merchantId": checkout.payee.0,
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

/// The SDK's word for what the money does.
pub(super) fn intent(checkout: &Checkout) -> &'static str {
    match checkout.details.order.action {
        PaymentAction::Sale => "capture",
        PaymentAction::Authorization => "authorize",
        PaymentAction::Order => "order",
    }
}
