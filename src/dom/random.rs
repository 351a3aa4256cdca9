//! Randomness from the browser.

use leptos_paypal_core::CheckoutId;

/// New checkout id that cannot be guessed; `None` in a browser without
/// randomness.
pub(crate) fn checkout_id() -> Option<CheckoutId> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let mut bytes = [0; 16];
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(CheckoutId::from_random(bytes))
}
