//! What the cart comes to.

use leptos::prelude::*;
use leptos_paypal_core::{self as core, Money};

use super::words;
use crate::state::Shop;
use crate::text::Text;

/// The sums of the cart: subtotal, discount, shipping, handling, tax, total.
/// Rows that are nothing are left out.
#[component]
pub fn Totals() -> AnyView {
    totals(Shop::context())
}

pub(super) fn totals(shop: Shop) -> AnyView {
    let part = move |read: fn(&core::Totals) -> Money| {
        Signal::derive(move || shop.totals().ok().map(|totals| read(&totals)))
    };
    let items = part(|totals| totals.items);
    let discount = part(|totals| totals.discount.negated());
    let shipping = part(|totals| totals.shipping);
    let handling = part(|totals| totals.handling);
    let tax = part(|totals| totals.tax);
    let total = part(|totals| totals.total);
    // Free shipping is worth a row; a shop without shipping is not.
    let ships = Signal::derive(move || {
        shop.config.with(|config| config.pricing.shipping.is_some()) || is_something(shipping.get())
    });
    let free = Signal::derive(move || shop.text(Text::TotalsFree));
    let shipping_shown = Signal::derive(move || match shipping.get() {
        Some(amount) if amount.is_zero() => free.get(),
        amount => shown(shop, amount),
    });
    let has_parts = Signal::derive(move || items.get() != total.get() || ships.get());
    view! {
        <dl class="cx-totals">
            {row(words(shop, Text::TotalsItems), money(shop, items), has_parts)}
            {row(words(shop, Text::TotalsDiscount), money(shop, discount), something(discount))}
            {row(words(shop, Text::TotalsShipping), shipping_shown, ships)}
            {row(words(shop, Text::TotalsHandling), money(shop, handling), something(handling))}
            {row(words(shop, Text::TotalsTax), money(shop, tax), something(tax))}
            <div class="cx-row cx-total">
                <dt>{words(shop, Text::TotalsTotal)}</dt>
                <dd data-testid="cart-total">{money(shop, total)}</dd>
            </div>
        </dl>
    }
    .into_any()
}

fn row(name: Signal<String>, value: Signal<String>, there: Signal<bool>) -> AnyView {
    view! {
        <div class="cx-row" hidden=move || !there.get()>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

fn shown(shop: Shop, amount: Option<Money>) -> String {
    // Without a sum there is an error in its place.
    amount.map_or_else(|| "–".to_owned(), |amount| shop.money(amount))
}

fn money(shop: Shop, amount: Signal<Option<Money>>) -> Signal<String> {
    Signal::derive(move || shown(shop, amount.get()))
}

fn is_something(amount: Option<Money>) -> bool {
    amount.is_some_and(|amount| !amount.is_zero())
}

fn something(amount: Signal<Option<Money>>) -> Signal<bool> {
    Signal::derive(move || is_something(amount.get()))
}
