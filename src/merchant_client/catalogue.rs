//! Catalogue of the merchant server.

use leptos_paypal_core::{Currency, PricingRules, Product, WeightUnit};
use serde::Deserialize;

/// The catalogue in one currency.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Catalogue {
    pub(crate) currency: Currency,
    pub(crate) pricing: PricingRules,
    pub(crate) products: Vec<Product>,
    /// Unit of the articles' weights; PayPal's default where a server of
    /// another shape does not tell it.
    #[serde(default)]
    pub(crate) weight_unit: WeightUnit,
}
