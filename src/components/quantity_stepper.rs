//! Quantity: a number field between two buttons.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::dynamic::{aria_flag, flag, on_click, text};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Number field between two buttons.
///
/// The buttons keep the focus at the end of the road: they say that they are
/// disabled instead of being it.
#[component]
pub fn QuantityStepper(
    /// The quantity.
    #[prop(into)]
    value: Signal<u32>,
    /// The highest quantity.
    #[prop(into)]
    max: Signal<u32>,
    /// Name of the article, for the labels; without it they name none.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// Called with the quantity that the buyer wants, which may be above `max`.
    #[prop(into)]
    on_change: Callback<u32>,
) -> impl IntoView {
    let context = use_checkout();
    let label = move |named: Message, unnamed: Message| {
        text(move || match name {
            Some(name) => context.format(named, &[("name", &name.get())]),
            None => context.message(unnamed),
        })
    };
    let is_disabled = move || flag(move || !context.is_ready());
    let read = move |event: Event| {
        let Some(input) = input(&event) else { return };
        if let Ok(wanted @ 1..) = input.value().parse() {
            on_change.run(wanted);
        }
        // What was typed and is not taken becomes what it was.
        input.set_value(&value.get_untracked().to_string());
    };
    view! {
        <div class="cx-stepper" part="stepper">
            <button
                class="cx-step cx-less"
                part="step less"
                type="button"
                disabled=is_disabled()
                aria-label=label(Message::LineLess, Message::AddLess)
                aria-disabled=aria_flag(move || value.get() <= 1)
                on:click=on_click(move |_| {
                    let less = value.get_untracked().saturating_sub(1);
                    if less > 0 {
                        on_change.run(less);
                    }
                })
            />
            <input
                class="cx-quantity"
                part="quantity"
                type="number"
                inputmode="numeric"
                autocomplete="off"
                min="1"
                max=text(move || max.get().to_string())
                disabled=is_disabled()
                aria-label=label(Message::LineQuantity, Message::AddQuantity)
                value=value.get_untracked().to_string()
                prop:value=text(move || value.get().to_string())
                on:change=read
            />
            <button
                class="cx-step cx-more"
                part="step more"
                type="button"
                disabled=is_disabled()
                aria-label=label(Message::LineMore, Message::AddMore)
                aria-disabled=aria_flag(move || value.get() >= max.get())
                on:click=on_click(move |_| {
                    let more = value.get_untracked().saturating_add(1);
                    if more <= max.get_untracked() {
                        on_change.run(more);
                    }
                })
            />
        </div>
    }
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
