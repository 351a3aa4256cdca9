//! Subscription of the catalogue.

use leptos_paypal_core::Sku;
use leptos_paypal_core::form::SubscriptionPlan;

/// A subscription that the shop offers, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionOffer {
    /// Its id: `item_number` of the form.
    pub id: Sku,
    /// Name for buyers: `item_name` of the form.
    pub name: String,
    /// Prices, periods and trials.
    pub plan: SubscriptionPlan,
}
