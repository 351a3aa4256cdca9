//! Face of every button that leads to PayPal: words, logo and messages.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use web_sys::EventTarget;

use super::ButtonStyle;
use super::approval_link::ApprovalLink;
use super::dynamic::{aria_flag, flag, on_click, text};
use super::paypal_logo::PayPalLogo;
use super::window_overlay::WindowOverlay;
use crate::context::use_checkout;
use crate::i18n::Message;
use crate::phase::{ButtonId, CheckoutFailure, CheckoutPhase};

/// Stands for the logo while the words around it are looked for.
const LOGO: &str = "\u{1}";

/// A PayPal button with the messages of its checkout.
#[component]
pub(super) fn PayPalFace(
    style: Signal<ButtonStyle>,
    /// Number of the button, by which the checkout knows it.
    id: ButtonId,
    /// True while there is nothing to pay for.
    has_nothing: Signal<bool>,
    /// True while PayPal's own buttons stand in its place.
    #[prop(optional, into)]
    is_replaced: Signal<bool>,
    /// True while a press waits for what it is about.
    #[prop(optional, into)]
    is_waiting: Signal<bool>,
    /// Name of what it is about, for screen readers, where a page may have many
    /// such buttons.
    #[prop(optional, into)]
    about: Signal<String>,
    /// Called with the button when it is pressed and can be.
    on_press: Box<dyn Fn(EventTarget)>,
) -> impl IntoView {
    let context = use_checkout();
    let label = move || {
        let label = context.format(style.get().label.message(), &[("paypal", "PayPal")]);
        about.with(|about| match about.as_str() {
            "" => label,
            about => format!("{label}: {about}"),
        })
    };
    // Where the logo stands among the words is the translation's matter.
    let words = move |part: fn((&str, &str)) -> String| {
        text(move || {
            let words = context.format(style.get().label.message(), &[("paypal", LOGO)]);
            part(words.split_once(LOGO).unwrap_or((&words, "")))
        })
    };
    let is_busy = move || is_waiting.get() || context.with_phase(|phase| phase.is_busy_at(id));
    let is_disabled = move || has_nothing.get() || context.with_phase(CheckoutPhase::is_busy);
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
        if let (false, Some(target)) = (untrack(is_disabled), event.current_target()) {
            on_press(target);
        }
    };
    view! {
        <button
            class=text(move || class(style.get()))
            part="paypal"
            type="button"
            disabled=flag(move || !context.is_ready())
            hidden=flag(move || is_replaced.get())
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
        <WindowOverlay id/>
        <ApprovalLink url=Signal::derive(failure(|failure| failure.approval_url.clone()))/>
    }
}

fn class(style: ButtonStyle) -> String {
    let (color, shape) = (style.color.as_str(), style.shape.as_str());
    format!("cx-paypal cx-{color} cx-{shape}")
}
