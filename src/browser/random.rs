//! Randomness from the browser.

use leptos_paypal_core::CheckoutId;

/// A new checkout id that cannot be guessed; nothing where the browser has no
/// randomness (very old ones).
pub(crate) fn checkout_id() -> Option<CheckoutId> {
    let mut bytes = [0_u8; 16];
    leptos::prelude::window()
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut bytes)
        .ok()?;
    Some(CheckoutId::from_random(bytes))
}
