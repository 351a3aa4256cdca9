//! A page without a server: the form is built here.

use leptos_paypal_core::form::{AbsoluteUrl, CartUpload, PaymentVariables, SingleItem};
use leptos_paypal_core::{CheckoutRef, CoreError, cut};

use super::{Order, Press};
use crate::browser::write;
use crate::config::CheckoutConfig;
use crate::text::Text;

/// Makes the form for an order, and posts it.
pub(super) fn run(press: &Press, order: &Order) {
    let shop = press.shop;
    let Some(record) = order.record(shop) else {
        return press.fail(Text::ErrorForm, "no_randomness");
    };
    let config = shop.now(|state| state.config.clone());
    let label = config.texts.get(Text::TotalsShipping);
    let fields = payment(&config, record.key.as_str())
        .and_then(|payment| fields(order, &config, payment, label));
    let fields = match fields {
        Ok(fields) => write::pairs(&fields),
        Err(error) => return press.fail(Text::ErrorForm, error.code()),
    };
    let name = CheckoutRef::from(record.key.clone());
    record.set_name(&name);
    shop.keep(&record);
    press.leave(
        &name,
        order.total,
        &config.environment.webscr(),
        Some(&fields),
    );
}

fn fields(
    order: &Order,
    config: &CheckoutConfig,
    payment: PaymentVariables,
    shipping_label: &str,
) -> Result<Vec<(String, String)>, CoreError> {
    match order.cart.lines() {
        [line] if order.single => {
            SingleItem::from_item(&line.item, line.quantity, &config.pricing, payment)?.fields()
        }
        _ => CartUpload::from_cart(&order.cart, &config.pricing, payment, shipping_label)?.fields(),
    }
}

fn payment(config: &CheckoutConfig, id: &str) -> Result<PaymentVariables, CoreError> {
    let business = config.business.clone().ok_or_else(|| CoreError::Variable {
        variable: "business".into(),
        problem: leptos_paypal_core::VariableProblem::Missing,
    })?;
    let mut payment = PaymentVariables::new(business, config.currency);
    payment.custom = Some(id.to_owned());
    payment.invoice = Some(id.to_owned());
    payment.notify_url = config.notify_url.clone();
    payment.return_url = page("return", config.return_url.as_ref(), &["checkout=", id])?;
    let back = ["checkout=", id, "&cancelled=1"];
    payment.cancel_return = page("cancel_return", config.cancel_url.as_ref(), &back)?;
    Ok(payment)
}

/// A page's address with something added to its query.
fn page(
    variable: &str,
    url: Option<&AbsoluteUrl>,
    query: &[&str],
) -> Result<Option<AbsoluteUrl>, CoreError> {
    let Some(url) = url else { return Ok(None) };
    let (address, fragment) = match cut(url.as_str(), b'#') {
        Some((address, fragment)) => (address, ["#", fragment].concat()),
        None => (url.as_str(), String::new()),
    };
    let mark = if address.bytes().any(|byte| byte == b'?') {
        "&"
    } else {
        "?"
    };
    let text = [address, mark, &query.concat(), &fragment].concat();
    AbsoluteUrl::parse(variable, &text).map(Some)
}
