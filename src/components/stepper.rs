//! A quantity: a number field between two buttons.

use std::rc::Rc;

use leptos_paypal_core::digits;
use wasm_bindgen::JsValue;

use super::tag::{Tag, Words, tag};
use crate::browser::{event, js, page, write};
use crate::reactive::untrack;

/// A number that is shown, its words, and what to do when it is changed.
#[derive(Clone)]
pub(super) struct Stepper {
    /// The field's name.
    pub(super) quantity: Words,
    /// The name of the button for one more.
    pub(super) more: Words,
    /// The name of the button for one less.
    pub(super) less: Words,
    /// The number now, followed.
    pub(super) value: Rc<dyn Fn() -> u32>,
    /// The most there can be, followed.
    pub(super) limit: Rc<dyn Fn() -> u32>,
    /// Gets what the buyer wants, at least 1; `value` tells what it became.
    pub(super) set: Rc<dyn Fn(u32)>,
}

impl Stepper {
    pub(super) fn view(self) -> Tag {
        let (typed, shown, limit) = (self.clone(), self.value.clone(), self.limit.clone());
        let field = tag("input", "cx-quantity")
            .set("type", "number")
            .set("inputmode", "numeric")
            .set("autocomplete", "off")
            .set("min", "1")
            .follow("max", move || Some(digits(limit().into())))
            .name("aria-label", &self.quantity)
            .value(Rc::new(move || digits(shown().into())))
            .on("change", move |event| typed.typed(&event));
        let (value, limit) = (self.value.clone(), self.limit.clone());
        tag("div", "cx-stepper")
            .child(self.step("cx-step cx-less", &self.less, || false, -1))
            .child(field)
            .child(self.step("cx-step cx-more", &self.more, move || value() >= limit(), 1))
    }

    fn typed(&self, event: &JsValue) {
        let input = event::current(event);
        // What is no whole number from 1 becomes what it was.
        if let Some(wanted) = js::integer(&input, "value")
            && wanted > 0
        {
            (self.set)(wanted);
        }
        let shown = digits(untrack(|| (self.value)()).into());
        page::put(&input, "value", &write::text(&shown));
    }

    /// A button that keeps the focus at the end of the road: it says that it
    /// is disabled instead of being it.
    fn step(
        &self,
        class: &'static str,
        label: &Words,
        full: impl Fn() -> bool + 'static,
        by: i32,
    ) -> Tag {
        let value = self.value.clone();
        let ended = Rc::new(move || full() || (by < 0 && value() <= 1));
        let (value, set, shown) = (self.value.clone(), self.set.clone(), ended.clone());
        tag("button", class)
            .set("type", "button")
            .name("aria-label", label)
            .state("aria-disabled", move || shown())
            .on("click", move |_| {
                if !untrack(|| ended()) {
                    set(untrack(|| value()).saturating_add_signed(by));
                }
            })
    }
}
