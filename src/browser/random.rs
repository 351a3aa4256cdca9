//! Randomness from the browser.

use leptos_paypal_core::CheckoutId;

use super::page;

/// A new checkout id that cannot be guessed; nothing where the browser has no
/// randomness (very old ones).
pub(crate) fn checkout_id() -> Option<CheckoutId> {
    let bytes = page::random(16)?.try_into().ok()?;
    Some(CheckoutId::from_random(bytes))
}
