//! What a page hands to the custom elements. In Leptos it is of core types
//! already.

use leptos_paypal_core::{
    CartDiscount, Choice, ChosenOption, Currency, LineDiscount, PricingRules, Product,
    ProductOption, ShippingRule, TaxRule,
};
use wasm_bindgen::JsValue;

use super::{Read, article, chosen, field, line_discount, money, optional, parse, rate};
use crate::browser::js;

/// The menus of an article, and what there is to choose from in each.
fn menus(value: &JsValue, menus: &mut Vec<ProductOption>) -> Read<()> {
    for menu in &js::entries(value, "options") {
        let mut choices = Vec::new();
        for choice in &js::entries(menu, "choices") {
            choices.push(Choice {
                price: optional(choice, "price", money)?,
                value: field(choice, "value"),
            });
        }
        menus.push(ProductOption {
            name: field(menu, "name"),
            choices,
        });
    }
    Ok(())
}

/// An article of a catalogue.
pub(crate) fn product(value: &JsValue) -> Read<Product> {
    let item = article(value)?;
    let mut product = Product {
        sku: item.sku,
        name: item.name,
        description: js::text(value, "description"),
        picture: item.picture,
        price: item.price,
        options: Vec::new(),
        discount: item.discount,
        shipping: item.shipping,
        handling: item.handling,
        tax: item.tax,
        weight: item.weight,
        max_quantity: item.max_quantity,
        sold_out: js::flag(value, "sold_out"),
    };
    menus(value, &mut product.options)?;
    Ok(product)
}

/// A catalogue.
pub(crate) fn products(value: &JsValue) -> Read<Vec<Product>> {
    let mut all = Vec::new();
    for entry in &js::entries(value, "products") {
        all.push(product(entry)?);
    }
    Ok(all)
}

/// Chosen options.
pub(crate) fn choices(value: &JsValue) -> Vec<ChosenOption> {
    js::list(value).iter().map(chosen).collect()
}

fn shipping_rule(value: &JsValue) -> Read<ShippingRule> {
    Ok(ShippingRule {
        first: money(&js::get(value, "first"))?,
        further: optional(value, "further", money)?,
        free_from: optional(value, "free_from", money)?,
    })
}

fn cart_discount(value: &JsValue) -> Read<CartDiscount> {
    Ok(match line_discount(value)? {
        LineDiscount::Rate(rate) => CartDiscount::Rate(rate),
        LineDiscount::Amount(amount) => CartDiscount::Amount(amount),
    })
}

fn tax_rule(value: &JsValue) -> Read<TaxRule> {
    Ok(TaxRule {
        rate: rate(&js::get(value, "rate"))?,
        on_shipping: js::flag(value, "on_shipping"),
    })
}

/// Pricing rules; in `currency` when they do not say.
pub(crate) fn pricing(value: &JsValue, currency: Currency) -> Read<PricingRules> {
    Ok(PricingRules {
        currency: match js::text(value, "currency") {
            Some(code) => parse(&code)?,
            None => currency,
        },
        shipping: optional(value, "shipping", shipping_rule)?,
        handling: optional(value, "handling", money)?,
        discount: optional(value, "discount", cart_discount)?,
        tax: optional(value, "tax", tax_rule)?,
    })
}
