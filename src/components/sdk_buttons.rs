//! Place of the buttons that PayPal's SDK draws.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Array;
use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlDivElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
};

use super::ButtonStyle;
use super::card_form::CardForm;
use super::dynamic::{flag, text};
use crate::checkout::{ButtonId, Callbacks, Order, SdkCheckout, Subject};
use crate::config::CheckoutPath;
use crate::context::{CheckoutContext, use_checkout};
use crate::paypal_sdk::{CardFields, Rendered, SdkFailure, SdkSettings, spawn};

/// Milliseconds until PayPal's buttons have to be there.
const LIMIT_MS: u32 = 10_000;

/// Buttons of PayPal's SDK in place of our own, where the configuration wants
/// them. Our own stays until they are drawn, and comes back when they fail.
#[component]
pub(super) fn SdkButtons(
    style: Signal<ButtonStyle>,
    /// Number of the button that they stand for.
    id: ButtonId,
    /// Subject of the payment when one is pressed.
    subject: Callback<(), Option<Subject>>,
    callbacks: Callbacks,
    /// Set while they stand in place of our own button.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let context = use_checkout();
    let place = NodeRef::<Div>::new();
    let message = NodeRef::<Div>::new();
    let buttons = Buttons {
        context,
        id,
        subject,
        callbacks,
        is_drawn: RwSignal::new(false),
        is_shown,
        run: StoredValue::new(Run::default()),
    };
    run_effect(move || {
        let style = style.get();
        let look = (
            style.color.as_str(),
            style.shape.as_str(),
            style.label.as_str(),
        );
        if let Some(place) = place.get().filter(|_| context.is_ready()) {
            let settings = SdkSettings::new(&context.config(), look);
            untrack(|| buttons.start(settings, &place));
        }
    });
    run_effect(move || {
        let is_drawn = buttons.is_drawn.get();
        let is_busy = context.with_phase(|phase| phase.is_busy_at(id));
        // A click on our own button is not taken away.
        let shows = is_drawn && (!is_busy || is_shown.get_untracked());
        if shows != is_shown.get_untracked() {
            buttons.show(shows, place.get_untracked());
        }
    });
    run_effect(move || {
        context.with_totals(|_| ());
        let is_shown = is_shown.get();
        match message.get() {
            Some(message) if is_shown => untrack(|| buttons.show_message(&message)),
            Some(message) => message.set_text_content(None),
            None => {}
        }
    });
    let is_hidden = move || !matches!(context.config().path, CheckoutPath::Sdk { .. });
    let class = move || match is_shown.get() {
        true => "cx-sdk cx-shown".to_owned(),
        false => "cx-sdk".to_owned(),
    };
    view! {
        <div class=text(class) part="sdk" node_ref=place hidden=flag(is_hidden)></div>
        {move || buttons.cards().map(|fields| view! { <CardForm fields/> })}
        <div class="cx-later" part="pay-later" node_ref=message hidden=flag(is_hidden)></div>
    }
}

/// Runs an effect. Leptos compiles the code around a function once for each
/// type.
pub(super) fn run_effect(effect: impl FnMut() + Send + Sync + 'static) {
    Effect::new(Box::new(effect) as Box<dyn FnMut() + Send + Sync>);
}

/// Buttons of one place.
#[derive(Clone, Copy)]
struct Buttons {
    context: CheckoutContext,
    id: ButtonId,
    subject: Callback<(), Option<Subject>>,
    callbacks: Callbacks,
    is_drawn: RwSignal<bool>,
    is_shown: RwSignal<bool>,
    run: StoredValue<Run>,
}

/// The run that counts: a new one ends the one before.
#[derive(Default)]
struct Run {
    number: u32,
    settings: Option<SdkSettings>,
    drawn: Option<SendWrapper<Drawn>>,
    seen: Option<SendWrapper<Seen>>,
}

/// Buttons that a run has drawn; they are taken away when it is dropped.
struct Drawn {
    container: Element,
    rendered: Option<Rendered>,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        drop(self.rendered.take());
        self.container.remove();
    }
}

impl Buttons {
    /// Begins anew, as soon as the place is seen.
    fn start(self, settings: Option<SdkSettings>, place: &HtmlElement) {
        let is_same = self.run.try_with_value(|run| run.settings == settings);
        if is_same != Some(false) {
            return;
        }
        let Some(number) = self.stop(settings.clone()) else {
            return;
        };
        let Some(settings) = settings else { return };
        let watched = place.parent_element();
        let place = place.clone();
        let seen = watched.and_then(|watched| {
            Seen::new(&watched, move || {
                if self.is_current(number) {
                    self.load(number, settings.clone(), &place);
                }
            })
        });
        self.run
            .update_value(|run| run.seen = seen.map(SendWrapper::new));
    }

