//! Amount of a donation.

use leptos_paypal_core::Money;

/// Amount of a donation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DonationAmount {
    /// The donor types it on PayPal's page.
    #[default]
    Open,
    /// This amount, and no other.
    Fixed(Money),
    /// The donor types it on the shop's page, where this one stands at first.
    Suggested(Money),
}

impl DonationAmount {
    pub(crate) const fn fixed(self) -> Option<Money> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Open | Self::Suggested(_) => None,
        }
    }

    pub(crate) const fn suggested(self) -> Option<Money> {
        match self {
            Self::Suggested(amount) => Some(amount),
            Self::Open | Self::Fixed(_) => None,
        }
    }
}
