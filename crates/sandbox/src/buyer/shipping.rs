//! The shipping option of an order, and the total that the buyer has seen.

use jiff::Timestamp;

use crate::pages::ShippingOptionView;
use crate::params::Params;
use crate::rest::choose_shipping;
use crate::store::Store;
use crate::store::checkouts::{Checkout, Source};
use crate::store::error::StoreError;
use crate::store::shipping_option::ShippingOption;

/// Options that the buyer of a checkout can choose from.
pub(super) fn options<'a>(store: &'a Store, checkout: &Checkout) -> &'a [ShippingOption] {
    match &checkout.source {
        Source::Order(id) => store
            .orders
            .get(id)
            .map_or(&[], |record| record.shipping_options()),
        _ => &[],
    }
}

/// The same as the page shows them.
pub(super) fn views(store: &Store, checkout: &Checkout) -> Vec<ShippingOptionView> {
    let options = options(store, checkout).iter();
    let views = options.map(|option| ShippingOptionView {
        id: option.id.clone(),
        label: option.label.clone(),
        is_pickup: option
            .kind
            .as_deref()
            .is_some_and(|kind| kind.starts_with("PICKUP")),
        amount: option
            .amount
            .filter(|amount| amount.is_positive())
            .map(|amount| amount.to_string()),
        is_selected: option.is_selected,
    });
    views.collect()
}

/// Selects the option that a form names. Returns whether it is another than
/// before: then the buyer has not seen the total yet.
pub(super) fn choose(
    store: &mut Store,
    checkout: &Checkout,
    params: &Params,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (Source::Order(id), Some(chosen)) = (&checkout.source, params.get("shipping_option"))
    else {
        return Ok(false);
    };
    let mut known = options(store, checkout).iter();
    if known.any(|option| option.is_selected && option.id == chosen) {
        return Ok(false);
    }
    choose_shipping(store, id, chosen, now)?;
    Ok(true)
}

/// Returns whether a form was sent from a page with another total: a program
/// has changed it meanwhile.
pub(super) fn is_outdated(store: &Store, token: &str, params: &Params) -> bool {
    let checkout = store.checkouts.get(token);
    let total = checkout.map(|checkout| checkout.details.order.total.to_string());
    params
        .get("total")
        .is_some_and(|seen| Some(seen) != total.as_deref())
}
