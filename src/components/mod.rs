//! The components.
//!
//! Every component runs under `require-trusted-types-for 'script'`. `view!`
//! makes one piece of HTML of an element whose attributes and children are all
//! literals, and sets it by `innerHTML`, which such a policy refuses. An element
//! like that gets one attribute in braces, `<span class={"cx-ring"}></span>`,
//! which Leptos then creates by itself.
//!
//! The types in `dynamic` stand for functions in views: Leptos compiles the code
//! around a function once for each type.

mod add_to_cart;
mod add_to_paypal_cart;
mod approval_link;
mod button_style;
mod card_form;
mod cart;
mod cart_content;
mod cart_dialog;
mod cart_line;
mod cart_totals;
mod chosen_article;
mod direct_button;
mod donate_button;
mod dynamic;
mod fallback;
mod hosted_button;
mod offer_button;
mod payment_status;
mod paypal_button;
mod paypal_face;
mod paypal_logo;
mod quantity_stepper;
mod sdk_buttons;
mod subscribe_button;
mod view_paypal_cart;
mod window_overlay;

pub use add_to_cart::AddToCart;
pub use add_to_paypal_cart::AddToPayPalCart;
pub use button_style::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle};
pub use cart::Cart;
pub use cart_dialog::CartDialog;
pub use cart_line::CartLine;
pub use cart_totals::CartTotals;
pub use donate_button::DonateButton;
pub use hosted_button::HostedButton;
pub use payment_status::PaymentStatus;
pub use paypal_button::PayPalButton;
pub use quantity_stepper::QuantityStepper;
pub use subscribe_button::SubscribeButton;
pub use view_paypal_cart::ViewPayPalCart;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
