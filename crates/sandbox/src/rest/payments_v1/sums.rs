//! `amount.details` of a v1 transaction, and the rules of its sums.

use leptos_paypal_core::{CoreError, Currency, Money};
use serde_json::{Map, Value};

use super::items::{Findings, Items};
use crate::resources::money::{member, v1};

/// Parts of `amount.details`, which are all added: a shipping discount is
/// negative here.
const DETAILS: &[&str] = &[
    "subtotal",
    "tax",
    "shipping",
    "handling_fee",
    "insurance",
    "gift_wrap",
    "shipping_discount",
];

/// `amount.details`, in the order of [`DETAILS`].
pub(super) struct Parts {
    given: Vec<(&'static str, Money)>,
    currency: Currency,
}

/// Sums of an order from the parts.
pub(super) struct Sums {
    pub(super) items_total: Money,
    pub(super) discount: Money,
    pub(super) shipping: Money,
    pub(super) handling: Money,
    pub(super) tax: Money,
}

impl Parts {
    pub(super) fn read(
        findings: &mut Findings,
        amount: &Value,
        field: &str,
        currency: Currency,
    ) -> Self {
        let details = member(amount, "details");
        let given = DETAILS.iter().filter_map(|name| {
            let money = findings.amount(details?, name, field, currency)?;
            Some((*name, money))
        });
        Self {
            given: given.collect(),
            currency,
        }
    }

    fn get(&self, name: &str) -> Option<Money> {
        let found = self.given.iter().find(|(known, _)| *known == name);
        found.map(|(_, money)| *money)
    }

    fn or_none(&self, name: &str) -> Money {
        self.get(name).unwrap_or(Money::zero(self.currency))
    }

    fn sum(&self) -> Result<Money, CoreError> {
        Money::sum(self.currency, self.given.iter().map(|(_, money)| *money))
    }

    pub(super) fn show(&self, total: Money) -> Value {
        let mut amount = v1(total);
        if !self.given.is_empty() {
            let details: Map<String, Value> = self
                .given
                .iter()
                .map(|(name, money)| ((*name).to_owned(), money.to_string().into()))
                .collect();
            amount["details"] = Value::Object(details);
        }
        amount
    }

    /// Insurance and wrapping are shown as handling; a positive "discount"
    /// would be a charge, and is one here as well.
    pub(super) fn order_sums(&self, total: Money) -> Option<Sums> {
        let discount = self.or_none("shipping_discount");
        let (less, more) = if discount.is_negative() {
            (discount.negated(), Money::zero(self.currency))
        } else {
            (Money::zero(self.currency), discount)
        };
        let handling = [
            self.or_none("handling_fee"),
            self.or_none("insurance"),
            self.or_none("gift_wrap"),
            more,
        ];
        Some(Sums {
            items_total: if self.given.is_empty() {
                total
            } else {
                self.or_none("subtotal")
            },
            discount: less,
            shipping: self.or_none("shipping"),
            handling: Money::sum(self.currency, handling).ok()?,
            tax: self.or_none("tax"),
        })
    }
}

/// Sums that are not those of their parts.
pub(super) enum SumError {
    /// Of `amount` with its `details`.
    Amount(String),
    /// Of the items.
    Items(String),
}

/// The rules of sums: total from the parts, subtotal and tax from the items.
pub(super) fn add_up(total: Money, parts: &Parts, items: Option<&Items>) -> Result<(), SumError> {
    if !parts.given.is_empty() {
        let sum = parts
            .sum()
            .map_err(|error| SumError::Amount(error.to_string()))?;
        if sum != total {
            return Err(SumError::Amount(format!(
                "Transaction amount details (subtotal, tax, shipping) must add up to specified amount total: {sum} is not {total}"
            )));
        }
    }
    items_add_up(total, parts, items).map_err(SumError::Items)
}

fn items_add_up(total: Money, parts: &Parts, items: Option<&Items>) -> Result<(), String> {
    let Some(items) = items.filter(|items| !items.lines.is_empty()) else {
        return Ok(());
    };
    let goods = if parts.given.is_empty() {
        total
    } else {
        match parts.get("subtotal") {
            Some(subtotal) => subtotal,
            None => return Err("The subtotal is required when items are sent".to_owned()),
        }
    };
    if items.subtotal != goods {
        return Err(format!(
            "Item amount must add up to specified amount subtotal (or total if amount details not specified): {} is not {goods}",
            items.subtotal
        ));
    }
    match items.tax {
        Some(tax) if tax != parts.or_none("tax") => Err(format!(
            "Item tax must add up to the tax of the amount details: {tax} is not {}",
            parts.or_none("tax")
        )),
        _ => Ok(()),
    }
}
