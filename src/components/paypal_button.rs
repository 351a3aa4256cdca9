//! The button that leads to PayPal.

use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos_paypal_core::Product;
use wasm_bindgen::JsValue;

use super::tag::{Tag, Words, tag};
use super::{ButtonColor, ButtonLabel, ButtonStyle, said};
use crate::browser::event;
use crate::checkout::{self, Phase, Subject};
use crate::live::Live;
use crate::reactive::untrack;
use crate::state::Shop;
use crate::text::Text;

// PayPal's own artwork, from @paypal/sdk-logos 2.3.7 (see NOTICE): outlines as
// they are, colours by class.
const LOGO: &str = include_str!("artwork/paypal.svg");
const REBRAND: &str = include_str!("artwork/paypal-rebrand.svg");

/// Stands for the logo while the words around it are looked for.
const LOGO_PLACE: char = '\u{1}';

pub(crate) fn button(
    shop: Shop,
    style: Live<ButtonStyle>,
    single: Live<Option<(Product, u32)>>,
) -> Tag {
    static BUTTONS: AtomicU32 = AtomicU32::new(0);
    let id = BUTTONS.fetch_add(1, Ordering::Relaxed);

    let busy = move || shop.with(|state| state.phase.is_busy_at(id));
    let disabled = {
        let single = single.clone();
        Rc::new(move || {
            let nothing = match single.get() {
                Some((product, _)) => product.sold_out,
                None => shop.with(|state| state.cart.is_empty() || state.totals.is_err()),
            };
            nothing || shop.with(|state| state.phase.is_busy())
        })
    };
    let problem: Words = Rc::new(move || {
        shop.with(|state| match &state.phase {
            Phase::Failed { button, failure } if *button == id => failure.message.clone(),
            _ => String::new(),
        })
    });
    let way_back = move || {
        shop.with(|state| match &state.phase {
            Phase::Failed { button, failure } if *button == id => failure.way_back.clone(),
            _ => None,
        })
    };
    let busy_text: Words = Rc::new(move || match busy() {
        true => shop.text(Text::PayPalBusy),
        false => String::new(),
    });
    let press = {
        let disabled = disabled.clone();
        move |event: JsValue| {
            if !untrack(|| disabled()) {
                press(shop, id, untrack(|| single.get()), &event);
            }
        }
    };
    let look = style.clone();
    let class = move || {
        let style = look.get();
        let parts = [
            "cx-paypal cx-",
            style.color.as_str(),
            " cx-",
            style.shape.as_str(),
        ];
        Some(parts.concat())
    };
    let color = style.clone();
    let artwork = move || match color.get().color {
        ButtonColor::RebrandBlue | ButtonColor::RebrandDarkBlue | ButtonColor::RebrandBlack => {
            REBRAND
        }
        _ => LOGO,
    };
    // Where the logo stands among the words is the translation's matter.
    let named = move |style: &Live<ButtonStyle>, logo: &str| {
        shop.fill(label(style.get().label), &[("paypal", logo)])
    };
    let beside = |after: bool| -> Words {
        let style = style.clone();
        Rc::new(move || {
            let words = named(&style, "\u{1}");
            let place = words.find(LOGO_PLACE).unwrap_or(words.len());
            let (before, rest) = words.split_at(place);
            let part = if after {
                rest.trim_start_matches(LOGO_PLACE)
            } else {
                before
            };
            part.trim().to_owned()
        })
    };
    let (before, after) = (beside(false), beside(true));
    let inside = tag("button", "")
        .set("type", "button")
        .set("part", "paypal")
        .follow("class", class)
        .follow("aria-label", move || Some(named(&style, "PayPal")))
        .state("aria-disabled", move || disabled())
        .state("aria-busy", busy)
        .on("click", press)
        .child(tag("span", "cx-word").text(before))
        .child(tag("span", "cx-artwork").drawing(artwork))
        .child(tag("span", "cx-word").text(after))
        .child(tag("span", "cx-ring"));
    tag("div", "cx-pay")
        .child(inside)
        .child(said("cx-hidden", "status", busy_text))
        .child(said("cx-error", "alert", problem))
        .child(super::way_back(shop, way_back))
}

fn press(shop: Shop, button: u32, single: Option<(Product, u32)>, event: &JsValue) {
    let subject = match single {
        None => Subject::Cart,
        Some((product, quantity)) => match product.item(&product.default_choices()) {
            Ok(item) => Subject::Single {
                item: Box::new(item),
                quantity,
            },
            // It could not have been shown for sale.
            Err(_) => return,
        },
    };
    checkout::start(shop, button, &subject, event::current(event));
}

const fn label(label: ButtonLabel) -> Text {
    match label {
        ButtonLabel::PayPal => Text::PayPalPlain,
        ButtonLabel::Checkout => Text::PayPalCheckout,
        ButtonLabel::BuyNow => Text::PayPalBuyNow,
        ButtonLabel::Pay => Text::PayPalPay,
        ButtonLabel::Donate => Text::PayPalDonate,
        ButtonLabel::Subscribe => Text::PayPalSubscribe,
        ButtonLabel::Installment => Text::PayPalInstallment,
    }
}
