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

    /// Returns true when the buyer has paid and nothing is known to have gone
    /// back: the money is there, on its way, or to be looked at by a person.
    #[must_use]
    pub const fn has_payment(self) -> bool {
        matches!(self, Self::Paid | Self::Pending | Self::Review)
    }

    /// Returns true when the checkout has just been made or agreed to: it is paid
    /// as soon as PayPal is asked, and expires when nobody asks.
    #[must_use]
    pub const fn can_expire(self) -> bool {
        matches!(self, Self::Created | Self::Approved)
    }

    /// Returns true when the buyer may still be sent to PayPal to agree.
    #[must_use]
    pub const fn can_be_approved(self) -> bool {
        self.can_expire() || matches!(self, Self::Cancelled)
    }

    /// Returns true when the buyer who comes back may still pay.
    #[must_use]
    pub const fn is_payable(self) -> bool {
        self.can_be_approved() || matches!(self, Self::Expired)
    }

    /// Returns true when PayPal has nothing more to tell unasked: neither can the
    /// buyer pay, nor is a payment on its way.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !self.is_payable() && !matches!(self, Self::Pending)
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

    #[test]
    fn predicates_hold_for_these() {
        let names = |holds: fn(CheckoutStatus) -> bool| {
            let all = CheckoutStatus::ALL.into_iter();
            let names: Vec<_> = all.filter(|status| holds(*status)).collect();
            names
                .into_iter()
                .map(CheckoutStatus::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(names(CheckoutStatus::has_payment), "pending paid review");
        assert_eq!(names(CheckoutStatus::can_expire), "created approved");
        assert_eq!(
            names(CheckoutStatus::can_be_approved),
            "created approved cancelled"
        );
        assert_eq!(
            names(CheckoutStatus::is_payable),
            "created approved cancelled expired"
        );
        assert_eq!(
            names(CheckoutStatus::is_settled),
            "paid failed review refunded partially_refunded reversed"
        );
    }
}
