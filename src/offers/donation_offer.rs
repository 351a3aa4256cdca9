//! Donation of the merchant server's catalogue.

use leptos_paypal_core::Money;

use super::DonationAmount;

/// Donation of the merchant server's catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonationOffer {
    /// Id in the catalogue.
    pub id: String,
    /// Purpose for donors.
    pub purpose: String,
    /// Amount.
    pub amount: DonationAmount,
    /// Smallest amount that a donor can choose.
    pub least: Option<Money>,
    /// Largest amount that a donor can choose.
    pub most: Option<Money>,
}
