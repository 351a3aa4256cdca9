//! Shipping, handling, discounts and taxes that a shop adds to a cart.

use serde::{Deserialize, Serialize};

use crate::{CoreError, Currency, Money, Rate, Weight};

/// Shipping for the whole cart, on top of what articles bring themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShippingRule {
    /// For the first unit in the cart.
    pub first: Money,
    /// For each further unit in the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Money>,
    /// No shipping from this value of goods on (after discounts).
    #[serde(default, alias = "freeFrom", skip_serializing_if = "Option::is_none")]
    pub free_from: Option<Money>,
}

/// A reduction of the whole cart; it replaces those of the lines
/// (`discount_amount_cart`, PayPal Payments Standard).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum CartDiscount {
    /// Money off, for carts whose goods are worth more than it.
    Amount(Money),
    /// Percent off the goods.
    Rate(Rate),
}

/// Tax computed by the shop and sent as `tax_cart`; it replaces the articles'
/// own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRule {
    /// Percent of the goods after discounts.
    pub rate: Rate,
    /// True when shipping and handling are taxed too.
    #[serde(default, alias = "onShipping")]
    pub on_shipping: bool,
}

/// Charges and reductions of every cart of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricingRules {
    /// The currency of every amount in the rules.
    pub currency: Currency,
    /// Shipping for the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingRule>,
    /// Handling for the cart (`handling_cart`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Money>,
    /// A reduction of the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<CartDiscount>,
    /// Tax on the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxRule>,
    /// The weight of every cart, whatever is in it (`weight_cart`); it replaces
    /// the articles' own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

impl PricingRules {
    /// Rules that add nothing.
    #[must_use]
    pub const fn none(currency: Currency) -> Self {
        Self {
            currency,
            shipping: None,
            handling: None,
            discount: None,
            tax: None,
            weight: None,
        }
    }

    /// Checks that every amount is in the rules' currency and not negative.
    ///
    /// # Errors
    /// `currency_mixed`, `amount_negative`, `rate_out_of_range` for a discount
    /// of 100 %.
    pub fn check(&self) -> Result<(), CoreError> {
        let discount = match self.discount {
            Some(CartDiscount::Amount(amount)) => Some(amount),
            Some(CartDiscount::Rate(rate)) if rate.is_whole() => {
                return Err(CoreError::RateOutOfRange { value: rate.text() });
            }
            _ => None,
        };
        check_amounts(
            &[
                ("shipping", self.shipping.map(|rule| rule.first)),
                ("shipping2", self.shipping.and_then(|rule| rule.further)),
                ("free_from", self.shipping.and_then(|rule| rule.free_from)),
                ("handling_cart", self.handling),
                ("discount_amount_cart", discount),
            ],
            self.currency,
        )
    }
}

/// Checks that every amount is in `currency` and not negative.
pub(crate) fn check_amounts(
    amounts: &[(&'static str, Option<Money>)],
    currency: Currency,
) -> Result<(), CoreError> {
    for (what, amount) in amounts {
        let Some(amount) = amount else { continue };
        if amount.currency() != currency {
            return Err(CoreError::CurrencyMixed {
                expected: currency,
                found: amount.currency(),
            });
        }
        if amount.is_negative() {
            return Err(CoreError::AmountNegative {
                what: (*what).into(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_names_are_read_beside_our_own() {
        let amount = serde_json::json!({"value": "5.00", "currency": "USD"});
        let read = |free_from: &str, on_shipping: &str| -> PricingRules {
            let json = serde_json::json!({
                "currency": "USD",
                "shipping": {"first": amount, free_from: amount},
                "tax": {"rate": "7.5", on_shipping: true},
            });
            serde_json::from_value(json).unwrap()
        };
        let rules = read("freeFrom", "onShipping");
        assert!(rules.shipping.unwrap().free_from.is_some());
        assert!(rules.tax.unwrap().on_shipping);
        assert_eq!(rules, read("free_from", "on_shipping"));
    }
}
