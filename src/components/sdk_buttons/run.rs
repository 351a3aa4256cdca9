//! Buttons that PayPal's SDK draws into a place, from the first look at it until
//! they fail or the place is gone.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::tick;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlDivElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
};

use super::super::card_form::CardForm;
use super::super::dynamic::run_effect;
use super::Place;
use crate::checkout::{Order, SdkCheckout};
use crate::paypal_sdk::{CardFields, LookNames, Rendered, SdkFailure, SdkSettings, spawn};

/// Milliseconds until PayPal's buttons have to be there.
const LIMIT_MS: u32 = 10_000;

/// Has the buttons drawn, and drawn anew whenever their settings change.
pub(super) fn run(place: Place) {
    let context = place.context;
    let buttons = Buttons {
        place,
        is_drawn: RwSignal::new(false),
        run: StoredValue::new(Run::default()),
    };
    run_effect(move || {
        let style = place.style.get();
        let names = LookNames {
            color: style.color.as_str(),
            shape: style.shape.as_str(),
            label: style.label.sdk_v5_label(),
            v6_type: style.label.sdk_v6_type(),
        };
        if let Some(element) = place.buttons.get().filter(|_| context.is_ready()) {
            let settings = SdkSettings::new(&context.config(), names);
            untrack(|| buttons.start(settings, &element));
        }
    });
    run_effect(move || {
        let is_drawn = buttons.is_drawn.get();
        let is_busy = context.with_phase(|phase| phase.is_busy_at(place.id));
        // A click on our own button is not taken away.
        let shows = is_drawn && (!is_busy || place.is_shown.get_untracked());
        if shows != place.is_shown.get_untracked() {
            buttons.show(shows, place.buttons.get_untracked());
        }
    });
    run_effect(move || {
        context.with_totals(|_| ());
        let is_shown = place.is_shown.get();
        match place.message.get() {
            Some(message) if is_shown => untrack(|| buttons.show_message(&message)),
            Some(message) => message.set_text_content(None),
            None => {}
        }
    });
    run_effect(move || {
        let form = buttons.cards().map(|fields| {
            let fields = SendWrapper::new(fields);
            ViewFn::from(move || view! { <CardForm fields=CardFields::clone(&fields)/> })
        });
        place.card_form.set(form);
    });
}

/// Buttons of one place.
#[derive(Clone, Copy)]
struct Buttons {
    place: Place,
    is_drawn: RwSignal<bool>,
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
        let checkout = self.place.checkout(place.clone().into());
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
        self.place.is_shown.set(shows);
        let next = find(".cx-sdk :is(iframe, paypal-button)").filter(|_| had_focus);
        if let Some(next) = next {
            // It is one of PayPal's elements, and inert until the view has changed.
            let next = next.unchecked_into::<HtmlElement>();
            spawn(async move {
                tick().await;
                let _ = next.focus();
            });
        }
    }

    fn show_message(self, place: &HtmlElement) {
        let subject = self.place.subject.run(());
        let total = subject.and_then(|subject| Order::total(self.place.context, subject));
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
