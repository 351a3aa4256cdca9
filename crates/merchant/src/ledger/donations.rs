//! Donations, as they are stored with their checkouts.

use leptos_paypal_core::ipn::ExpectedAmount;
use leptos_paypal_core::{Money, Sku};
use serde::{Deserialize, Serialize};

use super::{LedgerError, rows};
use crate::catalogue::DonationLimits;

/// A donation, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDonation {
    /// The donation of the catalogue.
    pub id: Sku,
    /// Its purpose on that day.
    pub purpose: String,
    /// True when the donor types the amount at PayPal.
    pub is_open: bool,
    /// Limits of an amount that is typed there.
    #[serde(default)]
    pub limits: DonationLimits,
}

impl StoredDonation {
    pub(super) fn read(text: Option<&str>) -> Result<Self, LedgerError> {
        rows::from_json("a donation", text.unwrap_or_default())
    }

    /// Amount of a payment that fits; `total` is that of the form.
    pub(super) const fn expected(&self, total: Money) -> ExpectedAmount {
        if self.is_open {
            self.limits.expected(total.currency())
        } else {
            ExpectedAmount::Exactly(total)
        }
    }
}
