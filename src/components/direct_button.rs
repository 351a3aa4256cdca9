//! Button for a form beside the cart.

use leptos::prelude::*;
use leptos_paypal_core::CoreError;
use web_sys::EventTarget;

use super::ButtonStyle;
use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use crate::checkout::{self, CheckoutDetail, DirectForm, ErrorDetail};
use crate::context::use_checkout;
use crate::phase::ButtonId;

/// PayPal button that posts a form beside the cart.
#[component]
pub(super) fn DirectButton(
    style: Signal<ButtonStyle>,
    on_checkout: Option<Callback<CheckoutDetail>>,
    on_error: Option<Callback<ErrorDetail>>,
    /// Makes the form when the button is pressed; `None` posts nothing, and an
    /// error is told.
    form: Box<dyn Fn() -> Result<Option<DirectForm>, CoreError>>,
    /// True while there is nothing to press the button for.
    #[prop(default = Signal::stored(false))]
    has_nothing: Signal<bool>,
    /// Name of what it is about, for screen readers.
    #[prop(optional, into)]
    about: Signal<String>,
    /// Shown until the button can be.
    fallback: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let id = ButtonId::new();
    let on_press = Box::new(move |target: EventTarget| {
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        match form() {
            Ok(Some(form)) => checkout::start_form(context, id, &form, target, callbacks),
            Ok(None) => {}
            Err(error) => checkout::refuse_rule(context, id, &target, callbacks, &error),
        }
    });
    let is_hidden = is_hidden(&fallback);
    view! {
        <div class="cx-host">
            <Fallback fallback/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <PayPalFace style id has_nothing about on_press/>
            </div>
        </div>
    }
}
