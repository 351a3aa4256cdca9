//! Line of the cart.

use leptos::prelude::*;
use leptos_paypal_core as core;
use leptos_paypal_core::CoreError;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::QuantityStepper;
use super::dynamic::{flag, on_click, text};
use crate::cart::LineSignal;
use crate::context::{CheckoutContext, use_checkout};
use crate::i18n::Message;

/// Line of the cart: picture, name, choices, quantity, amount, and a button
/// that removes it. It is a list item.
#[component]
pub fn CartLine(
    /// The line, one of [`CheckoutContext::lines`].
    line: LineSignal,
) -> impl IntoView {
    let context = use_checkout();
    let line = StoredValue::new(line);
    let name = Signal::derive(move || read(line, |line| line.item.name.clone()));
    let picture = move || read(line, |line| line.item.picture.clone());
    let options = move || read(line, |line| options_text(context, line));
    let is_single = move || read(line, |line| line.quantity < 2);
    let each = move || {
        let price = context.money(read(line, |line| line.item.price));
        context.format(Message::LineEach, &[("price", &price)])
    };
    let amount = move || {
        let goods = read(line, core::CartLine::goods);
        goods.map_or_else(|_| String::new(), |goods| context.money(goods))
    };
    let quantity = Signal::derive(move || read(line, |line| line.quantity));
    let limit = Signal::derive(move || read(line, core::CartLine::limit));
    let on_remove = move |event: MouseEvent| {
        move_focus(&event);
        remove(context, &read_untracked(line));
    };
    view! {
        <li class="cx-line" part="line">
            <span class="cx-picture" part="picture" aria-hidden="true">
                <img
                    alt=""
                    loading="lazy"
                    hidden=flag(move || picture().is_none())
                    src=text(move || picture().unwrap_or_default())
                />
            </span>
            <div class="cx-what" part="what">
                <span class="cx-name" part="name">{text(move || name.get())}</span>
                <span class="cx-options" part="options">{text(options)}</span>
                <span class="cx-each" part="each" hidden=flag(is_single)>{text(each)}</span>
            </div>
            <QuantityStepper
                value=quantity
                max=limit
                name=name
                on_change=move |wanted| set_quantity(context, &read_untracked(line), wanted)
            />
            <span class="cx-amount" part="amount">{text(amount)}</span>
            <button
                class="cx-remove"
                part="remove"
                type="button"
                disabled=flag(move || !context.is_ready())
                aria-label=text(move || context.format(Message::LineRemove, &[("name", &name.get())]))
                title=text(move || context.message(Message::LineRemoveShort))
                on:click=on_click(on_remove)
            />
        </li>
    }
}

fn read<T>(line: StoredValue<LineSignal>, read: impl FnOnce(&core::CartLine) -> T) -> T {
    line.with_value(|line| line.with(read))
}

fn read_untracked(line: StoredValue<LineSignal>) -> core::CartLine {
    untrack(|| read(line, Clone::clone))
}

/// "Size: Large · Colour: Moss".
fn options_text(context: CheckoutContext, line: &core::CartLine) -> String {
    let options = line.item.options.iter().map(|option| {
        let values = [("name", &*option.name), ("value", &*option.value)];
        context.format(Message::LineOption, &values)
    });
    options.collect::<Vec<_>>().join(" · ")
}

fn remove(context: CheckoutContext, line: &core::CartLine) {
    let removed = context.remove(line.item.key());
    announce(context, line, removed, Message::LineRemoved, 0);
}

/// Sets the quantity; more than there is becomes as many as there are.
fn set_quantity(context: CheckoutContext, line: &core::CartLine, wanted: u32) {
    let quantity = wanted.clamp(1, line.limit().max(1));
    let message = if wanted > quantity {
        Message::ErrorLimit
    } else {
        Message::LineChanged
    };
    let changed = context.set_quantity(line.item.key(), quantity);
    announce(context, line, changed, message, quantity);
}

/// Announces what was done with a line, or why it was not.
fn announce(
    context: CheckoutContext,
    line: &core::CartLine,
    done: Result<(), CoreError>,
    message: Message,
    quantity: u32,
) {
    let name = line.item.name.as_str();
    context.announce(match done {
        // Another tab was faster; then there is nothing to say.
        Err(CoreError::LineUnknown) => return,
        Err(error) => context.refusal(name, &error),
        // Each message has some of these.
        Ok(()) => context.format(
            message,
            &[
                ("name", name),
                ("limit", &context.count(line.limit())),
                ("count", &context.count(quantity)),
                ("total", &context.formatted_total()),
            ],
        ),
    });
}

/// Moves the focus from a line that is about to go: to the same control of the
/// next line, or the one before, or to the cart's title.
fn move_focus(event: &MouseEvent) {
    let button = event
        .current_target()
        .and_then(|button| button.dyn_into::<Element>().ok());
    let Some(line) = button.and_then(|button| button.closest(".cx-line").ok().flatten()) else {
        return;
    };
    let control = |line: Option<Element>| line?.query_selector(".cx-remove").ok().flatten();
    let title = || {
        let cart = line.closest(".cx-cart").ok().flatten()?;
        cart.query_selector(".cx-title").ok().flatten()
    };
    let next = control(line.next_element_sibling())
        .or_else(|| control(line.previous_element_sibling()))
        .or_else(title);
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}
