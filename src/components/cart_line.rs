//! One line of the cart.

use std::rc::Rc;

use leptos_paypal_core::{CartAction, CartLine, LineKey, digits};
use wasm_bindgen::JsValue;

use super::stepper::Stepper;
use super::tag::{Tag, Words, tag};
use super::words;
use crate::browser::page;
use crate::kept::Kept;
use crate::reactive::untrack;
use crate::state::Shop;
use crate::text::Text;

/// A line that is in the cart now; what can change is looked up by its key.
/// `say` is read out to the buyer.
#[derive(Clone)]
struct Line {
    shop: Shop,
    key: LineKey,
    say: Kept<String>,
}

pub(super) fn cart_line(shop: Shop, key: LineKey, say: Kept<String>) -> Tag {
    let line = Line { shop, key, say };
    let picture = untrack(|| line.read(|line| line.item.picture.clone()));
    let frame = tag("span", "cx-picture").set("aria-hidden", "true");
    let frame = match picture {
        Some(url) if !url.is_empty() => frame.child(
            tag("img", "")
                .set("alt", "")
                .set("loading", "lazy")
                .follow("src", move || Some(url.clone())),
        ),
        _ => frame,
    };
    let several = line.clone();
    let what = tag("div", "cx-what")
        .child(tag("span", "cx-name").text(line.words(Line::name)))
        .child(tag("span", "cx-options").text(line.words(Line::options)))
        .child(
            tag("span", "cx-each")
                .when("hidden", move || several.quantity() < 2)
                .text(line.words(Line::each)),
        );
    let (value, limit, set) = (line.clone(), line.clone(), line.clone());
    let stepper = Stepper {
        quantity: line.words(|line| line.about(Text::LineQuantity)),
        more: line.words(|line| line.about(Text::LineMore)),
        less: line.words(|line| line.about(Text::LineLess)),
        value: Rc::new(move || value.quantity()),
        limit: Rc::new(move || limit.read(CartLine::limit)),
        set: Rc::new(move |wanted| untrack(|| set.set(wanted))),
    };
    let gone = line.clone();
    let remove = tag("button", "cx-remove")
        .set("type", "button")
        .name(
            "aria-label",
            &line.words(|line| line.about(Text::LineRemove)),
        )
        .name("title", &words(shop, Text::LineRemoveShort))
        .on("click", move |event| untrack(|| gone.remove(&event)));
    tag("li", "cx-line")
        .child(frame)
        .child(what)
        .child(stepper.view())
        .child(tag("span", "cx-amount").text(line.words(Line::goods)))
        .child(remove)
}

impl Line {
    /// Reads the line; the default between its removal and the redraw.
    fn read<T: Default>(&self, read: impl FnOnce(&CartLine) -> T) -> T {
        self.shop
            .with(|state| state.cart.line(&self.key).map(read).unwrap_or_default())
    }

    fn words(&self, words: fn(&Self) -> String) -> Words {
        let line = self.clone();
        Rc::new(move || words(&line))
    }

    fn name(&self) -> String {
        self.read(|line| line.item.name.clone())
    }

    fn quantity(&self) -> u32 {
        self.read(|line| line.quantity)
    }

    /// A text with the article's name in it.
    fn about(&self, text: Text) -> String {
        self.shop.fill(text, &[("name", &self.name())])
    }

    fn options(&self) -> String {
        let options = self.read(|line| line.item.options.clone());
        let mut shown = String::new();
        for option in options {
            if !shown.is_empty() {
                shown.push_str(" · ");
            }
            let values = [
                ("name", option.name.as_str()),
                ("value", option.value.as_str()),
            ];
            shown.push_str(&self.shop.fill(Text::LineOption, &values));
        }
        shown
    }

    fn each(&self) -> String {
        let price = self.read(|line| Some(line.item.price));
        let price = price
            .map(|price| self.shop.money(price))
            .unwrap_or_default();
        self.shop.fill(Text::LineEach, &[("price", &price)])
    }

    fn goods(&self) -> String {
        let goods = self.read(|line| line.goods().ok());
        goods
            .map(|goods| self.shop.money(goods))
            .unwrap_or_default()
    }

    fn set(&self, wanted: u32) {
        // More than there is becomes as many as there are, and the buyer is
        // told.
        let limit = self.read(CartLine::limit);
        let quantity = wanted.clamp(1, limit.max(1));
        let result = self.shop.apply(CartAction::SetQuantity {
            key: self.key.clone(),
            quantity,
        });
        let (shop, name) = (self.shop, self.name());
        self.say.set(match result {
            Err(error) => shop.refusal(&error),
            Ok(()) if wanted > limit => {
                let values = [("name", name.as_str()), ("limit", &digits(limit.into()))];
                shop.fill(Text::ErrorLimit, &values)
            }
            Ok(()) => {
                let (count, total) = (digits(quantity.into()), shop.total());
                let values = [
                    ("name", name.as_str()),
                    ("count", &count),
                    ("total", &total),
                ];
                shop.fill(Text::LineChanged, &values)
            }
        });
    }

    fn remove(&self, event: &JsValue) {
        let name = self.name();
        page::leave_line(event);
        let key = self.key.clone();
        // Another tab may have been faster; then there is nothing to say.
        if self.shop.apply(CartAction::Remove { key }).is_ok() {
            let values = [("name", name.as_str()), ("total", &self.shop.total())];
            self.say.set(self.shop.fill(Text::LineRemoved, &values));
        }
    }
}
