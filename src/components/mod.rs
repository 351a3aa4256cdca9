//! What the buyer sees.

mod add_to_cart;
mod button_style;
mod cart;
mod cart_line;
mod paypal_button;
mod return_status;
mod stepper;
mod totals;

pub use add_to_cart::AddToCart;
pub use button_style::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle};
pub use cart::Cart;
pub use paypal_button::PayPalButton;
pub use return_status::ReturnStatus;
pub use totals::Totals;

use leptos::prelude::*;

use crate::state::Shop;
use crate::text::Text;

/// A text of the component that follows the language. One type for all of
/// them keeps the package small.
fn words(shop: Shop, text: Text) -> Signal<String> {
    Signal::derive(move || shop.text(text))
}

/// A text with a name in it.
fn words_about(shop: Shop, text: Text, name: Signal<String>) -> Signal<String> {
    Signal::derive(move || name.with(|name| shop.fill(text, &[("name", name)])))
}
