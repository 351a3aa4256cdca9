//! From the store to what the pages show.

mod subscriptions;

use jiff::Timestamp;
use leptos_paypal_core::Money;

use crate::config::Address;
use crate::pages::{IgnoredView, LineView, TotalsView};
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::checkout_details::Ignored;
use crate::store::checkouts::{Checkout, CheckoutStatus};
use crate::store::order::{Line, Order};
use crate::store::payments::Payment;

pub(crate) use subscriptions::{plan, subscription};

/// Name of the account that is paid.
pub(crate) fn payee_name(store: &Store, checkout: &Checkout) -> String {
    store
        .accounts
        .get(&checkout.payee)
        .map(Account::display_name)
        .unwrap_or_default()
}

pub(crate) fn line(line: &Line) -> LineView {
    LineView {
        name: line.name.clone(),
        description: Some(line.description.clone()).filter(|text| !text.is_empty()),
        number: Some(line.number.clone()).filter(|number| !number.is_empty()),
        quantity: line.quantity,
        options: line.options.clone(),
        unit_price: line.unit_price.to_string(),
        total: line.goods.to_string(),
    }
}

pub(crate) fn totals(order: &Order) -> TotalsView {
    TotalsView {
        currency: order.currency.code().to_owned(),
        items_total: order.items_total.to_string(),
        discount: nonzero(order.discount),
        shipping: nonzero(order.shipping),
        handling: nonzero(order.handling),
        tax: nonzero(order.tax),
        total: order.total.to_string(),
    }
}

pub(crate) fn nonzero(money: Money) -> Option<String> {
    (!money.is_zero()).then(|| money.to_string())
}

pub(crate) fn ignored(all: &[Ignored]) -> Vec<IgnoredView> {
    all.iter()
        .map(|ignored| IgnoredView {
            variable: ignored.variable.clone(),
            value: ignored.value.clone(),
            reason: ignored.reason.clone(),
        })
        .collect()
}

/// The lines of an address label.
pub(crate) fn address(name: &str, address: &Address) -> Vec<String> {
    let town = format!("{} {} {}", address.city, address.state, address.zip);
    std::iter::once(name)
        .chain(address.street.lines())
        .chain([town.trim(), &address.country_code])
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// For people: to the second, in UTC.
pub(crate) fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Status of a checkout in one word.
pub(crate) fn checkout_status(store: &Store, checkout: &Checkout, now: Timestamp) -> &'static str {
    match &checkout.status {
        CheckoutStatus::Paid { txn_id } => match store.payment(txn_id) {
            Some(payment) if payment.status.pending_reason().is_some() => "pending",
            _ => "paid",
        },
        CheckoutStatus::Subscribed { .. } => "subscribed",
        _ if checkout.is_expired(now) => "expired",
        CheckoutStatus::Created => "created",
        CheckoutStatus::Approved => "approved",
        CheckoutStatus::Cancelled => "cancelled",
        CheckoutStatus::Declined => "declined",
    }
}

/// The names of what was bought.
pub(crate) fn summary(payment: &Payment) -> String {
    let names: Vec<String> = payment
        .order
        .lines
        .iter()
        .map(|line| match (line.name.as_str(), line.quantity) {
            ("", _) => "(no name)".to_owned(),
            (name, 1) => name.to_owned(),
            (name, quantity) => format!("{quantity} × {name}"),
        })
        .collect();
    names.join(", ")
}

/// An error's words as a sentence for people.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let end = if words.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}
