//! Donation of the catalogue.

use leptos_paypal_core::ipn::ExpectedAmount;
use leptos_paypal_core::{Currency, Money, Sku};
use serde::{Deserialize, Serialize};

/// A purpose that the shop collects for, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonationOffer {
    /// Its id: `item_number` of the form.
    pub id: Sku,
    /// Purpose for donors: `item_name` of the form.
    pub purpose: String,
    /// Amount.
    pub amount: DonationAmount,
    /// Limits of an amount that the donor chooses.
    pub limits: DonationLimits,
}

/// Amount of a donation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DonationAmount {
    /// This one, and no other.
    Fixed(Money),
    /// The donor chooses; this one stands there at first.
    Suggested(Money),
    /// The donor chooses, on the shop's page or on PayPal's.
    Open,
}

/// Smallest and largest amount of a donation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DonationLimits {
    /// The smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Money>,
    /// The largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Money>,
}

impl DonationLimits {
    /// The amounts that a message may tell.
    #[must_use]
    pub const fn expected(&self, currency: Currency) -> ExpectedAmount {
        ExpectedAmount::Chosen {
            currency,
            least: self.least,
            most: self.most,
        }
    }
}
