//! Button that is saved at PayPal.

use leptos::prelude::*;
use leptos_paypal_core::form::HostedButtonId;
use web_sys::EventTarget;

use super::ButtonStyle;
use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use crate::checkout::{self, ButtonId, CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};
use crate::context::use_checkout;

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
    let context = use_checkout();
    let id = ButtonId::new();
    let on_press = Box::new(move |target: EventTarget| {
        let form = DirectForm {
            kind: DirectFormKind::Hosted(button_id.get_untracked()),
            page: None,
        };
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        checkout::start_form(context, id, &form, target, callbacks);
    });
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <PayPalFace style id has_nothing=Signal::stored(false) on_press/>
            </div>
        </div>
    }
}
