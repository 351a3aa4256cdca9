//! The form path on a page without a server: the form is built here.

use std::future::{Ready, ready};

#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal_core::form::{
    AbsoluteUrl, CartUpload, Form, PayPalPage, PaymentVariables, SingleItem,
};
use leptos_paypal_core::{CheckoutRef, CoreError, Currency, VariableProblem};

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
    let fields = payment(&config, page, config.currency, key)
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

/// The variables of the payment of checkout `id`; no id leaves out what names
/// it.
///
/// # Errors
/// `variable_missing` when the configuration names no payee, and what is wrong
/// with its addresses.
pub(crate) fn payment(
    config: &CheckoutConfig,
    page: &PayPalPage,
    currency: Currency,
    id: &str,
) -> Result<PaymentVariables, CoreError> {
    let business = config.business.clone().ok_or_else(|| CoreError::Variable {
        variable: "business".into(),
        problem: VariableProblem::Missing,
    })?;
    let mut payment = PaymentVariables::new(business, currency);
    page.apply(&mut payment);
    payment.custom = Some(id.to_owned());
    payment.invoice = Some(id.to_owned());
    payment.notify_url.clone_from(&config.notify_url);
    (payment.return_url, payment.cancel_return) =
        return_addresses(config.return_url.as_ref(), config.cancel_url.as_ref(), id)?;
    Ok(payment)
}

/// The addresses where checkout `id` comes back, after agreeing and after
/// turning back: a page's own with the id added.
///
/// # Errors
/// `variable_invalid`, as [`AbsoluteUrl::parse`].
pub(super) fn return_addresses(
    return_url: Option<&AbsoluteUrl>,
    cancel_url: Option<&AbsoluteUrl>,
    id: &str,
) -> Result<(Option<AbsoluteUrl>, Option<AbsoluteUrl>), CoreError> {
    let checkout = format!("checkout={id}");
    let cancelled = format!("{checkout}&cancelled=1");
    Ok((
        with_query("return", return_url, &checkout)?,
        with_query("cancel_return", cancel_url, &cancelled)?,
    ))
}

/// A page's address with something added to its query.
pub(super) fn with_query(
    variable: &str,
    url: Option<&AbsoluteUrl>,
    query: &str,
) -> Result<Option<AbsoluteUrl>, CoreError> {
    let Some(url) = url else { return Ok(None) };
    let (address, fragment) = match url.as_str().split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (url.as_str(), String::new()),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    let text = format!("{address}{mark}{query}{fragment}");
    AbsoluteUrl::parse(variable, &text).map(Some)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
