//! What the cart comes to.

use std::rc::Rc;

use leptos_paypal_core::{self as core, Money};

use super::tag::{Tag, Words, tag};
use super::{fact, words};
use crate::state::Shop;
use crate::text::Text;

type Part = fn(&core::Totals) -> Money;

pub(super) fn totals(shop: Shop) -> Tag {
    let there =
        move |part: Part| move || amount(shop, part).is_some_and(|amount| !amount.is_zero());
    // Free shipping is worth a row; a shop without shipping is not.
    let ships = move || {
        shop.with(|state| state.config.pricing.shipping.is_some()) || there(|all| all.shipping)()
    };
    let has_parts =
        move || amount(shop, |all| all.items) != amount(shop, |all| all.total) || ships();
    let shipping: Words = Rc::new(move || match amount(shop, |all| all.shipping) {
        Some(nothing) if nothing.is_zero() => shop.text(Text::TotalsFree),
        _ => shown(shop, |all| all.shipping),
    });
    let row = |text, part: Part| fact(words(shop, text), money(shop, part), there(part));
    let total = tag("div", "cx-row cx-total")
        .child(tag("dt", "").text(words(shop, Text::TotalsTotal)))
        .child(
            tag("dd", "")
                .set("data-testid", "cart-total")
                .text(money(shop, |all| all.total)),
        );
    tag("dl", "cx-totals")
        .child(fact(
            words(shop, Text::TotalsItems),
            money(shop, |all| all.items),
            has_parts,
        ))
        .child(row(Text::TotalsDiscount, |all| all.discount.negated()))
        .child(fact(words(shop, Text::TotalsShipping), shipping, ships))
        .child(row(Text::TotalsHandling, |all| all.handling))
        .child(row(Text::TotalsTax, |all| all.tax))
        .child(total)
}

fn amount(shop: Shop, part: Part) -> Option<Money> {
    shop.with(|state| state.totals.as_ref().ok().map(part))
}

fn shown(shop: Shop, part: Part) -> String {
    // Without a sum there is an error in its place.
    amount(shop, part).map_or_else(|| "–".to_owned(), |amount| shop.money(amount))
}

fn money(shop: Shop, part: Part) -> Words {
    Rc::new(move || shown(shop, part))
}
