//! `amount` of a purchase unit.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Money;
use crate::paypal::purchase::some;
use crate::paypal::wire_money::{v2, v2_option};
use crate::paypal::{Purchase, PurchaseProblem};

/// A total with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountWithBreakdown {
    /// Amount to pay.
    pub value: Money,
    /// Breakdown; required with items.
    pub breakdown: Option<Breakdown>,
}

/// The parts, none negative: `value = item_total + tax_total + shipping +
/// handling + insurance − shipping_discount − discount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    /// Price times quantity of all items.
    #[serde(serialize_with = "v2")]
    pub item_total: Money,
    /// Shipping.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Money>,
    /// Handling.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub handling: Option<Money>,
    /// Tax.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub tax_total: Option<Money>,
    /// Insurance.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Money>,
    /// Off the shipping; positive, and subtracted.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub shipping_discount: Option<Money>,
    /// Off the goods; positive, and subtracted.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
}

impl From<Money> for AmountWithBreakdown {
    fn from(value: Money) -> Self {
        Self {
            value,
            breakdown: None,
        }
    }
}

impl Serialize for AmountWithBreakdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = 2 + usize::from(self.breakdown.is_some());
        let mut fields = serializer.serialize_struct("Amount", length)?;
        fields.serialize_field("currency_code", self.value.currency().code())?;
        fields.serialize_field("value", &self.value.to_string())?;
        if let Some(breakdown) = &self.breakdown {
            fields.serialize_field("breakdown", breakdown)?;
        }
        fields.end()
    }
}

impl AmountWithBreakdown {
    /// The amount of a purchase, checked: the items sum to `item_total`, the
    /// parts to the value.
    ///
    /// # Errors
    /// [`PurchaseProblem`].
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        purchase.check()?;
        let totals = purchase.totals;
        Ok(Self {
            value: totals.total,
            breakdown: Some(Breakdown {
                item_total: totals.items,
                shipping: some(totals.shipping),
                handling: some(totals.handling),
                tax_total: some(totals.tax),
                insurance: None,
                shipping_discount: None,
                discount: some(totals.discount),
            }),
        })
    }
}
