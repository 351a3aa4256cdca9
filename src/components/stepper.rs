//! A quantity: a number field between two buttons.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::browser::event;

/// The words around a quantity.
#[derive(Clone, Copy)]
pub(super) struct StepperWords {
    pub(super) quantity: Signal<String>,
    pub(super) more: Signal<String>,
    pub(super) less: Signal<String>,
}

/// `set` gets what the buyer wants, at least 1; `value` says what it became.
pub(super) fn stepper(
    words: StepperWords,
    value: Signal<u32>,
    limit: Signal<u32>,
    set: Callback<u32>,
) -> AnyView {
    let typed = move |event: Event| {
        let Some(input) = event::current::<HtmlInputElement>(&event) else {
            return;
        };
        // What is no whole number from 1 becomes what it was.
        if let Some(wanted) = input.value().parse().ok().filter(|wanted| *wanted > 0) {
            set.run(wanted);
        }
        input.set_value(&value.get_untracked().to_string());
    };
    view! {
        <div class="cx-stepper" role="group" aria-label=words.quantity>
            {step("cx-step cx-less", words.less, Signal::derive(move || value.get() <= 1), Callback::new(
                move |()| set.run(value.get_untracked().saturating_sub(1)),
            ))}
            <input
                class="cx-quantity"
                type="number"
                inputmode="numeric"
                autocomplete="off"
                min="1"
                step="1"
                max=move || limit.get()
                aria-label=words.quantity
                prop:value=move || value.get().to_string()
                on:change=typed
            />
            {step("cx-step cx-more", words.more, Signal::derive(move || value.get() >= limit.get()), Callback::new(
                move |()| set.run(value.get_untracked().saturating_add(1)),
            ))}
        </div>
    }
    .into_any()
}

/// A button that keeps the focus at the end of the road: it says that it is
/// disabled instead of being it.
fn step(
    class: &'static str,
    label: Signal<String>,
    ended: Signal<bool>,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            aria-disabled=move || if ended.get() { "true" } else { "false" }
            on:click=move |_: MouseEvent| {
                if !ended.get_untracked() {
                    press.run(());
                }
            }
        ></button>
    }
    .into_any()
}
