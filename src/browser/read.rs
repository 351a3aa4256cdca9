//! What pages, storage and servers hand over, made into core types that cannot
//! be wrong. The shapes are those of the core's own serialization.
//!
//! What is optional is read into what exists already: a way out in the middle
//! then has nothing to take down, which is most of what reading costs. The
//! rest is what is handed on of a problem, so that is only its code.

#[cfg(feature = "elements")]
mod given;

use std::str::FromStr;
use std::sync::Arc;

use leptos_paypal_core::{
    Cart, CartAction, CartItem, CheckoutRef, CheckoutStatus, ChosenOption, CoreError, ItemShipping,
    LineDiscount, Money, Rate, SNAPSHOT_VERSION, Weight,
};
use wasm_bindgen::JsValue;

#[cfg(feature = "elements")]
pub(crate) use self::given::{choices, pricing, product, products};
use super::js;

/// Something read, or the stable code of what is wrong.
pub(crate) type Read<T> = Result<T, &'static str>;

/// As the core reads it.
fn parse<T: FromStr<Err = CoreError>>(text: &str) -> Read<T> {
    T::from_str(text).map_err(|error| error.code())
}

/// A text field, as the core reads it.
pub(crate) fn parsed<T: FromStr<Err = CoreError>>(value: &JsValue, name: &str) -> Read<T> {
    parse(&field(value, name))
}

/// A field that may be missing, but must be right when it is there.
fn optional<T>(value: &JsValue, name: &str, read: fn(&JsValue) -> Read<T>) -> Read<Option<T>> {
    match js::given(value, name) {
        Some(field) => read(&field).map(Some),
        None => Ok(None),
    }
}

fn plain(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

fn field(value: &JsValue, name: &str) -> String {
    plain(&js::get(value, name))
}

fn money(value: &JsValue) -> Read<Money> {
    let currency = parsed(value, "currency")?;
    Money::parse_signed(&field(value, "value"), currency).map_err(|error| error.code())
}

fn rate(value: &JsValue) -> Read<Rate> {
    parse(&plain(value))
}

fn weight(value: &JsValue) -> Read<Weight> {
    parse(&plain(value))
}

fn shipping(value: &JsValue) -> Read<ItemShipping> {
    Ok(ItemShipping {
        first: money(&js::get(value, "first"))?,
        further: optional(value, "further", money)?,
    })
}

fn line_discount(value: &JsValue) -> Read<LineDiscount> {
    Ok(match optional(value, "rate", rate)? {
        Some(rate) => LineDiscount::Rate(rate),
        None => LineDiscount::Amount(money(&js::get(value, "amount"))?),
    })
}

fn chosen(value: &JsValue) -> ChosenOption {
    ChosenOption {
        name: field(value, "name"),
        value: field(value, "value"),
    }
}

/// What an article has wherever it stands. A limit that is there but no number
/// from 1 is an error, not "no limit".
fn article(value: &JsValue) -> Read<CartItem> {
    let sku = parsed(value, "sku")?;
    let price = money(&js::get(value, "price"))?;
    let mut item = CartItem::new(sku, field(value, "name"), price);
    fill(&mut item, value)?;
    Ok(item)
}

fn fill(item: &mut CartItem, value: &JsValue) -> Read<()> {
    item.discount = optional(value, "discount", line_discount)?;
    item.shipping = optional(value, "shipping", shipping)?;
    item.handling = optional(value, "handling", money)?;
    item.tax = optional(value, "tax", money)?;
    item.weight = optional(value, "weight", weight)?;
    if let Some(limit) = js::given(value, "max_quantity") {
        item.max_quantity = js::whole(&limit);
        if item.max_quantity.unwrap_or(0) == 0 {
            return Err(CoreError::QuantityNotPositive.code());
        }
    }
    item.picture = js::text(value, "picture");
    Ok(())
}

/// A stored cart, every rule checked: what the core's `CartSnapshot` restores.
/// Nothing for one that is not, or of another version.
pub(crate) fn cart(value: &JsValue) -> Option<Cart> {
    if js::integer(value, "version") != Some(SNAPSHOT_VERSION) {
        return None;
    }
    let mut cart = Cart::new(parsed(value, "currency").ok()?);
    for line in &js::entries(value, "lines") {
        let given = js::get(line, "item");
        let mut item = article(&given).ok()?;
        for option in &js::entries(&given, "options") {
            item.options.push(chosen(option));
        }
        let add = CartAction::Add {
            item: Arc::new(item),
            quantity: js::integer(line, "quantity").unwrap_or(0),
        };
        cart = cart.reduce(add).ok()?;
    }
    Some(cart)
}

/// `total` in `currency`, both as flat text.
pub(crate) fn total(value: &JsValue) -> Option<Money> {
    let currency = parsed(value, "currency").ok()?;
    Money::parse(&field(value, "total"), currency).ok()
}

/// The name of a checkout.
pub(crate) fn name(value: &JsValue, field: &str) -> Option<CheckoutRef> {
    js::text(value, field)?.parse().ok()
}

/// The name of a state.
pub(crate) fn status(value: &JsValue, field: &str) -> Option<CheckoutStatus> {
    CheckoutStatus::from_name(&js::text(value, field)?)
}
