//! `amount` of Payments v1.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Money;
use crate::paypal::purchase::some;
use crate::paypal::wire_money::decimal_option;
use crate::paypal::{Purchase, PurchaseProblem};

/// The most characters of any amount: seven digits, a point, two decimals.
pub(super) const AMOUNT_CHARS: usize = 10;

/// A total with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Amount to pay.
    pub total: Money,
    /// Breakdown; not in captures and refunds.
    pub details: Option<AmountDetails>,
}

/// The parts, in the total's currency:
/// `total = subtotal + tax + shipping + handling_fee + shipping_discount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AmountDetails {
    /// Price times quantity of all items; required when there are items.
    #[serde(serialize_with = "crate::paypal::wire_money::decimal")]
    pub subtotal: Money,
    /// Tax.
    #[serde(
        serialize_with = "decimal_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub tax: Option<Money>,
    /// Shipping.
    #[serde(
        serialize_with = "decimal_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub shipping: Option<Money>,
    /// Handling.
    #[serde(
        serialize_with = "decimal_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub handling_fee: Option<Money>,
    /// Money off. Negative, and added: the one place for a discount in
    /// Payments v1 (in v2 it is positive and subtracted).
    #[serde(
        serialize_with = "decimal_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub shipping_discount: Option<Money>,
}

impl From<Money> for Amount {
    fn from(total: Money) -> Self {
        Self {
            total,
            details: None,
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = 2 + usize::from(self.details.is_some());
        let mut fields = serializer.serialize_struct("Amount", length)?;
        fields.serialize_field("currency", self.total.currency().code())?;
        fields.serialize_field("total", &self.total.to_string())?;
        if let Some(details) = &self.details {
            fields.serialize_field("details", details)?;
        }
        fields.end()
    }
}

impl Amount {
    /// The amount of a purchase, checked: the items sum to `subtotal`, the
    /// parts to `total`.
    ///
    /// # Errors
    /// [`PurchaseProblem`], also for amounts longer than v1 takes.
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        purchase.check()?;
        let totals = purchase.totals;
        for (what, amount) in [
            ("the total", totals.total),
            ("the items' total", totals.items),
            ("the discount", totals.discount.negated()),
            ("the shipping", totals.shipping),
            ("the handling", totals.handling),
            ("the tax", totals.tax),
        ] {
            fits(what, amount)?;
        }
        Ok(Self {
            total: totals.total,
            details: Some(AmountDetails {
                subtotal: totals.items,
                tax: some(totals.tax),
                shipping: some(totals.shipping),
                handling_fee: some(totals.handling),
                shipping_discount: some(totals.discount.negated()),
            }),
        })
    }
}

pub(super) fn fits(what: &'static str, amount: Money) -> Result<(), PurchaseProblem> {
    if amount.to_string().len() <= AMOUNT_CHARS {
        Ok(())
    } else {
        Err(PurchaseProblem::TooLarge {
            what,
            amount,
            limit: AMOUNT_CHARS,
        })
    }
}
