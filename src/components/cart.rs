//! Cart in the page.

use leptos::prelude::*;

use super::ButtonStyle;
use super::cart_content::CartContent;
use super::dynamic::text;
use super::fallback::{Fallback, is_hidden};
use crate::checkout::{CheckoutDetail, ErrorDetail};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Lines of the cart with their sums and a PayPal button.
///
/// With it or without, the document gets the event `cart-change` after every
/// change of the cart.
#[component]
pub fn Cart(
    /// Look of the PayPal button.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the checkout could not be started.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the cart can be: a link, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-root" part="root" hidden=is_hidden>
                <section
                    class="cx-cart"
                    part="cart"
                    aria-label=text(move || context.message(Message::CartTitle))
                >
                    <CartContent style on_checkout on_error/>
                </section>
            </div>
        </div>
    }
}
