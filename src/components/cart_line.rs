//! One line of the cart.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_paypal_core::{CartAction, CartLine, LineKey};
use web_sys::Element;

use super::stepper::{StepperWords, stepper};
use super::{words, words_about};
use crate::browser::{event, focus};
use crate::state::Shop;
use crate::text::Text;

/// A line as it is when it appears; what can change is looked up by its key.
/// `say` is read out to the buyer.
pub(super) fn cart_line(shop: Shop, first: CartLine, say: RwSignal<String>) -> AnyView {
    let key = first.item.key();
    let line = {
        let key = key.clone();
        // Between the change and its redraw a removed line is what it was.
        Memo::new(move |last: Option<&CartLine>| {
            let now = shop.cart.with(|cart| cart.line(&key).cloned());
            now.or_else(|| last.cloned())
                .unwrap_or_else(|| first.clone())
        })
    };
    let name = Signal::derive(move || line.with(|line| line.item.name.clone()));
    let options = Signal::derive(move || {
        line.with(|line| {
            let shown: Vec<_> = line
                .item
                .options
                .iter()
                .map(|option| {
                    let values = [
                        ("name", option.name.as_str()),
                        ("value", option.value.as_str()),
                    ];
                    shop.fill(Text::LineOption, &values)
                })
                .collect();
            shown.join(" · ")
        })
    });
    let price = Signal::derive(move || shop.money(line.with(|line| line.item.price)));
    let each =
        Signal::derive(move || price.with(|price| shop.fill(Text::LineEach, &[("price", price)])));
    let goods = Signal::derive(move || match line.with(CartLine::goods) {
        Ok(goods) => shop.money(goods),
        Err(_) => "–".to_owned(),
    });
    let quantity = Signal::derive(move || line.with(|line| line.quantity));
    let limit = Signal::derive(move || line.with(CartLine::limit));
    let several = Signal::derive(move || quantity.get() > 1);
    let picture = line.with_untracked(|line| line.item.picture.clone());

    let set = {
        let key = key.clone();
        Callback::new(move |wanted: u32| {
            set_quantity(shop, &key, wanted, limit.get_untracked(), say)
        })
    };
    let stepper_words = StepperWords {
        quantity: words_about(shop, Text::LineQuantity, name),
        more: words_about(shop, Text::LineMore, name),
        less: words_about(shop, Text::LineLess, name),
    };
    let remove = move |event: MouseEvent| {
        let name = name.get_untracked();
        if let Some(button) = event::current::<Element>(&event) {
            focus::leave_row(&button, ".cx-line", ".cx-remove", ".cx-cart", ".cx-title");
        }
        let removed = shop.apply(CartAction::Remove { key: key.clone() });
        // Another tab may have been faster; then there is nothing to say.
        if removed.is_ok() {
            let total = total(shop);
            let values = [("name", name.as_str()), ("total", total.as_str())];
            say.set(untrack(|| shop.fill(Text::LineRemoved, &values)));
        }
    };
    view! {
        <li class="cx-line">
            <span class="cx-picture" aria-hidden="true">
                {picture.map(|url| view! { <img src=url alt="" loading="lazy" decoding="async"/> })}
            </span>
            <div class="cx-what">
                <span class="cx-name">{name}</span>
                <span class="cx-options">{options}</span>
                <span class="cx-each" hidden=move || !several.get()>{each}</span>
            </div>
            {stepper(stepper_words, quantity, limit, set)}
            <span class="cx-amount">{goods}</span>
            <button
                type="button"
                class="cx-remove"
                aria-label=words_about(shop, Text::LineRemove, name)
                title=words(shop, Text::LineRemoveShort)
                on:click=remove
            ></button>
        </li>
    }
    .into_any()
}

fn set_quantity(shop: Shop, key: &LineKey, wanted: u32, limit: u32, say: RwSignal<String>) {
    // More than there is becomes as many as there are, and the buyer is told.
    let quantity = wanted.clamp(1, limit);
    let result = shop.apply(CartAction::SetQuantity {
        key: key.clone(),
        quantity,
    });
    let name = shop.cart.with_untracked(|cart| {
        cart.line(key)
            .map(|line| line.item.name.clone())
            .unwrap_or_default()
    });
    let text = untrack(|| match result {
        Err(error) => shop.refusal(&error),
        Ok(()) if wanted > limit => {
            let values = [("name", name.as_str()), ("limit", &limit.to_string())];
            shop.fill(Text::ErrorLimit, &values)
        }
        Ok(()) => {
            let total = total(shop);
            let values = [
                ("name", name.as_str()),
                ("count", &quantity.to_string()),
                ("total", &total),
            ];
            shop.fill(Text::LineChanged, &values)
        }
    });
    say.set(text);
}

fn total(shop: Shop) -> String {
    untrack(|| {
        shop.totals()
            .map(|totals| shop.money(totals.total))
            .unwrap_or_default()
    })
}
