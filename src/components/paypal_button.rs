//! Button that leads to PayPal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_paypal_core::{ChosenOption, Product};

use super::ButtonStyle;
use super::approval_link::ApprovalLink;
use super::dynamic::{aria_flag, flag, on_click, text};
use super::fallback::{Fallback, is_hidden};
use super::paypal_logo::PayPalLogo;
use crate::checkout::{
    self, ButtonId, CheckoutDetail, CheckoutFailure, CheckoutPhase, ErrorDetail, Subject,
};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Stands for the logo while the words around it are looked for.
const LOGO: &str = "\u{1}";

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
    let id = new_id();
    let label = move || context.format(style.get().label.message(), &[("paypal", "PayPal")]);
    // Where the logo stands among the words is the translation's matter.
    let words = move |part: fn((&str, &str)) -> String| {
        text(move || {
            let words = context.format(style.get().label.message(), &[("paypal", LOGO)]);
            part(words.split_once(LOGO).unwrap_or((&words, "")))
        })
    };
    let has_nothing = move || match product {
        Some(product) => product.get().is_none_or(|product| product.sold_out),
        None => context.is_empty() || context.with_totals(Result::is_err),
    };
    let is_busy = move || context.with_phase(|phase| phase.is_busy_at(id));
    let is_disabled = move || has_nothing() || context.with_phase(CheckoutPhase::is_busy);
    let failure = move |read: fn(&CheckoutFailure) -> Option<String>| {
        move || {
            context
                .with_phase(|phase| phase.failure_at(id).and_then(read))
                .unwrap_or_default()
        }
    };
    let busy_words = move || match is_busy() {
        true => context.message(Message::PayPalBusy),
        false => String::new(),
    };
    let press = move |event: MouseEvent| {
        if untrack(is_disabled) {
            return;
        }
        let subject = match product {
            Some(product) => single(product.get_untracked(), quantity, options),
            None => Some(Subject::Cart),
        };
        if let (Some(subject), Some(target)) = (subject, event.current_target()) {
            let callbacks = checkout::Callbacks {
                on_checkout,
                on_error,
            };
            checkout::start(context, id, subject, target, callbacks);
        }
    };
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <button
                    class=text(move || class(style.get()))
                    part="paypal"
                    type="button"
                    disabled=flag(move || !context.is_ready())
                    aria-label=text(label)
                    aria-disabled=aria_flag(is_disabled)
                    aria-busy=aria_flag(is_busy)
                    on:click=on_click(press)
                >
                    <span class="cx-word" part="word">{words(|(before, _)| before.trim().to_owned())}</span>
                    <span class="cx-artwork" part="artwork">
                        <PayPalLogo style/>
                    </span>
                    <span class="cx-word" part="word">{words(|(_, after)| after.trim().to_owned())}</span>
                    <span class={"cx-ring"} part="ring"></span>
                </button>
                <p class="cx-hidden" part="hidden" role="status">{text(busy_words)}</p>
                <p class="cx-error" part="error" role="alert">
                    {text(failure(|failure| Some(failure.message.clone())))}
                </p>
                <ApprovalLink url=Signal::derive(failure(|failure| failure.approval_url.clone()))/>
            </div>
        </div>
    }
}

fn new_id() -> ButtonId {
    static BUTTONS: AtomicU32 = AtomicU32::new(0);
    ButtonId(BUTTONS.fetch_add(1, Ordering::Relaxed))
}

/// One article to pay for. `None` for an article that cannot be sold, which
/// could not have been shown for sale.
fn single(
    product: Option<Product>,
    quantity: Option<Signal<u32>>,
    options: Option<Signal<Vec<ChosenOption>>>,
) -> Option<Subject> {
    let product = product?;
    let chosen = options.map(|options| options.get_untracked());
    let chosen = chosen.filter(|chosen| !chosen.is_empty());
    let chosen = chosen.unwrap_or_else(|| product.default_choices());
    let item = product.item(&chosen).ok()?;
    Some(Subject::Single {
        item: Arc::new(item),
        quantity: quantity.map_or(1, |quantity| quantity.get_untracked()),
    })
}

fn class(style: ButtonStyle) -> String {
    let (color, shape) = (style.color.as_str(), style.shape.as_str());
    format!("cx-paypal cx-{color} cx-{shape}")
}
