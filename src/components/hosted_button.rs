//! Button that is saved at PayPal.

use leptos::prelude::*;
use leptos_paypal_core::ChosenOption;
use leptos_paypal_core::form::HostedButtonId;

use super::ButtonStyle;
use super::direct_button::DirectButton;
use crate::checkout::{CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};

/// Button whose price and article are saved in the merchant's account at PayPal
/// (`_s-xclick` with `hosted_button_id`).
///
/// It needs no `business`. It dispatches `checkout`, without a total, and
/// `checkout-error` as [`PayPalButton`](super::PayPalButton) does.
#[component]
pub fn HostedButton(
    /// The id that PayPal shows for the button.
    #[prop(into)]
    button_id: Signal<HostedButtonId>,
    /// Choices of the article, by the names that the button at PayPal has for
    /// them.
    #[prop(optional, into)]
    options: Signal<Vec<ChosenOption>>,
    /// Colour, shape and label.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the checkout could not be started.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the button can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = Box::new(move || {
        let kind = DirectFormKind::Hosted {
            button_id: button_id.get_untracked(),
            options: options.get_untracked(),
        };
        Ok(Some(DirectForm { kind, page: None }))
    });
    view! { <DirectButton style on_checkout on_error form fallback=children/> }
}
