//! Reasons that a person must look at a checkout.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Difference between the money and the order, or what is not understood of a
/// message about it.
///
/// The order is that of weight: when several hold, the first is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// The money went to another account.
    PayeeMismatch,
    /// Paid in another currency.
    CurrencyMismatch,
    /// More or less than the order's total.
    AmountMismatch,
    /// The payment carries the name of another order.
    OrderMismatch,
    /// Other articles or quantities than ordered.
    ItemsMismatch,
    /// A kind of transaction that no checkout of this shop makes, such as money
    /// that is captured at once instead of reserved.
    TxnTypeMismatch,
    /// A verified message about the order that cannot be read: an amount in
    /// another spelling, a currency nobody knows, a field that is missing.
    MessageUnreadable,
    /// A verified message with a `payment_status` that nobody has described.
    StatusUnknown,
    /// Money went back, and the message does not say of which payment.
    ParentMissing,
    /// Real money in a shop for play money, or the other way round.
    EnvironmentMismatch,
    /// The buyer agreed to other terms than those of the plan: another price,
    /// period, trial or number of payments.
    PlanMismatch,
    /// More payments than the plan of a subscription has.
    TooManyPayments,
    /// Two payments for one order.
    PaidTwice,
    /// Two subscriptions for one order.
    SubscribedTwice,
}

impl ReviewReason {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::PayeeMismatch,
        Self::CurrencyMismatch,
        Self::AmountMismatch,
        Self::OrderMismatch,
        Self::ItemsMismatch,
        Self::TxnTypeMismatch,
        Self::MessageUnreadable,
        Self::StatusUnknown,
        Self::ParentMissing,
        Self::EnvironmentMismatch,
        Self::PlanMismatch,
        Self::TooManyPayments,
        Self::PaidTwice,
        Self::SubscribedTwice,
    ];

    /// The stable name: `amount_mismatch`, ….
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PayeeMismatch => "payee_mismatch",
            Self::CurrencyMismatch => "currency_mismatch",
            Self::AmountMismatch => "amount_mismatch",
            Self::OrderMismatch => "order_mismatch",
            Self::ItemsMismatch => "items_mismatch",
            Self::TxnTypeMismatch => "txn_type_mismatch",
            Self::MessageUnreadable => "message_unreadable",
            Self::StatusUnknown => "status_unknown",
            Self::ParentMissing => "parent_missing",
            Self::EnvironmentMismatch => "environment_mismatch",
            Self::PlanMismatch => "plan_mismatch",
            Self::TooManyPayments => "too_many_payments",
            Self::PaidTwice => "paid_twice",
            Self::SubscribedTwice => "subscribed_twice",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }
}

impl fmt::Display for ReviewReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
