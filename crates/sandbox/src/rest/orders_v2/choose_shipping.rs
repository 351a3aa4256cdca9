//! The buyer's choice of a shipping option.

use jiff::Timestamp;
use leptos_paypal_core::Money;
use serde_json::{Value, json};

use super::request;
use crate::resources::money::{member, v2};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::shipping_option::ShippingOption;

const OPTIONS: &str = "/purchase_units/0/shipping/options";
const AMOUNT: &str = "/purchase_units/0/amount";

/// Selects an option of an order, as its buyer does. The amount follows, unless
/// the shop has changed it for this option already.
///
/// # Errors
/// When there is no such option, or the order is paid.
pub(crate) fn choose_shipping(
    store: &mut Store,
    order_id: &str,
    option_id: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let record = store.orders.get(order_id);
    let record = record.ok_or(StoreError::UnknownCheckout)?;
    record.check_open()?;
    let (app, mut request) = (record.app.clone(), record.request.clone());
    let options = record.shipping_options();
    let chosen = options.iter().find(|option| option.id == option_id);
    let chosen = chosen.ok_or(StoreError::ShippingOption)?;
    if chosen.is_selected {
        return Ok(());
    }
    let unit = record.units.first().ok_or(StoreError::ShippingOption)?;
    let (order, none) = (&unit.order, Money::zero(unit.order.currency));
    let cost = |option: &ShippingOption| option.amount.unwrap_or(none);
    let has_parts = request
        .pointer(AMOUNT)
        .and_then(|amount| member(amount, "breakdown"));
    let before = match has_parts {
        Some(_) => order.shipping,
        None => options
            .iter()
            .find(|option| option.is_selected)
            .map_or(none, cost),
    };
    let after = cost(chosen);
    let total = order.total.minus(before)?.plus(after)?;
    let has_parts = has_parts.is_some();
    if let Some(list) = request.pointer_mut(OPTIONS).and_then(Value::as_array_mut) {
        for option in list {
            let is_chosen = option["id"] == option_id;
            option["selected"] = json!(is_chosen);
        }
    }
    if let Some(amount) = request.pointer_mut(AMOUNT) {
        amount["value"] = json!(total.to_string());
        if has_parts {
            amount["breakdown"]["shipping"] = v2(after);
        }
    }
    let draft = request::read(&request, store, &app);
    let draft = draft.map_err(|_| StoreError::ShippingOption)?;
    Ok(store.change_order(order_id, draft, request, now)?)
}
