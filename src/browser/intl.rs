//! Money, numbers and plurals in the buyer's language, by the browser's
//! `Intl`. Amounts go in as exact decimal text, never as floats.

use leptos_paypal_core::{Money, digits};

use super::page;

/// An amount as the buyer reads it: "$19.95", "19,95 €".
pub(crate) fn money(locale: &str, amount: Money) -> String {
    let currency = amount.currency();
    let decimal = amount.text();
    let text = page::number(locale, currency.code(), currency.decimals(), &decimal)
        .unwrap_or_else(|| [currency.code(), "\u{a0}", &decimal].concat());
    // From right to left, "US$" would come apart: it is kept together.
    if text.contains('\u{200f}') {
        ["\u{2066}", &text, "\u{2069}"].concat()
    } else {
        text
    }
}

/// A count as the buyer reads it.
pub(crate) fn count(locale: &str, count: u32) -> String {
    let decimal = digits(count.into());
    page::number(locale, "", 0, &decimal).unwrap_or(decimal)
}

/// The plural category of a count: `one`, `few`, `other`, ….
pub(crate) fn plural(locale: &str, count: u32) -> String {
    page::plural(locale, count).unwrap_or_default()
}
