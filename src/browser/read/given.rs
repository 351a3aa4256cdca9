//! What a page hands to the custom elements. In Leptos it is of core types
//! already.

use leptos_paypal_core::{
    CartDiscount, Currency, LineDiscount, PricingRules, Product, ShippingRule, TaxRule,
};
use wasm_bindgen::JsValue;

use super::{Read, all, line_discount, money, optional, product, rate};
use crate::browser::js;

/// A catalogue.
pub(crate) fn products(value: &JsValue) -> Read<Vec<Product>> {
    all(value, "products", product)
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
            Some(code) => code.parse()?,
            None => currency,
        },
        shipping: optional(value, "shipping", shipping_rule)?,
        handling: optional(value, "handling", money)?,
        discount: optional(value, "discount", cart_discount)?,
        tax: optional(value, "tax", tax_rule)?,
    })
}
