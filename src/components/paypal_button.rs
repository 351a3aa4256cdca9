//! Button that leads to PayPal.

use leptos::prelude::*;
use leptos_paypal_core::{ChosenOption, Product};
use web_sys::EventTarget;

use super::ButtonStyle;
use super::chosen_article::chosen_article;
use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use super::sdk_buttons::SdkButtons;
use crate::checkout::{self, CheckoutDetail, ErrorDetail};
use crate::context::use_checkout;
use crate::phase::{ButtonId, Subject};

/// Button that pays the cart; with a product, it pays that alone.
///
/// It dispatches `checkout` (which can be prevented) before the browser leaves,
/// `checkout-error` when it cannot, and `checkout-status` when the same order
/// is paid already.
#[component]
pub fn PayPalButton(
    /// Colour, shape and label.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
    /// Article to be bought alone, beside the cart.
    /// Nothing can be bought while the signal has none: its catalogue is still
    /// to come.
    #[prop(optional, into)]
    product: Option<Signal<Option<Product>>>,
    /// Quantity of the article. Default 1.
    #[prop(optional, into)]
    quantity: Option<Signal<u32>>,
    /// Choices of the article. Default: the first of each option.
    #[prop(optional, into)]
    options: Option<Signal<Vec<ChosenOption>>>,
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
    let has_nothing = Signal::derive(move || match product {
        Some(product) => product.get().is_none_or(|product| product.sold_out),
        None => context.is_empty() || context.with_totals(Result::is_err),
    });
    let chosen = move || match product {
        Some(product) => {
            let article = chosen_article(product.get_untracked(), quantity, options)?;
            Ok(article.map(|(item, quantity)| Subject::Single { item, quantity }))
        }
        None => Ok(Some(Subject::Cart)),
    };
    let subject = Callback::new(move |()| chosen().ok().flatten());
    let callbacks = checkout::Callbacks {
        on_checkout,
        on_error,
    };
    let on_press = Box::new(move |target: EventTarget| match chosen() {
        Ok(Some(subject)) => checkout::start(context, id, subject, target, callbacks),
        Ok(None) => {}
        Err(error) => checkout::refuse_rule(context, id, &target, callbacks, &error),
    });
    let is_replaced = RwSignal::new(false);
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <SdkButtons style id subject callbacks is_shown=is_replaced/>
                <PayPalFace style id has_nothing on_press is_replaced/>
            </div>
        </div>
    }
}