    /// Takes away what there is. Returns the number of the next run.
    fn stop(self, settings: Option<SdkSettings>) -> Option<u32> {
        let ended = self.run.try_update_value(|run| {
            let next = Run {
                number: run.number.wrapping_add(1),
                settings,
                ..Run::default()
            };
            std::mem::replace(run, next)
        });
        let number = ended.as_ref()?.number.wrapping_add(1);
        self.is_drawn.set(false);
        // Dropped outside: closing runs code of PayPal's.
        drop(ended);
        Some(number)
    }

    /// Fields for a card, once they can be drawn.
    fn cards(self) -> Option<CardFields> {
        if !self.is_drawn.get() {
            return None;
        }
        self.run.with_value(|run| {
            let drawn = run.drawn.as_ref()?;
            drawn.rendered.as_ref()?.cards()
        })
    }

    fn is_current(self, number: u32) -> bool {
        self.run.try_with_value(|run| run.number) == Some(number)
    }

    fn load(self, number: u32, settings: SdkSettings, place: &HtmlElement) {
        drop(self.run.try_update_value(|run| run.seen.take()));
        let document = place.owner_document();
        let container = document.and_then(|document| document.create_element("div").ok());
        let Some(container) = container.filter(|made| place.append_child(made).is_ok()) else {
            return;
        };
        let own = place.parent_element().and_then(|parent| {
            let own = parent.query_selector(".cx-paypal").ok().flatten()?;
            own.dyn_into::<HtmlElement>().ok()
        });
        let height = own.map_or(0, |own| own.offset_height());
        let checkout = SdkCheckout::new(
            self.context,
            self.id,
            place.clone().into(),
            self.callbacks,
            self.subject,
        );
        let failing = checkout.clone();
        let fail = Rc::new(move |failure| self.fail(number, &failing, failure));
        let (late, hanging) = (fail.clone(), settings.clone());
        let limit = Timeout::new(LIMIT_MS, move || {
            hanging.give_up();
            late(SdkFailure::TimedOut);
        });
        spawn(async move {
            let mut drawn = Drawn {
                container,
                rendered: None,
            };
            let on_failure = fail.clone();
            let rendering = settings.render(&drawn.container, height, checkout, on_failure);
            let rendered = rendering.await;
            drop(limit);
            if !self.is_current(number) {
                return;
            }
            match rendered {
                Err(failure) => fail(failure),
                Ok(rendered) => {
                    drawn.rendered = Some(rendered);
                    self.run
                        .update_value(|run| run.drawn = Some(SendWrapper::new(drawn)));
                    self.is_drawn.set(true);
                }
            }
        });
    }

    /// Brings our own button back, and tells why.
    fn fail(self, number: u32, checkout: &SdkCheckout, failure: SdkFailure) {
        if self.is_current(number) {
            let settings = self.run.with_value(|run| run.settings.clone());
            self.stop(settings);
            checkout.fail(failure.code());
        }
    }

    /// Changes the places of PayPal's buttons and our own; the focus goes along.
    fn show(self, shows: bool, place: Option<HtmlDivElement>) {
        let find = |name: &str| {
            let around = place.as_ref()?.parent_element()?;
            around.query_selector(name).ok().flatten()
        };
        let had_focus = shows && find(".cx-paypal:focus").is_some();
        self.is_shown.set(shows);
        let next = find(".cx-sdk :is(iframe, paypal-button)").filter(|_| had_focus);
        if let Some(next) = next {
            // It is one of PayPal's elements.
            let _ = next.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn show_message(self, place: &HtmlElement) {
        let subject = self.subject.run(());
        let total = subject.and_then(|subject| Order::total(self.context, subject));
        self.run.with_value(|run| {
            let rendered = run.drawn.as_ref().and_then(|drawn| drawn.rendered.as_ref());
            if let (Some(rendered), Some(total)) = (rendered, total) {
                rendered.show_message(place, total);
            }
        });
    }
}

/// Waits until an element is seen.
struct Seen {
    observer: IntersectionObserver,
    _callback: Closure<dyn Fn(Array)>,
}

impl Seen {
    fn new(element: &Element, on_seen: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            let is_seen = |entry: JsValue| {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                entry.is_intersecting()
            };
            if entries.iter().any(is_seen) {
                on_seen();
            }
        });
        let observer = IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
