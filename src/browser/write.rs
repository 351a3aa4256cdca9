//! Core types as plain JavaScript values, in the shapes of the core's own
//! serialization.

use leptos_paypal_core::{
    Cart, CartItem, ChosenOption, ItemShipping, LineDiscount, Money, SNAPSHOT_VERSION,
};
use wasm_bindgen::JsValue;

use super::js::Object;

fn money(object: &Object, name: &str, amount: Option<&Money>) {
    let Some(amount) = amount else { return };
    let written = Object::new();
    written.text("value", &amount.text());
    written.text("currency", amount.currency().code());
    object.put(name, &written.into());
}

fn shipping(object: &Object, shipping: &ItemShipping) {
    let written = Object::new();
    money(&written, "first", Some(&shipping.first));
    money(&written, "further", shipping.further.as_ref());
    object.put("shipping", &written.into());
}

fn discount(object: &Object, discount: &LineDiscount) {
    let written = Object::new();
    match discount {
        LineDiscount::Amount(amount) => money(&written, "amount", Some(amount)),
        LineDiscount::Rate(rate) => written.text("rate", &rate.text()),
    }
    object.put("discount", &written.into());
}

/// Chosen options: `[{"name", "value"}]`.
pub(crate) fn chosen(options: &[ChosenOption]) -> JsValue {
    let mut all: Vec<JsValue> = Vec::new();
    for option in options {
        let written = Object::new();
        written.text("name", &option.name);
        written.text("value", &option.value);
        all.push(written.into());
    }
    all.into()
}

/// An article in the cart.
pub(crate) fn item(item: &CartItem) -> JsValue {
    let written = Object::new();
    written.text("sku", item.sku.as_str());
    written.text("name", &item.name);
    money(&written, "price", Some(&item.price));
    written.put("options", &chosen(&item.options));
    if let Some(reduction) = &item.discount {
        discount(&written, reduction);
    }
    if let Some(own) = &item.shipping {
        shipping(&written, own);
    }
    money(&written, "handling", item.handling.as_ref());
    money(&written, "tax", item.tax.as_ref());
    if let Some(weight) = &item.weight {
        written.text("weight", &weight.text());
    }
    if let Some(limit) = item.max_quantity {
        written.number("max_quantity", limit);
    }
    written.given("picture", item.picture.as_deref());
    written.into()
}

/// Pairs of texts.
pub(crate) fn pairs(pairs: &[(String, String)]) -> JsValue {
    let mut all: Vec<JsValue> = Vec::new();
    for (name, value) in pairs {
        all.push(vec![JsValue::from_str(name), JsValue::from_str(value)].into());
    }
    all.into()
}

/// A cart as it is stored: the core's `CartSnapshot`.
pub(crate) fn cart(cart: &Cart) -> JsValue {
    let written = Object::new();
    written.number("version", SNAPSHOT_VERSION);
    written.text("currency", cart.currency().code());
    let mut lines: Vec<JsValue> = Vec::new();
    for line in cart.lines() {
        let written = Object::new();
        written.put("item", &item(&line.item));
        written.number("quantity", line.quantity);
        lines.push(written.into());
    }
    written.put("lines", &lines.into());
    written.into()
}
