//! The way into the cart.

use std::rc::Rc;

use leptos_paypal_core::{ChosenOption, CoreError, MAX_QUANTITY, Product, digits};

use super::stepper::{self, stepper_template};
use super::view::{Act, Component, Fill, View};
use super::{Properties, said};
use crate::browser::js;
use crate::kept::Kept;
use crate::live::Live;
use crate::state::Shop;
use crate::text::Text;

/// What is done by sending the form.
const SUBMIT: u32 = 5;

const TEMPLATE: &str = concat!(
    "form.cx-add submit@5 *( \
       label.cx-field ( span.cx-field-name $ select *( option value=$ $ ) ) ) ( \
       div.cx-add-row ( ",
    stepper_template!(),
    "button.cx-add-button type=submit ?disabled $ ) ",
    said!("cx-done", "status"),
    said!("cx-error", "alert"),
    ")"
);

/// What the buyer has set and heard. The menus keep what was chosen.
#[derive(Clone)]
struct Set {
    quantity: u32,
    said: String,
    /// Whether the cart has refused it.
    is_refused: bool,
}

struct Form {
    shop: Shop,
    properties: Live<Properties>,
    /// The article it was made for; it stays when a page takes that away.
    first: Rc<Product>,
    set: Kept<Set>,
}

pub(crate) fn add_to_cart(
    shop: Shop,
    first: Rc<Product>,
    properties: Live<Properties>,
) -> Component {
    let set = Kept::new(Set {
        quantity: 1,
        said: String::new(),
        is_refused: false,
    });
    let form = Form {
        shop,
        properties,
        first,
        set,
    };
    Component {
        template: TEMPLATE,
        view: Rc::new(form),
    }
}

impl View for Form {
    fn fill(&self, fill: &mut Fill<'_>) {
        let product = self.product();
        let set = self.set.get();
        fill.count(product.options.len());
        for (place, option) in product.options.iter().enumerate() {
            fill.count(place);
            fill.text(&option.name);
            fill.count(option.choices.len());
            for (place, choice) in option.choices.iter().enumerate() {
                fill.count(place);
                fill.text(&choice.value);
                match choice.price {
                    None => fill.text(&choice.value),
                    Some(price) => {
                        let price = fill.amount(price);
                        let values = [("value", choice.value.as_str()), ("price", &price)];
                        fill.filled(Text::AddChoice, &values);
                    }
                }
            }
        }
        let texts = [Text::AddLess, Text::AddQuantity, Text::AddMore];
        stepper::fill(fill, texts, "", set.quantity, limit(&product));
        fill.flag(product.sold_out);
        fill.words(if product.sold_out {
            Text::AddSoldOut
        } else {
            Text::AddButton
        });
        fill.text(if set.is_refused { "" } else { &set.said });
        fill.text(if set.is_refused { &set.said } else { "" });
    }

    fn act(&self, act: &Act) {
        let product = self.product();
        let mut set = self.set.now();
        if act.number() != SUBMIT {
            let Some(wanted) = stepper::wanted(act, set.quantity) else {
                return;
            };
            set.quantity = wanted.min(limit(&product));
        } else if product.sold_out {
            return;
        } else {
            let added = self.add(&product, act, set.quantity);
            set.is_refused = added.is_err();
            set.said = match added {
                Ok(()) => {
                    set.quantity = 1;
                    let name = [("name", product.name.as_str())];
                    self.shop.fill(Text::AddDone, &name)
                }
                Err(error) => self.shop.refusal(&product.name, &error),
            };
        }
        self.set.set(set);
    }
}

impl Form {
    fn product(&self) -> Rc<Product> {
        let given = self.properties.get().product;
        given.unwrap_or_else(|| self.first.clone())
    }

    fn add(&self, product: &Product, act: &Act, quantity: u32) -> Result<(), CoreError> {
        // The menus come first among the form's controls.
        let controls = js::get(&act.element(), "elements");
        let mut chosen = Vec::new();
        for (place, option) in product.options.iter().enumerate() {
            let menu = js::get(&controls, &digits(place as u64));
            chosen.push(ChosenOption {
                name: option.name.clone(),
                value: js::text(&menu, "value").unwrap_or_default(),
            });
        }
        self.shop.add(product.item(&chosen)?, quantity)
    }
}

fn limit(product: &Product) -> u32 {
    let limit = product.max_quantity.unwrap_or(MAX_QUANTITY);
    limit.clamp(1, MAX_QUANTITY)
}
