//! The query of a return page, decoded by the browser.

use leptos_paypal_core::ReturnQuery;

use super::page;

/// What PayPal, or the shop's own address, said about a checkout.
pub(crate) fn read(query: &str) -> ReturnQuery {
    let mut pairs = Vec::new();
    let mut words = page::parameters(query).into_iter();
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        pairs.push((
            name.as_string().unwrap_or_default(),
            value.as_string().unwrap_or_default(),
        ));
    }
    ReturnQuery::from_pairs(pairs)
}
