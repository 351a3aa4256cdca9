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
mod totals;
pub(crate) mod view;

pub use button_style::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle};
#[cfg(feature = "leptos")]
pub use in_leptos::{AddToCart, Cart, PayPalButton, ReturnStatus, Totals};

use std::rc::Rc;

use leptos_paypal_core::Product;

use self::view::Fill;
use crate::text::Text;

/// What a page sets of a component.
#[derive(Clone, Default)]
pub(crate) struct Properties {
    /// How its PayPal button looks.
    pub(crate) style: ButtonStyle,
    /// The article it is about; none for the cart.
    pub(crate) product: Option<Rc<Product>>,
    /// How many of it are bought alone.
    pub(crate) quantity: u32,
}

/// A paragraph that is read out when it changes: politely as a `status`, at
/// once as an `alert`.
macro_rules! said {
    ($class:literal, $role:literal) => {
        concat!("p.", $class, " role=", $role, " $ ")
    };
}
use said;

/// The way back to PayPal, while there is one.
macro_rules! way_back {
    () => {
        "a.cx-way-back href=$ ?hidden $ "
    };
}
use way_back;

fn fill_way_back(fill: &mut Fill<'_>, url: &str) {
    fill.text(url);
    fill.flag(url.is_empty());
    fill.words(Text::PayPalBack);
}
