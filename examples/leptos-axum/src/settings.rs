//! Settings of the shop that its pages need.

use leptos_paypal::core::PricingRules;
use leptos_paypal::{CheckoutConfig, Currency, Environment, Product};
use serde::{Deserialize, Serialize};

/// Settings that the server reads from its environment and its catalogue, and
/// the browser from the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// PayPal environment.
    pub paypal: Environment,
    /// PayPal account that is paid.
    pub business: String,
    /// Currency of the shop.
    pub currency: Currency,
    /// Articles, priced in that currency.
    pub products: Vec<Product>,
    /// Charges and reductions of every cart.
    pub pricing: PricingRules,
}

impl Settings {
    /// Configuration of the checkout, with the merchant's server beside the
    /// pages.
    #[must_use]
    pub fn checkout_config(&self) -> CheckoutConfig {
        let mut config = CheckoutConfig::new(self.paypal.clone(), self.currency);
        config.server = Some("/api".to_owned());
        config.products = self.products.clone();
        config.pricing = self.pricing;
        config
    }
}
