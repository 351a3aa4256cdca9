//! Randomness from the browser.

use leptos_paypal_core::CheckoutId;

use super::page;

/// A new checkout id that cannot be guessed; nothing where the browser has no
/// randomness (very old ones).
pub(crate) fn checkout_id() -> Option<CheckoutId> {
    ["co_", &page::random()?].concat().parse().ok()
}
