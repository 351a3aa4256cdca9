//! Articles as a cart holds them, with options and charges.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::article::article;
use crate::pricing::check_amounts;
use crate::{CoreError, Currency, Money, Rate, Sku, Weight};

/// A choice the buyer made, posted as `on0`/`os0` and so on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChosenOption {
    /// The option's name: "Size".
    pub name: String,
    /// The choice: "Large".
    pub value: String,
}

/// Shipping of one line (`shipping` and `shipping2`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemShipping {
    /// For the first unit; for all of them when `further` is not given.
    pub first: Money,
    /// For each further unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Money>,
}

/// A reduction of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum LineDiscount {
    /// Money off, once for the line whatever the quantity
    /// (`discount_amount_x` in a cart upload).
    Amount(Money),
    /// Percent off every unit of the line (`discount_rate_x`).
    Rate(Rate),
    /// Money off the first unit, and off further ones (`discount_amount`,
    /// `discount_amount2`, `discount_num`).
    Amounts(UnitDiscounts<Money>),
    /// Percent off the first unit, and off further ones (`discount_rate`,
    /// `discount_rate2`, `discount_num`).
    Rates(UnitDiscounts<Rate>),
}

/// Reductions of single units of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitDiscounts<T> {
    /// Off the first unit.
    pub first: T,
    /// Off each further unit.
    pub further: T,
    /// The most further units that are reduced; all of them when it is not
    /// given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub num: Option<u32>,
}

impl<T> UnitDiscounts<T> {
    /// Number of further units that are reduced, of `quantity` units, which
    /// are 1 or more.
    pub(crate) fn further_units(&self, quantity: u32) -> u32 {
        (quantity - 1).min(self.num.unwrap_or(u32::MAX))
    }
}

article! {
    /// An article with its options and charges; the quantity is the line's.
    /// `max_quantity` counts for all choices of one line, and the shop's tax
    /// rule replaces `tax`.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct CartItem {
        /// The article number.
        pub sku: Sku,
        /// The name the buyer reads.
        pub name: String,
        /// The price of one, with the priced option's price already in it.
        pub price: Money,
        /// The choices made, in the article's order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub options: Vec<ChosenOption>,
    }
    with charges, then {
        /// Address of its picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub picture: Option<String>,
    }
}

/// Key of a cart's line, the same for additions of the same article with the
/// same choices.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineKey(String);

impl LineKey {
    /// A key from its text, as a page keeps it.
    #[must_use]
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl CartItem {
    /// An article without options or charges of its own.
    #[must_use]
    pub const fn new(sku: Sku, name: String, price: Money) -> Self {
        Self {
            sku,
            name,
            price,
            options: Vec::new(),
            discount: None,
            shipping: None,
            handling: None,
            tax: None,
            weight: None,
            max_quantity: None,
            picture: None,
        }
    }

    /// The key of the line this item belongs to.
    #[must_use]
    pub fn key(&self) -> LineKey {
        // The separators are control characters, which a Sku cannot hold and
        // which are escaped by doubling inside options.
        let mut key = self.sku.as_str().to_owned();
        for option in &self.options {
            for (mark, text) in [('\u{1e}', &option.name), ('\u{1f}', &option.value)] {
                key.push(mark);
                for character in text.chars() {
                    if matches!(character, '\u{1e}' | '\u{1f}') {
                        key.push(character);
                    }
                    key.push(character);
                }
            }
        }
        LineKey(key)
    }

    /// Checks that the item can be paid for in `currency`.
    ///
    /// # Errors
    /// `name_missing`, `currency_mixed`, `amount_negative`,
    /// `discount_not_below_price`, `quantity_not_positive` (a limit of 0).
    pub fn check(&self, currency: Currency) -> Result<(), CoreError> {
        if self.name.trim().is_empty() {
            return Err(CoreError::NameMissing {
                sku: self.sku.as_str().into(),
            });
        }
        if self.max_quantity == Some(0) {
            return Err(CoreError::QuantityNotPositive);
        }
        let (discount, discount2) = match self.discount {
            Some(LineDiscount::Amount(amount)) => (Some(amount), None),
            Some(LineDiscount::Amounts(units)) => (Some(units.first), Some(units.further)),
            _ => (None, None),
        };
        let shipping = self.shipping;
        check_amounts(
            &[
                ("price", Some(self.price)),
                ("shipping", shipping.map(|shipping| shipping.first)),
                ("shipping2", shipping.and_then(|shipping| shipping.further)),
                ("handling", self.handling),
                ("tax", self.tax),
                ("discount", discount),
                ("discount_amount2", discount2),
            ],
            currency,
        )?;
        let leaves_nothing = match self.discount {
            Some(LineDiscount::Amount(amount)) => amount.minor() >= self.price.minor(),
            Some(LineDiscount::Rate(rate)) => rate.is_whole(),
            Some(LineDiscount::Amounts(units)) => {
                units.first.minor().max(units.further.minor()) >= self.price.minor()
            }
            Some(LineDiscount::Rates(units)) => units.first.is_whole() || units.further.is_whole(),
            None => false,
        };
        if leaves_nothing {
            return Err(CoreError::DiscountNotBelowPrice {
                sku: self.sku.as_str().into(),
            });
        }
        Ok(())
    }
}
