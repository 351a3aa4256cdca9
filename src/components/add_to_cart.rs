//! The way into the cart.

use std::rc::Rc;

use leptos_paypal_core::{ChosenOption, CoreError, MAX_QUANTITY, Money, Product, ProductOption};
use wasm_bindgen::JsValue;

use super::stepper::Stepper;
use super::tag::{Tag, Words, tag};
use super::{kept, said, words};
use crate::browser::{event, js, page};
use crate::kept::Kept;
use crate::live::Live;
use crate::reactive::untrack;
use crate::state::Shop;
use crate::text::Text;

/// What the buyer has set.
#[derive(Clone)]
struct Form {
    shop: Shop,
    product: Live<Product>,
    quantity: Kept<u32>,
    /// The place of each choice in its menu, menu by menu.
    places: Vec<Kept<u32>>,
    done: Kept<String>,
    problem: Kept<String>,
}

pub(crate) fn add_to_cart(shop: Shop, product: Live<Product>) -> Tag {
    // An article keeps its menus; their words and prices follow.
    let first = untrack(|| product.get());
    let form = Form {
        shop,
        quantity: Kept::new(1),
        places: first.options.iter().map(|_| Kept::new(0)).collect(),
        done: Kept::new(String::new()),
        problem: Kept::new(String::new()),
        product,
    };
    let (value, limit, set) = (form.quantity.clone(), form.clone(), form.clone());
    let stepper = Stepper {
        quantity: words(shop, Text::AddQuantity),
        more: words(shop, Text::AddMore),
        less: words(shop, Text::AddLess),
        value: Rc::new(move || value.get()),
        limit: Rc::new(move || limit.limit()),
        set: Rc::new(move |wanted| set.quantity.set(wanted.min(untrack(|| set.limit())))),
    };
    let (label, sold_out) = (form.clone(), form.clone());
    let label: Words = Rc::new(move || {
        let sold_out = label.product.get().sold_out;
        shop.text(if sold_out {
            Text::AddSoldOut
        } else {
            Text::AddButton
        })
    });
    let button = tag("button", "cx-add-button")
        .set("type", "submit")
        .when("disabled", move || sold_out.product.get().sold_out)
        .text(label);
    let row = tag("div", "cx-add-row").child(stepper.view()).child(button);
    let mut view = tag("form", "cx-add");
    for (place, option) in first.options.iter().enumerate() {
        view = view.child(form.menu(place, option));
    }
    let (done, problem) = (kept(&form.done), kept(&form.problem));
    view.child(row)
        .child(said("cx-done", "status", done))
        .child(said("cx-error", "alert", problem))
        .on("submit", move |event: JsValue| {
            page::prevent(&event);
            untrack(|| form.submit());
        })
}

impl Form {
    fn limit(&self) -> u32 {
        let limit = self.product.get().max_quantity.unwrap_or(MAX_QUANTITY);
        limit.clamp(1, MAX_QUANTITY)
    }

    fn menu(&self, place: usize, option: &ProductOption) -> Tag {
        let chosen = self.places.get(place).cloned();
        let (name, form) = (option.name.clone(), self.clone());
        let name: Words = Rc::new(move || match form.option(place) {
            Some(option) => option.name,
            None => name.clone(),
        });
        let mut menu = tag("select", "").on("change", move |event| {
            if let Some(chosen) = &chosen {
                chosen.set(js::integer(&event::current(&event), "selectedIndex").unwrap_or(0));
            }
        });
        for index in 0..option.choices.len() {
            let form = self.clone();
            let shown: Words = Rc::new(move || form.choice(place, index));
            let value = option
                .choices
                .get(index)
                .map(|choice| choice.value.as_str());
            let entry = tag("option", "").set("value", value.unwrap_or_default());
            menu = menu.child(entry.text(shown));
        }
        tag("label", "cx-field")
            .child(tag("span", "cx-field-name").text(name))
            .child(menu)
    }

    fn option(&self, place: usize) -> Option<ProductOption> {
        self.product.get().options.into_iter().nth(place)
    }

    fn choice(&self, place: usize, index: usize) -> String {
        let choice = self
            .option(place)
            .and_then(|option| option.choices.into_iter().nth(index));
        match choice.map(|choice| (choice.value, choice.price)) {
            Some((value, Some(price))) => self.priced(&value, price),
            Some((value, None)) => value,
            None => String::new(),
        }
    }

    fn priced(&self, value: &str, price: Money) -> String {
        let price = self.shop.money(price);
        self.shop
            .fill(Text::AddChoice, &[("value", value), ("price", &price)])
    }

    fn submit(&self) {
        let product = self.product.get();
        if product.sold_out {
            return;
        }
        let (done, problem) = match self.add(&product) {
            Ok(()) => {
                self.quantity.set(1);
                let name = product.name.as_str();
                (
                    self.shop.fill(Text::AddDone, &[("name", name)]),
                    String::new(),
                )
            }
            Err(error) => (String::new(), self.shop.refusal(&error)),
        };
        self.done.set(done);
        self.problem.set(problem);
    }

    fn add(&self, product: &Product) -> Result<(), CoreError> {
        let mut chosen = Vec::new();
        for (option, place) in product.options.iter().zip(&self.places) {
            let index = place.now() as usize;
            // A catalogue that changed may have fewer choices.
            if let Some(choice) = option.choices.get(index).or(option.choices.first()) {
                chosen.push(ChosenOption {
                    name: option.name.clone(),
                    value: choice.value.clone(),
                });
            }
        }
        self.shop.add(product.item(&chosen)?, self.quantity.now())
    }
}
