//! What pages, storage and servers hand over, made into core types that cannot
//! be wrong. The shapes are those of the core's own serialization.

#[cfg(feature = "elements")]
mod given;

use leptos_paypal_core::{
    CartItem, CartSnapshot, Choice, ChosenOption, CoreError, ItemShipping, LineDiscount, Money,
    Product, ProductOption, Rate, Sku, SnapshotLine, Weight,
};
use wasm_bindgen::JsValue;

#[cfg(feature = "elements")]
pub(crate) use self::given::{pricing, products};
use super::js;

type Read<T> = Result<T, CoreError>;

/// A field that may be missing, but must be right when it is there.
fn optional<T>(value: &JsValue, name: &str, read: fn(&JsValue) -> Read<T>) -> Read<Option<T>> {
    js::given(value, name).map(|field| read(&field)).transpose()
}

pub(crate) fn all<T>(value: &JsValue, name: &str, read: fn(&JsValue) -> Read<T>) -> Read<Vec<T>> {
    let mut all = Vec::new();
    for entry in js::entries(value, name) {
        all.push(read(&entry)?);
    }
    Ok(all)
}

fn plain(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

fn field(value: &JsValue, name: &str) -> String {
    js::text(value, name).unwrap_or_default()
}

fn money(value: &JsValue) -> Read<Money> {
    let currency = field(value, "currency").parse()?;
    Money::parse_signed(&field(value, "value"), currency)
}

fn rate(value: &JsValue) -> Read<Rate> {
    plain(value).parse()
}

fn weight(value: &JsValue) -> Read<Weight> {
    plain(value).parse()
}

fn sku(value: &JsValue) -> Read<Sku> {
    Sku::try_from(field(value, "sku"))
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

pub(crate) fn chosen(value: &JsValue) -> Read<ChosenOption> {
    Ok(ChosenOption {
        name: field(value, "name"),
        value: field(value, "value"),
    })
}

/// A limit that is there but no number from 1 is an error, not "no limit".
fn limit(value: &JsValue) -> Read<Option<u32>> {
    match js::given(value, "max_quantity") {
        None => Ok(None),
        Some(_) => js::integer(value, "max_quantity")
            .filter(|limit| *limit > 0)
            .map(Some)
            .ok_or(CoreError::QuantityNotPositive),
    }
}

fn choice(value: &JsValue) -> Read<Choice> {
    Ok(Choice {
        value: field(value, "value"),
        price: optional(value, "price", money)?,
    })
}

fn option(value: &JsValue) -> Read<ProductOption> {
    Ok(ProductOption {
        name: field(value, "name"),
        choices: all(value, "choices", choice)?,
    })
}

/// An article of a catalogue.
pub(crate) fn product(value: &JsValue) -> Read<Product> {
    Ok(Product {
        sku: sku(value)?,
        name: field(value, "name"),
        description: js::text(value, "description"),
        picture: js::text(value, "picture"),
        price: money(&js::get(value, "price"))?,
        options: all(value, "options", option)?,
        discount: optional(value, "discount", line_discount)?,
        shipping: optional(value, "shipping", shipping)?,
        handling: optional(value, "handling", money)?,
        tax: optional(value, "tax", money)?,
        weight: optional(value, "weight", weight)?,
        max_quantity: limit(value)?,
        sold_out: js::flag(value, "sold_out"),
    })
}

/// An item has what its article has, and choices where that has menus.
fn item(value: &JsValue) -> Read<CartItem> {
    let product = product(value)?;
    Ok(CartItem {
        sku: product.sku,
        name: product.name,
        price: product.price,
        options: all(value, "options", chosen)?,
        discount: product.discount,
        shipping: product.shipping,
        handling: product.handling,
        tax: product.tax,
        weight: product.weight,
        max_quantity: product.max_quantity,
        picture: product.picture,
    })
}

fn snapshot_line(value: &JsValue) -> Read<SnapshotLine> {
    Ok(SnapshotLine {
        item: item(&js::get(value, "item"))?,
        quantity: js::integer(value, "quantity").unwrap_or(0),
    })
}

/// A stored cart, not checked yet.
pub(crate) fn snapshot(value: &JsValue) -> Read<CartSnapshot> {
    Ok(CartSnapshot {
        version: js::integer(value, "version").unwrap_or(0),
        currency: field(value, "currency").parse()?,
        lines: all(value, "lines", snapshot_line)?,
    })
}
