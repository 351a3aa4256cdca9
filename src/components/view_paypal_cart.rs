//! Button that shows the cart that PayPal keeps.

use leptos::prelude::*;
use leptos_paypal_core::form::PayPalPage;

use super::direct_button::DirectButton;
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};

/// Button that leaves for PayPal's own cart (`_cart` with `display`), which
/// [`AddToPayPalCart`](super::AddToPayPalCart) fills.
///
/// The configuration needs `business`. It dispatches `checkout`, without a
/// total, and `checkout-error` as [`PayPalButton`](super::PayPalButton) does.
#[component]
pub fn ViewPayPalCart(
    /// Settings of PayPal's pages, in place of the configuration's.
    #[prop(optional, into)]
    page: MaybeProp<PayPalPage>,
    /// Colour, shape and label. Default label: "View PayPal cart".
    #[prop(default = ButtonStyle::labelled(ButtonLabel::ViewCart).into(), into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the cart could not be shown.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the button can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = Box::new(move || {
        let kind = DirectFormKind::ViewPayPalCart;
        let page = page.get_untracked();
        Ok(Some(DirectForm { kind, page }))
    });
    view! { <DirectButton style on_checkout on_error form fallback=children/> }
}
