//! Randomness from the browser.

use leptos_paypal_core::CheckoutId;

use super::page;

/// A new checkout id that cannot be guessed; nothing where the browser has no
/// randomness (very old ones).
pub(crate) fn checkout_id() -> Option<CheckoutId> {
    let mut bytes = [0_u8; 16];
    page::random(&mut bytes).then(|| CheckoutId::from_random(bytes))
}
