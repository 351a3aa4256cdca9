//! The query of a return page, decoded by the browser.

use leptos_paypal_core::ReturnQuery;

use super::page;

/// What PayPal, or the shop's own address, said about a checkout.
pub(crate) fn read(query: &str) -> ReturnQuery {
    let mut words = page::parameters(query)
        .into_iter()
        .map(|word| word.as_string());
    ReturnQuery::from_pairs(std::iter::from_fn(|| {
        Some((words.next()??, words.next()??))
    }))
}
