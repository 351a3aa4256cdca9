//! Button for something that the server's catalogue may have to say first.

use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::EventTarget;

use super::ButtonStyle;
use super::dynamic::{flag, text};
use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use crate::context::use_checkout;
use crate::phase::ButtonId;

/// A press on an offer.
pub(super) struct Press {
    pub(super) target: EventTarget,
    /// True when the catalogue was not there at the press: the buyer has not
    /// seen what it says.
    pub(super) has_waited: bool,
}

/// PayPal button with a name and terms above it. A press waits until the
/// catalogue is there.
#[component]
pub(super) fn OfferButton(
    style: Signal<ButtonStyle>,
    id: ButtonId,
    /// True when the server's catalogue has what is pressed.
    needs_catalogue: Signal<bool>,
    /// Name that the catalogue has; empty where the page says it.
    name: Signal<String>,
    /// Terms that the catalogue has; empty where the page says them.
    terms: Signal<String>,
    on_press: Rc<dyn Fn(Press)>,
    /// Shown until the button can be.
    fallback: Option<Children>,
    /// Shown between the terms and the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let waiting = StoredValue::new(None::<SendWrapper<EventTarget>>);
    let is_waiting = RwSignal::new(false);
    let awaits = move || needs_catalogue.get() && context.awaits_offers();
    Effect::new(move || {
        if needs_catalogue.get() {
            context.fetch_offers();
        }
    });
    let press = Rc::clone(&on_press);
    Effect::new(move || {
        if awaits() {
            return;
        }
        let pressed = waiting.try_update_value(Option::take).flatten();
        if let Some(target) = pressed {
            is_waiting.set(false);
            let (target, has_waited) = (target.take(), true);
            untrack(|| press(Press { target, has_waited }));
        }
    });
    let on_press = Box::new(move |target: EventTarget| {
        if untrack(|| needs_catalogue.get()) && context.misses_offers() {
            context.retry_offers();
        }
        if untrack(awaits) {
            waiting.set_value(Some(SendWrapper::new(target)));
            is_waiting.set(true);
        } else {
            let has_waited = false;
            on_press(Press { target, has_waited });
        }
    });
    let is_hidden = is_hidden(&fallback);
    view! {
        <div class="cx-host">
            <Fallback fallback/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <p
                    class="cx-offer-name"
                    part="offer-name"
                    hidden=flag(move || name.with(String::is_empty))
                >
                    {text(move || name.get())}
                </p>
                <p
                    class="cx-offer-terms"
                    part="offer-terms"
                    hidden=flag(move || terms.with(String::is_empty))
                >
                    {text(move || terms.get())}
                </p>
                {children.map(|children| children())}
                <PayPalFace
                    style
                    id
                    has_nothing=Signal::stored(false)
                    is_waiting
                    on_press
                />
            </div>
        </div>
    }
}
