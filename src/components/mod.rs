//! What the buyer sees. Each component is a thin wrapper around a function
//! that takes the shop, which is what the custom elements call.

pub(crate) mod add_to_cart;
mod button_style;
pub(crate) mod cart;
mod cart_line;
#[cfg(feature = "leptos")]
mod in_leptos;
pub(crate) mod paypal_button;
pub(crate) mod return_status;
mod stepper;
pub(crate) mod tag;
mod totals;

pub use button_style::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle};
#[cfg(feature = "leptos")]
pub use in_leptos::{AddToCart, Cart, PayPalButton, ReturnStatus, Totals};

use std::rc::Rc;

use self::tag::{Tag, Words, tag};
use crate::kept::Kept;
use crate::state::Shop;
use crate::text::Text;

/// A text of the component, in the language of the moment.
fn words(shop: Shop, text: Text) -> Words {
    Rc::new(move || shop.text(text))
}

/// A text that is kept.
fn kept(text: &Kept<String>) -> Words {
    let text = text.clone();
    Rc::new(move || text.get())
}

/// A paragraph that is read out when it changes: politely, or at once.
fn said(class: &str, role: &str, words: Words) -> Tag {
    tag("p", class).set("role", role).text(words)
}

/// The way back to PayPal, while there is one.
fn way_back(shop: Shop, url: impl Fn() -> Option<String> + Clone + 'static) -> Tag {
    let there = url.clone();
    tag("a", "cx-way-back")
        .follow("href", url)
        .when("hidden", move || there().is_none())
        .text(words(shop, Text::PayPalBack))
}

/// A name with its value; `there` says whether it is shown.
fn fact(name: Words, value: Words, there: impl Fn() -> bool + 'static) -> Tag {
    tag("div", "cx-row")
        .when("hidden", move || !there())
        .child(tag("dt", "").text(name))
        .child(tag("dd", "").text(value))
}
