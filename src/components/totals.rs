//! What the cart comes to.

use leptos_paypal_core::Money;

use super::view::Fill;
#[cfg(feature = "leptos")]
use super::view::{Component, View};
use crate::text::Text;

macro_rules! totals_template {
    () => {
        "dl.cx-totals ( \
           div.cx-row ?hidden ( dt $ dd $ ) \
           div.cx-row ?hidden ( dt $ dd $ ) \
           div.cx-row ?hidden ( dt $ dd $ ) \
           div.cx-row ?hidden ( dt $ dd $ ) \
           div.cx-row ?hidden ( dt $ dd $ ) \
           div.cx-row.cx-total ( dt $ dd data-testid=cart-total $ ) ) "
    };
}
pub(super) use totals_template;

#[cfg(feature = "leptos")]
struct Totals;

#[cfg(feature = "leptos")]
impl View for Totals {
    fn fill(&self, into: &mut Fill<'_>) {
        fill(into);
    }
}

#[cfg(feature = "leptos")]
pub(super) fn totals() -> Component {
    Component {
        template: totals_template!(),
        view: std::rc::Rc::new(Totals),
    }
}

pub(super) fn fill(fill: &mut Fill<'_>) {
    let config = &fill.state.config;
    let nothing = Money::zero(config.currency);
    // Without a sum there is an error in its place.
    let known = fill.state.totals.as_ref().ok();
    let [items, discount, shipping, handling, tax, total] = match known {
        Some(sums) => [
            sums.items,
            sums.discount.negated(),
            sums.shipping,
            sums.handling,
            sums.tax,
            sums.total,
        ],
        None => [nothing; 6],
    };
    // Free shipping is worth a row; a shop without shipping is not.
    let ships = config.pricing.shipping.is_some() || !shipping.is_zero();
    for (text, amount, is_there) in [
        (Text::TotalsItems, items, items != total || ships),
        (Text::TotalsDiscount, discount, !discount.is_zero()),
        (Text::TotalsShipping, shipping, ships),
        (Text::TotalsHandling, handling, !handling.is_zero()),
        (Text::TotalsTax, tax, !tax.is_zero()),
        (Text::TotalsTotal, total, true),
    ] {
        if text != Text::TotalsTotal {
            fill.flag(!is_there);
        }
        fill.words(text);
        if known.is_none() {
            fill.text("–");
        } else if text == Text::TotalsShipping && amount.is_zero() {
            fill.words(Text::TotalsFree);
        } else {
            fill.money(amount);
        }
    }
}
