//! Sums of the cart.

use leptos::prelude::*;
use leptos_paypal_core::Totals;

use super::dynamic::{Text, flag, text};
use crate::context::{CheckoutContext, use_checkout};
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
                value=|context, totals| context.money(totals.items)
                is_shown=|context, totals| {
                    totals.items != totals.total || has_shipping(context, totals)
                }
            />
            <Row
                label=Message::TotalsDiscount
                value=|context, totals| context.money(totals.discount.negated())
                is_shown=|_, totals| !totals.discount.is_zero()
            />
            <Row
                label=Message::TotalsShipping
                value=shipping
                is_shown=has_shipping
            />
            <Row
                label=Message::TotalsHandling
                value=|context, totals| context.money(totals.handling)
                is_shown=|_, totals| !totals.handling.is_zero()
            />
            <Row
                label=Message::TotalsTax
                value=|context, totals| context.money(totals.tax)
                is_shown=|_, totals| !totals.tax.is_zero()
            />
            <div class="cx-row cx-total" part="row total">
                <dt>{text(move || context.message(Message::TotalsTotal))}</dt>
                <dd data-testid="cart-total">{value_text(|context, totals| context.money(totals.total))}</dd>
            </div>
        </dl>
    }
}

/// A row of the sums, shown when there is something to say.
#[component]
fn Row(
    label: Message,
    /// Text of the row.
    value: fn(&CheckoutContext, &Totals) -> String,
    is_shown: fn(&CheckoutContext, &Totals) -> bool,
) -> impl IntoView {
    let context = use_checkout();
    let is_hidden = move || {
        !context.with_totals(|totals| {
            totals
                .as_ref()
                .is_ok_and(|totals| is_shown(&context, totals))
        })
    };
    view! {
        <div class="cx-row" part="row" hidden=flag(is_hidden)>
            <dt>{text(move || context.message(label))}</dt>
            <dd>{value_text(value)}</dd>
        </div>
    }
}

/// Text of a row; a dash while there are no sums.
fn value_text(value: fn(&CheckoutContext, &Totals) -> String) -> Text {
    let context = use_checkout();
    text(move || {
        context.with_totals(|totals| match totals {
            Ok(totals) => value(&context, totals),
            Err(_) => "–".to_owned(),
        })
    })
}

/// Free shipping is worth a row, a shop without shipping is not.
fn has_shipping(context: &CheckoutContext, totals: &Totals) -> bool {
    let rule = context.config().pricing.shipping;
    rule.is_some() || !totals.shipping.is_zero()
}

fn shipping(context: &CheckoutContext, totals: &Totals) -> String {
    if totals.shipping.is_zero() {
        context.message(Message::TotalsFree)
    } else {
        context.money(totals.shipping)
    }
}
