//! The form path on a page without a server: the form is built here.

use std::future::{Ready, ready};

#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal_core::form::{CartUpload, Form, PaymentVariables, SingleItem};
use leptos_paypal_core::{CheckoutRef, CoreError};

use super::{Checkout, Order, PayPalAddress};
use crate::config::CheckoutConfig;
use crate::i18n::Message;
use crate::part::PartUnavailable;

/// Builds the form for an order, and posts it.
pub(super) async fn run(checkout: Checkout, order: Order) {
    if let Err(PartUnavailable) = post(checkout.clone(), order).await {
        checkout.fail(Message::ErrorUnreachable, PartUnavailable::CODE);
    }
}

/// The same, in the part `form` of the module.
///
/// # Errors
/// [`PartUnavailable`].
#[cfg_attr(
    feature = "split",
    wasm_split(
        form,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        preload(load),
        return_wrapper(let posted = _; { posted.await } -> Result<(), PartUnavailable>),
    )
)]
pub(crate) fn post(checkout: Checkout, order: Order) -> Ready<Result<(), PartUnavailable>> {
    build_and_post(&checkout, &order);
    ready(Ok(()))
}

fn build_and_post(checkout: &Checkout, order: &Order) {
    let Some(mut attempt) = order.attempt(checkout.context) else {
        return checkout.fail(Message::ErrorForm, "no_randomness");
    };
    let config = checkout.context.config_untracked();
    let (page, key) = (&config.paypal_page, attempt.key.as_str());
    let fields = config
        .payment_variables(page, config.currency, key)
        .and_then(|payment| fields(order, &config, payment));
    let fields = match fields {
        Ok(fields) => fields,
        Err(error) => return checkout.fail_rule(&error),
    };
    let id = CheckoutRef::from(attempt.key.clone());
    attempt.set_id(&id);
    checkout.context.attempts().keep(&attempt);
    let action = config.environment.webscr();
    let address = PayPalAddress::Form { action, fields };
    checkout.leave(&id, Some(order.total), order.total.currency(), address);
}

fn fields(
    order: &Order,
    config: &CheckoutConfig,
    payment: PaymentVariables,
) -> Result<Vec<(String, String)>, CoreError> {
    let shipping_label = config.messages.get(Message::TotalsShipping);
    let (rules, unit) = (&config.pricing, config.weight_unit);
    let form = match order.cart.lines() {
        [line] if order.single => {
            let form = SingleItem::from_item(&line.item, line.quantity, rules, payment)?;
            Form::Single(Box::new(form.weighed_in(unit)))
        }
        _ => {
            let form = CartUpload::from_cart(&order.cart, rules, payment, shipping_label)?;
            Form::Cart(Box::new(form.weighed_in(unit)))
        }
    };
    config.paypal_page.wrap(form).fields()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
