//! Core types as plain JavaScript values, in the shapes of the core's own
//! serialization.

use leptos_paypal_core::{CartItem, CartSnapshot, ChosenOption, ItemShipping, LineDiscount, Money};
use wasm_bindgen::JsValue;

use super::js;

pub(crate) fn text(value: &str) -> JsValue {
    JsValue::from_str(value)
}

fn optional<T>(value: &Option<T>, write: fn(&T) -> JsValue) -> JsValue {
    // An undefined field is left out of JSON.
    value.as_ref().map_or(JsValue::UNDEFINED, write)
}

fn money(amount: &Money) -> JsValue {
    js::object(&[
        ("value", text(&amount.text())),
        ("currency", text(amount.currency().code())),
    ])
}

fn shipping(shipping: &ItemShipping) -> JsValue {
    js::object(&[
        ("first", money(&shipping.first)),
        ("further", optional(&shipping.further, money)),
    ])
}

fn discount(discount: &LineDiscount) -> JsValue {
    match discount {
        LineDiscount::Amount(amount) => js::object(&[("amount", money(amount))]),
        LineDiscount::Rate(rate) => js::object(&[("rate", text(&rate.text()))]),
    }
}

/// Chosen options: `[{"name", "value"}]`.
pub(crate) fn chosen(options: &[ChosenOption]) -> JsValue {
    js::array(
        options.iter().map(|option| {
            js::object(&[("name", text(&option.name)), ("value", text(&option.value))])
        }),
    )
}

/// An article in the cart.
pub(crate) fn item(item: &CartItem) -> JsValue {
    js::object(&[
        ("sku", text(item.sku.as_str())),
        ("name", text(&item.name)),
        ("price", money(&item.price)),
        ("options", chosen(&item.options)),
        ("discount", optional(&item.discount, discount)),
        ("shipping", optional(&item.shipping, shipping)),
        ("handling", optional(&item.handling, money)),
        ("tax", optional(&item.tax, money)),
        (
            "weight",
            optional(&item.weight, |weight| text(&weight.text())),
        ),
        (
            "max_quantity",
            optional(&item.max_quantity, |limit| (*limit).into()),
        ),
        ("picture", optional(&item.picture, |url| text(url))),
    ])
}

/// A cart as it is stored.
pub(crate) fn snapshot(snapshot: &CartSnapshot) -> JsValue {
    js::object(&[
        ("version", snapshot.version.into()),
        ("currency", text(snapshot.currency.code())),
        (
            "lines",
            js::array(snapshot.lines.iter().map(|line| {
                js::object(&[
                    ("item", item(&line.item)),
                    ("quantity", line.quantity.into()),
                ])
            })),
        ),
    ])
}
