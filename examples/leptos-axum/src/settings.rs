//! What the pages know of the shop.

use leptos_paypal::{CheckoutConfig, Currency, Environment, Product};
use serde::{Deserialize, Serialize};

/// The server has them from its environment and its catalogue, the browser
/// from the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// Which PayPal.
    pub paypal: Environment,
    /// Who is paid.
    pub business: String,
    /// The currency of the shop.
    pub currency: Currency,
    /// What is sold, in that currency.
    pub products: Vec<Product>,
    /// What is added to every cart.
    pub pricing: leptos_paypal::core::PricingRules,
}

impl Settings {
    /// The checkout, with the merchant's server beside the pages.
    #[must_use]
    pub fn checkout(&self) -> CheckoutConfig {
        let mut config = CheckoutConfig::new(self.paypal.clone(), self.currency);
        config.server = Some("/api".to_owned());
        config.products = self.products.clone();
        config.pricing = self.pricing;
        config
    }
}
