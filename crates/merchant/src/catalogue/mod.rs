//! Catalogue: articles and their prices.

mod donation_offer;
mod file;
mod problem;
mod subscription_offer;

use std::collections::BTreeMap;

use leptos_paypal_core::{Currency, PricingRules, Product, Sku, WeightUnit};

pub use donation_offer::{DonationAmount, DonationLimits, DonationOffer};
pub use problem::CatalogueProblem;
pub use subscription_offer::SubscriptionOffer;

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
    /// The subscriptions, in the shop's order.
    pub subscriptions: Vec<SubscriptionOffer>,
    /// The donations, in the shop's order.
    pub donations: Vec<DonationOffer>,
}

impl Section {
    /// The article of that number.
    #[must_use]
    pub fn product(&self, sku: &Sku) -> Option<&Product> {
        self.products.iter().find(|product| product.sku == *sku)
    }

    /// The subscription of that id.
    #[must_use]
    pub fn subscription(&self, id: &Sku) -> Option<&SubscriptionOffer> {
        self.subscriptions.iter().find(|offer| offer.id == *id)
    }

    /// The donation of that id.
    #[must_use]
    pub fn donation(&self, id: &Sku) -> Option<&DonationOffer> {
        self.donations.iter().find(|offer| offer.id == *id)
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
