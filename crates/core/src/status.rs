//! Status of a checkout.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The status of a checkout, as the merchant server tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckoutStatus {
    /// Recorded; the buyer has not agreed yet, as far as anyone knows.
    Created,
    /// The buyer agreed; money has not moved.
    Approved,
    /// Paid, but the money is not there yet (`payment_status` Pending).
    Pending,
    /// The money is there and matches the order.
    Paid,
    /// The payment was denied, failed or voided.
    Failed,
    /// The buyer cancelled.
    Cancelled,
    /// Nobody paid in time.
    Expired,
    /// Money arrived, but it does not match the order: a person must look.
    Review,
    /// All of the money went back to the buyer.
    Refunded,
    /// Some of the money went back to the buyer.
    PartiallyRefunded,
    /// PayPal took the money back (chargeback or other reversal).
    Reversed,
}

impl CheckoutStatus {
    /// Every status.
    pub const ALL: [Self; 11] = [
        Self::Created,
        Self::Approved,
        Self::Pending,
        Self::Paid,
        Self::Failed,
        Self::Cancelled,
        Self::Expired,
        Self::Review,
        Self::Refunded,
        Self::PartiallyRefunded,
        Self::Reversed,
    ];

    /// The stable name: `created`, `partially_refunded`, ….
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Approved => "approved",
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Review => "review",
            Self::Refunded => "refunded",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Reversed => "reversed",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Returns true when the money is there, all of it or a part.
    #[must_use]
    pub const fn has_money(self) -> bool {
        matches!(self, Self::Paid | Self::PartiallyRefunded)
    }

    /// Returns true when the money was there and went back.
    #[must_use]
    pub const fn has_money_gone(self) -> bool {
        matches!(self, Self::Refunded | Self::Reversed)
    }

    /// Returns true when a return page has reason to ask again soon.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Created | Self::Approved | Self::Pending)
    }
}

impl fmt::Display for CheckoutStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for status in CheckoutStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
            assert_eq!(CheckoutStatus::from_name(status.as_str()), Some(status));
        }
    }
}
