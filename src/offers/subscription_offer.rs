//! Subscription of the merchant server's catalogue.

use leptos_paypal_core::form::SubscriptionPlan;

/// Subscription of the merchant server's catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionOffer {
    /// Id in the catalogue.
    pub id: String,
    /// Name for buyers.
    pub name: String,
    /// Prices, periods and trials.
    pub plan: SubscriptionPlan,
}
