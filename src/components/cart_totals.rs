//! Sums of the cart.

use leptos::prelude::*;
use leptos_paypal_core::{Money, Totals};

use super::dynamic::{Text, flag, text};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Sums of the cart: subtotal, discount, shipping, handling, tax, total. Rows
/// of nothing are hidden.
#[component]
pub fn CartTotals() -> impl IntoView {
    let context = use_checkout();
    view! {
        <dl class="cx-totals" part="totals">
            <Row
                label=Message::TotalsItems
                amount=|totals| totals.items
                is_shown=|totals, has_shipping| totals.items != totals.total || has_shipping
            />
            <Row
                label=Message::TotalsDiscount
                amount=|totals| totals.discount.negated()
                is_shown=|totals, _| !totals.discount.is_zero()
            />
            <Row
                label=Message::TotalsShipping
                amount=|totals| totals.shipping
                is_shown=|_, has_shipping| has_shipping
            />
            <Row
                label=Message::TotalsHandling
                amount=|totals| totals.handling
                is_shown=|totals, _| !totals.handling.is_zero()
            />
            <Row
                label=Message::TotalsTax
                amount=|totals| totals.tax
                is_shown=|totals, _| !totals.tax.is_zero()
            />
            <div class="cx-row cx-total" part="row total">
                <dt>{text(move || context.message(Message::TotalsTotal))}</dt>
                <dd data-testid="cart-total">{amount_text(|totals| totals.total)}</dd>
            </div>
        </dl>
    }
}

/// One of the sums, shown when there is something of it.
#[component]
fn Row(
    label: Message,
    amount: fn(&Totals) -> Money,
    /// Gets whether the shop has shipping: free shipping is worth a row, a
    /// shop without shipping is not.
    is_shown: fn(&Totals, bool) -> bool,
) -> impl IntoView {
    let context = use_checkout();
    let is_hidden = move || {
        let rule = context.config().pricing.shipping;
        context.with_totals(|totals| match totals {
            Ok(totals) => !is_shown(totals, rule.is_some() || !totals.shipping.is_zero()),
            Err(_) => true,
        })
    };
    let is_free =
        move |totals: &Totals| label == Message::TotalsShipping && totals.shipping.is_zero();
    let mut amount = amount_text(amount);
    let amount = move || {
        let is_free = context.with_totals(|totals| totals.as_ref().is_ok_and(is_free));
        if is_free {
            context.message(Message::TotalsFree)
        } else {
            amount()
        }
    };
    view! {
        <div class="cx-row" part="row" hidden=flag(is_hidden)>
            <dt>{text(move || context.message(label))}</dt>
            <dd>{text(amount)}</dd>
        </div>
    }
}

/// One of the sums as the buyer reads it; a dash while there is none.
fn amount_text(amount: fn(&Totals) -> Money) -> Text {
    let context = use_checkout();
    text(move || {
        let amount = context.with_totals(|totals| totals.as_ref().ok().map(amount));
        amount.map_or_else(|| "–".to_owned(), |amount| context.money(amount))
    })
}
