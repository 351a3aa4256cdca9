//! Catalogue: articles and their prices.

mod file;
mod problem;

use std::collections::BTreeMap;

use leptos_paypal_core::{Currency, PricingRules, Product, Sku, WeightUnit};

pub use problem::CatalogueProblem;

/// A catalogue that has been checked whole: every article can be paid for in
/// every currency.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// In the shop's order; the first is the default.
    currencies: Vec<Currency>,
    sections: BTreeMap<Currency, Section>,
    weight_unit: WeightUnit,
}

/// The catalogue in one currency.
#[derive(Clone, Debug)]
pub struct Section {
    /// Charges and reductions of every cart.
    pub rules: PricingRules,
    /// The articles, in the shop's order.
    pub products: Vec<Product>,
}

impl Section {
    /// The article of that number.
    #[must_use]
    pub fn product(&self, sku: &Sku) -> Option<&Product> {
        self.products.iter().find(|product| product.sku == *sku)
    }
}

impl Catalogue {
    /// The shop's currencies, the default one first.
    #[must_use]
    pub fn currencies(&self) -> &[Currency] {
        &self.currencies
    }

    /// The unit of the articles' weights.
    #[must_use]
    pub const fn weight_unit(&self) -> WeightUnit {
        self.weight_unit
    }

    /// The catalogue in `currency`, if the shop takes it.
    #[must_use]
    pub fn section(&self, currency: Currency) -> Option<&Section> {
        self.sections.get(&currency)
    }
}
