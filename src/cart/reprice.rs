//! Fits a cart to the configuration of the page.

use std::sync::Arc;

use leptos_paypal_core::{Cart, CartAction, CartLine};

use crate::config::CheckoutConfig;
use crate::i18n::Message;

/// `cart` priced again from the catalogue of `config`, and what the buyer is
/// told about it. Without a catalogue, a cart of another currency is set aside
/// for an empty one.
pub(super) fn reprice(cart: Cart, config: &CheckoutConfig) -> (Cart, Option<Message>) {
    let keeps_currency = cart.currency() == config.currency;
    let mut repriced = Cart::new(config.currency);
    if config.products.is_empty() {
        if keeps_currency {
            return (cart, None);
        }
        return (
            repriced,
            (!cart.is_empty()).then_some(Message::NoticeCurrency),
        );
    }
    let mut changed = false;
    for line in cart.lines() {
        let added = repriced_line(line, config).map(|(action, is_changed)| {
            changed |= is_changed;
            repriced.reduce(action)
        });
        match added {
            Some(Ok(next)) => repriced = next,
            _ => changed = true,
        }
    }
    (repriced, changed.then_some(Message::NoticeRepriced))
}

/// The action that adds a line at today's price, and whether that differs from
/// what the buyer has seen. `None` for an article that is not sold any more.
fn repriced_line(line: &CartLine, config: &CheckoutConfig) -> Option<(CartAction, bool)> {
    let product = config.product(line.item.sku.as_str())?;
    let item = product.item(&line.item.options).ok();
    let item = item.filter(|_| !product.sold_out)?;
    let quantity = line
        .quantity
        .min(item.max_quantity.unwrap_or(line.quantity));
    let has_other_price =
        item.price.currency() == line.item.price.currency() && item.price != line.item.price;
    let is_changed = quantity < line.quantity || has_other_price;
    let item = Arc::new(item);
    Some((CartAction::Add { item, quantity }, is_changed))
}
