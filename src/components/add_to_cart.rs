//! The way into the cart.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos_paypal_core::{ChosenOption, MAX_QUANTITY, Product, ProductOption};
use web_sys::HtmlSelectElement;

use super::stepper::{StepperWords, stepper};
use super::words;
use crate::browser::event;
use crate::state::Shop;
use crate::text::Text;

/// A menu for every option of an article, its quantity, and the button that
/// puts it into the cart.
#[component]
pub fn AddToCart(
    /// The article as the catalogue has it.
    #[prop(into)]
    product: Signal<Product>,
) -> AnyView {
    let shop = Shop::context();
    let quantity = RwSignal::new(1_u32);
    // The place of each choice in its menu; the first where there is none.
    let places = RwSignal::new(Vec::<usize>::new());
    let done = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());

    let options = Memo::new(move |_| product.with(|product| product.options.clone()));
    let menus = move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, option)| menu(shop, place, &option, places))
            .collect_view()
    };
    let sold_out = Signal::derive(move || product.with(|product| product.sold_out));
    let limit = Signal::derive(move || {
        product.with(|product| {
            product
                .max_quantity
                .unwrap_or(MAX_QUANTITY)
                .min(MAX_QUANTITY)
        })
    });
    let set =
        Callback::new(move |wanted: u32| quantity.set(wanted.clamp(1, limit.get_untracked())));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        if sold_out.get_untracked() {
            return;
        }
        let added = product.with_untracked(|product| {
            let chosen = places.with_untracked(|places| chosen(product, places));
            let item = product.item(&chosen)?;
            shop.add(item, quantity.get_untracked())
        });
        let name = product.with_untracked(|product| product.name.clone());
        untrack(|| match added {
            Ok(()) => {
                problem.set(String::new());
                done.set(shop.fill(Text::AddDone, &[("name", &name)]));
                quantity.set(1);
            }
            Err(error) => {
                done.set(String::new());
                problem.set(shop.refusal(&error));
            }
        });
    };
    let stepper_words = StepperWords {
        quantity: words(shop, Text::AddQuantity),
        more: words(shop, Text::AddMore),
        less: words(shop, Text::AddLess),
    };
    let label = Signal::derive(move || {
        shop.text(if sold_out.get() {
            Text::AddSoldOut
        } else {
            Text::AddButton
        })
    });
    view! {
        <form class="cx-add" on:submit=add>
            {menus}
            <div class="cx-add-row">
                {stepper(stepper_words, quantity.into(), limit, set)}
                <button type="submit" class="cx-add-button" disabled=move || sold_out.get()>
                    {label}
                </button>
            </div>
            <p class="cx-done" role="status">{done}</p>
            <p class="cx-error" role="alert">{problem}</p>
        </form>
    }
    .into_any()
}

fn menu(shop: Shop, place: usize, option: &ProductOption, places: RwSignal<Vec<usize>>) -> AnyView {
    let choose = move |event: Event| {
        if let Some(menu) = event::current::<HtmlSelectElement>(&event) {
            let index = usize::try_from(menu.selected_index()).unwrap_or(0);
            places.update(|places| {
                if places.len() <= place {
                    places.resize(place + 1, 0);
                }
                places[place] = index;
            });
        }
    };
    let now = places.with_untracked(|places| places.get(place).copied().unwrap_or(0));
    let choices = option
        .choices
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let value = choice.value.clone();
            let price = choice.price;
            let shown = Signal::derive(move || match price {
                None => value.clone(),
                Some(price) => {
                    let price = shop.money(price);
                    shop.fill(Text::AddChoice, &[("value", &value), ("price", &price)])
                }
            });
            view! { <option selected=index == now>{shown}</option> }.into_any()
        })
        .collect_view();
    view! {
        <label class="cx-field">
            <span class="cx-field-name">{option.name.clone()}</span>
            <select on:change=choose>{choices}</select>
        </label>
    }
    .into_any()
}

fn chosen(product: &Product, places: &[usize]) -> Vec<ChosenOption> {
    product
        .options
        .iter()
        .enumerate()
        .filter_map(|(place, option)| {
            let index = places.get(place).copied().unwrap_or(0);
            // A catalogue that changed may have fewer choices.
            let choice = option.choices.get(index).or(option.choices.first())?;
            Some(ChosenOption {
                name: option.name.clone(),
                value: choice.value.clone(),
            })
        })
        .collect()
}
