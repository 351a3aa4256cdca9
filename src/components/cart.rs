//! The cart, in the page or as a dialog.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::tachys::view::keyed::{Keyed, keyed};
use leptos_paypal_core::{CartLine, LineKey};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::cart_line::cart_line;
use super::paypal_button::button;
use super::tag::{Tag, Words, tag};
use super::totals::totals;
use super::{ButtonStyle, kept, said, words};
use crate::browser::event;
use crate::live::Live;
use crate::state::Shop;
use crate::text::Text;

/// The lines of the cart with what they come to and a PayPal button.
///
/// It fires `cart-change` after every change, with units, total and currency.
#[component]
pub fn Cart(
    /// Whether it opens as a dialog, from a button of its own that shows the
    /// count.
    #[prop(optional)]
    dialog: bool,
    /// The look of the PayPal button.
    #[prop(optional, into)]
    style: Live<ButtonStyle>,
) -> AnyView {
    cart(Shop::context(), dialog, style)
}

pub(crate) fn cart(shop: Shop, dialog: bool, style: Live<ButtonStyle>) -> AnyView {
    let title = words(shop, Text::CartTitle);
    let root = tag("div", "cx-root");
    if dialog {
        let closer = tag("button", "cx-close")
            .set("type", "button")
            .name("aria-label", &words(shop, Text::CartClose))
            .on("click", |event| close(&event));
        let inside = content(shop, tag("div", "cx-cart").child(closer.view()), style);
        let dialog = tag("dialog", "cx-dialog")
            .name("aria-label", &title)
            // The dialog itself is only hit outside of what it contains.
            .on("click", |event| {
                if event.target() == event.current_target() {
                    close(&event);
                }
            })
            .child(inside.view());
        root.child(opener(shop)).child(dialog.view()).view()
    } else {
        let inside = tag("section", "cx-cart").name("aria-label", &title);
        root.child(content(shop, inside, style).view()).view()
    }
}

fn content(shop: Shop, inside: Tag, style: Live<ButtonStyle>) -> Tag {
    let say = RwSignal::new(String::new());
    let is_empty = move || shop.with(|state| state.cart.is_empty());
    let notice: Words = Arc::new(move || match shop.with(|state| state.notice) {
        // Nothing is lost yet.
        Some(Text::NoticeBlocked) if is_empty() => String::new(),
        Some(notice) => shop.text(notice),
        None => String::new(),
    });
    let problem: Words = Arc::new(move || {
        match shop.with(|state| state.totals.as_ref().err().map(|error| error.code())) {
            Some(code) => shop.fill(Text::ErrorTotals, &[("code", code)]),
            None => String::new(),
        }
    });
    let title = tag("h2", "cx-title")
        .set("tabindex", "-1")
        .text(words(shop, Text::CartTitle));
    let foot = tag("div", "cx-foot")
        .child(totals(shop))
        .child(said("cx-error", "alert", problem).view())
        .child(button(shop, style, Live::new(|| None)));
    let full = tag("div", "cx-full")
        .when("hidden", is_empty)
        .child(
            tag("ul", "cx-lines")
                .set("role", "list")
                .child(lines(shop, say))
                .view(),
        )
        .child(foot.view());
    inside
        .child(title.view())
        .child(said("cx-notice", "status", notice).view())
        .child(said("cx-hidden", "status", kept(say)).view())
        .child(
            tag("p", "cx-empty")
                .when("hidden", move || !is_empty())
                .text(words(shop, Text::CartEmpty))
                .view(),
        )
        .child(full.view())
}

fn lines(shop: Shop, say: RwSignal<String>) -> AnyView {
    let view = move || -> Keyed<_, _, _, _, _, _, _> {
        let keys: Vec<LineKey> = shop.with(|state| {
            state
                .cart
                .lines()
                .iter()
                .map(|line: &CartLine| line.item.key())
                .collect()
        });
        keyed(keys, LineKey::clone, move |_, key| {
            (|_| (), cart_line(shop, key, say))
        })
    };
    view.into_any()
}

/// The button that opens the dialog next to it.
fn opener(shop: Shop) -> AnyView {
    let units = move || shop.with(|state| state.cart.units());
    let label: Words =
        Arc::new(move || [&*shop.text(Text::CartOpen), ", ", &shop.units(units())].concat());
    let count: Words = Arc::new(move || shop.count(units()));
    tag("button", "cx-open")
        .set("type", "button")
        .set("aria-haspopup", "dialog")
        .name("aria-label", &label)
        .on("click", |event| {
            let dialog = event::current::<Element>(&event)
                .and_then(|button| button.next_element_sibling())
                .and_then(|next| next.dyn_into::<HtmlDialogElement>().ok());
            if let Some(dialog) = dialog
                && !dialog.open()
            {
                // Only fails on a dialog that is not in the page.
                let _ = dialog.show_modal();
            }
        })
        .child(tag("span", "cx-basket").view())
        .child(
            tag("span", "cx-open-word")
                .text(words(shop, Text::CartOpen))
                .view(),
        )
        .child(
            tag("span", "cx-count")
                .when("hidden", move || units() == 0)
                .text(count)
                .view(),
        )
        .view()
}

fn close(event: &Event) {
    let dialog = event::current::<Element>(event)
        .and_then(|inside| inside.closest("dialog").ok().flatten())
        .and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        dialog.close();
    }
}
