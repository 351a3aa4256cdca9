//! Shipping rates and sales tax of an account's profile, in the configuration.

use leptos_paypal_core::{Currency, Rate, WeightUnit};
use serde::{Deserialize, Serialize};

/// Shipping rates, as on PayPal's page "Shipping Calculations".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShippingConfig {
    /// Shipping within the account's country.
    pub domestic: Option<ShippingMethod>,
    /// Shipping to every other country.
    pub international: Option<ShippingMethod>,
    /// A form's own `shipping` counts in place of these rates. Default: true,
    /// as at PayPal ("Use the shipping fee in the transaction instead of my
    /// calculator's settings").
    pub form_overrides: bool,
}

impl Default for ShippingConfig {
    fn default() -> Self {
        Self {
            domestic: None,
            international: None,
            form_overrides: true,
        }
    }
}

/// Rates of one region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingMethod {
    /// The sum of an order by which its rate is chosen.
    pub basis: ShippingBasis,
    /// Currency of the amounts; payments in another one have no shipping.
    pub currency: Currency,
    /// Unit of the weights.
    #[serde(default)]
    pub weight_unit: WeightUnit,
    /// The rates, by rising `from`.
    pub tiers: Vec<ShippingTier>,
}

/// The sum of an order that a shipping rate goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ShippingBasis {
    /// Total amount of the goods, less discounts.
    Amount,
    /// Total weight.
    Weight,
    /// Number of items.
    Quantity,
}

/// A row of the rate table, which counts up to that of the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingTier {
    /// Least amount, weight or number of items.
    pub from: String,
    /// Shipping as a fixed amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge: Option<String>,
    /// Shipping in percent of the amount of the goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Rate>,
}

/// A rate of PayPal's page "Sales Tax".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesTax {
    /// ISO 3166-1 code of the buyer's country.
    pub country: String,
    /// State or province; left out, all of the country that no other rate names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The rate, in percent.
    pub rate: Rate,
    /// The rate applies to shipping too.
    #[serde(default)]
    pub on_shipping: bool,
}
