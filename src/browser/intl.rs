//! Money, numbers and plurals in the buyer's language, by the browser's
//! `Intl`. Amounts go in as exact decimal text, never as floats.

use leptos_paypal_core::{Money, digits};

#[cfg(not(feature = "ssr"))]
use super::page::{number, plural as category};

/// An amount as the buyer reads it: "$19.95", "19,95 €".
pub(crate) fn money(locale: &str, amount: Money) -> String {
    let currency = amount.currency();
    let decimal = amount.text();
    let text = number(locale, currency.code(), currency.decimals(), &decimal)
        .unwrap_or_else(|| [currency.code(), "\u{a0}", &decimal].concat());
    // From right to left, "US$" would come apart: it is kept together.
    if text.chars().any(|mark| mark == '\u{200f}') {
        ["\u{2066}", &text, "\u{2069}"].concat()
    } else {
        text
    }
}

/// A count as the buyer reads it.
pub(crate) fn count(locale: &str, count: u32) -> String {
    let decimal = digits(count.into());
    number(locale, "", 0, &decimal).unwrap_or(decimal)
}

/// The plural category of a count: `one`, `few`, `other`, ….
pub(crate) fn plural(locale: &str, count: u32) -> String {
    category(locale, count).unwrap_or_default()
}

/// A server has no `Intl`: amounts are written as "USD 19.95" there, until the
/// browser writes them in the buyer's way.
#[cfg(feature = "ssr")]
const fn number(_: &str, _: &str, _: u8, _: &str) -> Option<String> {
    None
}

#[cfg(feature = "ssr")]
const fn category(_: &str, _: u32) -> Option<String> {
    None
}
