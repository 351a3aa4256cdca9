//! The cart, in the page or as a dialog.

use std::rc::Rc;

use leptos_paypal_core::LineKey;

use super::cart_line::cart_line;
use super::paypal_button::button;
use super::tag::{Tag, Words, tag};
use super::totals::totals;
use super::{ButtonStyle, kept, said, words};
#[cfg(not(feature = "ssr"))]
use crate::browser::element;
use crate::browser::page;
use crate::kept::Kept;
use crate::live::Live;
#[cfg(feature = "ssr")]
use crate::markup as element;
use crate::reactive::{Scope, untrack};
use crate::state::Shop;
use crate::text::Text;

pub(crate) fn cart(shop: Shop, dialog: bool, style: Live<ButtonStyle>) -> Tag {
    let title = words(shop, Text::CartTitle);
    let root = tag("div", "cx-root");
    if dialog {
        let closer = tag("button", "cx-close")
            .set("type", "button")
            .name("aria-label", &words(shop, Text::CartClose))
            .on("click", |event| page::close_dialog(&event, false));
        let inside = content(shop, tag("div", "cx-cart").child(closer), style);
        let dialog = tag("dialog", "cx-dialog")
            .name("aria-label", &title)
            .on("click", |event| page::close_dialog(&event, true))
            .child(inside);
        root.child(opener(shop)).child(dialog)
    } else {
        let inside = tag("section", "cx-cart").name("aria-label", &title);
        root.child(content(shop, inside, style))
    }
}

fn content(shop: Shop, inside: Tag, style: Live<ButtonStyle>) -> Tag {
    let say = Kept::new(String::new());
    let is_empty = move || shop.with(|state| state.cart.is_empty());
    let notice: Words = Rc::new(move || match shop.with(|state| state.notice) {
        // Nothing is lost yet.
        Some(Text::NoticeBlocked) if is_empty() => String::new(),
        Some(notice) => shop.text(notice),
        None => String::new(),
    });
    let problem: Words = Rc::new(move || {
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
        .child(said("cx-error", "alert", problem))
        .child(button(shop, style, Live::new(|| None)));
    let full = tag("div", "cx-full")
        .when("hidden", is_empty)
        .child(lines(shop, say.clone()))
        .child(foot);
    inside
        .child(title)
        .child(said("cx-notice", "status", notice))
        .child(said("cx-hidden", "status", kept(&say)))
        .child(
            tag("p", "cx-empty")
                .when("hidden", move || !is_empty())
                .text(words(shop, Text::CartEmpty)),
        )
        .child(full)
}

fn lines(shop: Shop, say: Kept<String>) -> Tag {
    let mut list = tag("ul", "cx-lines").set("role", "list");
    let place = list.element().clone();
    // Rows outlive the run that made them.
    let scope = Scope::current();
    let mut rows: Vec<(LineKey, Tag)> = Vec::new();
    list.effect(Box::new(move || {
        let keys = shop.with(|state| {
            let mut keys = Vec::new();
            for line in state.cart.lines() {
                keys.push(line.item.key());
            }
            keys
        });
        rows.retain(|(key, row)| {
            let stays = keys.contains(key);
            if !stays {
                element::remove(row.element());
            }
            stays
        });
        for (place_of, key) in keys.into_iter().enumerate() {
            let found = rows.iter().position(|(known, _)| *known == key);
            match found {
                Some(found) if found == place_of => continue,
                Some(found) => {
                    let row = rows.remove(found);
                    rows.insert(place_of, row);
                }
                None => {
                    let row = scope.with(|| untrack(|| cart_line(shop, key.clone(), say.clone())));
                    rows.insert(place_of, (key, row));
                }
            }
            let next = rows.get(place_of + 1).map(|(_, row)| row.element());
            let row = rows[place_of].1.element();
            element::insert(&place, row, next);
        }
    }));
    list
}

/// The button that opens the dialog next to it.
fn opener(shop: Shop) -> Tag {
    let units = move || shop.with(|state| state.cart.units());
    let label: Words =
        Rc::new(move || [&*shop.text(Text::CartOpen), ", ", &shop.units(units())].concat());
    // Apart from the word before it, also for those who have it read to them.
    let count: Words = Rc::new(move || [" ", &*shop.count(units())].concat());
    tag("button", "cx-open")
        .set("type", "button")
        .set("aria-haspopup", "dialog")
        .name("aria-label", &label)
        .on("click", |event| page::show_dialog(&event))
        .child(tag("span", "cx-basket"))
        .child(tag("span", "cx-open-word").text(words(shop, Text::CartOpen)))
        .child(
            tag("span", "cx-count")
                .when("hidden", move || units() == 0)
                .text(count),
        )
}
