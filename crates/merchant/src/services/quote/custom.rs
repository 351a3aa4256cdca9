//! The shop's own note of a checkout.

use leptos_paypal_core::CheckoutId;

/// Most characters of a shop's own note: PayPal's `custom` has 256, of which a
/// checkout id and what separates it take their part.
pub(super) const CUSTOM_CHARS: usize = 256 - (CheckoutId::PREFIX.len() + CheckoutId::LENGTH + 1);

/// Returns true for one line that PayPal's `custom` would hold beside the id of
/// a checkout.
pub(super) fn is_custom(text: &str) -> bool {
    (1..=CUSTOM_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}
