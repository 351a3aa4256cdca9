//! PayPal's own answers, for pages whose server hands them through.
//!
//! A server that others have written often answers its page with what PayPal
//! answered it: a Payments v1 payment or an Orders v2 order, or PayPal's
//! error. This is what such JSON says of a checkout. It comes through a server
//! that the page trusts; whether money is there is still the server's matter.

mod refusal;
mod states;
#[cfg(test)]
mod tests;

pub use refusal::PayPalRefusal;

use self::states::{money_status, order_status, payment_status};
use crate::{CheckoutRef, CheckoutStatus, Money};

/// JSON as whoever has it can read it: the browser's own objects, or a
/// library's.
pub trait Json: Sized {
    /// A member of an object; `None` where there is none, or it is null.
    fn member(&self, name: &str) -> Option<Self>;

    /// The text, where it is one.
    fn text(&self) -> Option<String>;

    /// The entries of an array; none for anything else.
    fn entries(&self) -> Vec<Self>;
}

/// The members of v1's `related_resources` that are money coming in (Payments
/// v1, "Related resources"); a later one takes over from an earlier one.
const RESOURCES: [&str; 4] = ["sale", "order", "authorization", "capture"];

/// The members of v2's `payments` that are money coming in; captures speak
/// louder than the authorizations they are made of.
const PAYMENTS: [&str; 2] = ["captures", "authorizations"];

/// The `rel` under which PayPal says where the buyer agrees: Payments v1,
/// Orders v2 without and with `payment_source`, and errors of either.
const APPROVAL: [&str; 4] = ["approval_url", "approve", "payer-action", "redirect"];

/// A payment or an order as PayPal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayPalAnswer {
    /// PayPal's id of the payment (v1) or order (v2).
    pub name: CheckoutRef,
    /// What has become of it.
    pub status: CheckoutStatus,
    /// The amount, where the answer has it.
    pub total: Option<Money>,
    /// The sale, capture or authorization.
    pub transaction: Option<String>,
    /// Where the buyer agrees. Not checked: see [`Environment::allows`](crate::Environment::allows).
    pub approval_url: Option<String>,
}

impl PayPalAnswer {
    /// Reads a payment (v1: `id`, `state`) or an order (v2: `id`, `status`).
    /// Nothing for any other JSON. Members that are missing or unknown are
    /// left out; an unknown state of money is never taken for paid.
    pub fn read<J: Json>(answer: &J) -> Option<Self> {
        let name = text(answer, "id")?.parse().ok()?;
        let (mut status, units) = match text(answer, "state") {
            Some(state) => (payment_status(&state), list(answer, "transactions")),
            None => (
                // A server that keeps nothing but the id has made an order.
                text(answer, "status")
                    .map_or(CheckoutStatus::Created, |status| order_status(&status)),
                list(answer, "purchase_units"),
            ),
        };
        let mut transaction = None;
        let mut all: Option<CheckoutStatus> = None;
        for unit in &units {
            let Some((found, id)) = money(unit) else {
                continue;
            };
            // All of it is paid when each part is.
            if all.is_none_or(|known| known == CheckoutStatus::Paid) {
                all = Some(found);
                transaction = id;
            }
        }
        if let Some(all) = all {
            status = all;
        }
        Some(Self {
            name,
            status,
            total: units.first().filter(|_| units.len() == 1).and_then(amount),
            transaction,
            approval_url: approval_url(answer),
        })
    }
}

/// Where the buyer agrees, by the `links` of an answer or of an error.
pub fn approval_url<J: Json>(answer: &J) -> Option<String> {
    let links = list(answer, "links");
    APPROVAL.iter().find_map(|rel| {
        let mut links = links.iter();
        let link = links.find(|link| text(*link, "rel").as_deref() == Some(*rel))?;
        text(link, "href")
    })
}

/// What became of the money of one transaction (v1) or purchase unit (v2).
fn money<J: Json>(unit: &J) -> Option<(CheckoutStatus, Option<String>)> {
    let resource = resource(unit)?;
    let state = text(&resource, "state").or_else(|| text(&resource, "status"));
    Some((
        money_status(&state.unwrap_or_default()),
        text(&resource, "id"),
    ))
}

fn resource<J: Json>(unit: &J) -> Option<J> {
    if let Some(payments) = unit.member("payments") {
        return PAYMENTS
            .iter()
            .find_map(|name| list(&payments, name).into_iter().next_back());
    }
    list(unit, "related_resources")
        .iter()
        .rev()
        .find_map(|related| RESOURCES.iter().find_map(|name| related.member(name)))
}

/// v1 says `total` and `currency`, v2 `value` and `currency_code`. An order
/// that was captured has its amount in the capture alone.
fn amount<J: Json>(unit: &J) -> Option<Money> {
    let amount = unit
        .member("amount")
        .or_else(|| resource(unit)?.member("amount"))?;
    let member = |v1: &str, v2: &str| text(&amount, v1).or_else(|| text(&amount, v2));
    let currency = member("currency", "currency_code")?.parse().ok()?;
    Money::parse(&member("total", "value")?, currency).ok()
}

fn text<J: Json>(value: &J, name: &str) -> Option<String> {
    value.member(name)?.text()
}

fn list<J: Json>(value: &J, name: &str) -> Vec<J> {
    value
        .member(name)
        .map(|list| list.entries())
        .unwrap_or_default()
}
