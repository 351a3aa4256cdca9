//! Verdicts on a message, by name.

use thiserror::Error;

use super::{ExpectedAmount, IpnProblem, PaymentStatus, TxnType};
use crate::{CheckoutEvent, CheckoutId, Currency, Money, ReviewReason, SubscriptionEvent, TxnId};

/// Difference between a message and the order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Mismatch {
    /// The money went to somebody else.
    #[error("paid to {found}, expected {expected}")]
    Payee {
        /// The shop's names.
        expected: String,
        /// The receiver's names.
        found: String,
    },
    /// Paid in another currency.
    #[error("paid in {found}, expected {expected}")]
    Currency {
        /// The order's.
        expected: Currency,
        /// The payment's.
        found: Currency,
    },
    /// Another amount.
    #[error("paid {found} {}, expected {expected}", found.currency())]
    Amount {
        /// The order's total.
        expected: ExpectedAmount,
        /// `mc_gross`.
        found: Money,
    },
    /// The message names another order in `custom` or `invoice`.
    #[error("{field} is {found:?}, expected {expected}")]
    Order {
        /// `custom` or `invoice`.
        field: &'static str,
        /// The order's id.
        expected: CheckoutId,
        /// Value of the field.
        found: String,
    },
    /// Other articles, choices or quantities.
    #[error("ordered {expected}, the message has {found}")]
    Items {
        /// Value of the order.
        expected: String,
        /// Value of the message.
        found: String,
    },
    /// The buyer agreed to other terms of a subscription.
    #[error("{field} is {found}, expected {expected}")]
    Plan {
        /// Field of the message.
        field: &'static str,
        /// Value of the plan.
        expected: String,
        /// Value of the message.
        found: String,
    },
    /// A kind of transaction that this shop does not make.
    #[error("the transaction is of type {}", found.as_ref().map_or("(none)", TxnType::as_str))]
    TxnType {
        /// `txn_type`.
        found: Option<TxnType>,
    },
}

impl Mismatch {
    /// The reason under which a person looks at it.
    #[must_use]
    pub const fn reason(&self) -> ReviewReason {
        match self {
            Self::Payee { .. } => ReviewReason::PayeeMismatch,
            Self::Currency { .. } => ReviewReason::CurrencyMismatch,
            Self::Amount { .. } => ReviewReason::AmountMismatch,
            Self::Order { .. } => ReviewReason::OrderMismatch,
            Self::Items { .. } => ReviewReason::ItemsMismatch,
            Self::Plan { .. } => ReviewReason::PlanMismatch,
            Self::TxnType { .. } => ReviewReason::TxnTypeMismatch,
        }
    }
}

/// Verdict on a verified message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Verdict {
    /// The message is about this checkout; its event goes to
    /// [`crate::transition()`], with the differences from the order.
    #[error("{}", told(mismatches))]
    Act {
        /// Event for the checkout.
        event: CheckoutEvent,
        /// Differences from the order.
        mismatches: Vec<Mismatch>,
    },
    /// The message is about a subscription; its event goes to
    /// [`crate::SubscriptionState`], with the differences from the plan.
    #[error("{}", told(mismatches))]
    Subscription {
        /// Event for the subscription.
        event: SubscriptionEvent,
        /// Differences from the order and the plan.
        mismatches: Vec<Mismatch>,
    },
    /// Processed before.
    #[error("{txn_id} with status {status} was processed before")]
    Duplicate {
        /// The transaction.
        txn_id: TxnId,
        /// Its status.
        status: PaymentStatus,
    },
    /// No order of that id.
    #[error("neither custom, invoice nor parent_txn_id names an order of this shop")]
    UnknownOrder,
    /// Play money where real money is expected, or the other way round.
    #[error("the message is {}, this shop is {}", money(*found_test), money(*expected_test))]
    EnvironmentMismatch {
        /// True when the shop expects play money.
        expected_test: bool,
        /// True when the message is about play money.
        found_test: bool,
    },
    /// Not about money that moved for this shop: a pending, failed or
    /// returned payment of another account.
    #[error("{0}")]
    PayeeMismatch(Mismatch),
    /// A `payment_status` that nobody has described.
    #[error("the payment status {status} is not known")]
    StatusUnknown {
        /// The status.
        status: PaymentStatus,
    },
    /// A refund or reversal that does not say of what.
    #[error("a {status} message without parent_txn_id")]
    ParentMissing {
        /// The status.
        status: PaymentStatus,
    },
    /// About something else, such as a dispute or a subscription's sign-up.
    #[error("not about a payment: {}", txn_type.as_ref().map_or("no txn_type", TxnType::as_str))]
    NotAPayment {
        /// `txn_type`.
        txn_type: Option<TxnType>,
    },
    /// A field that is needed is missing or cannot be read.
    #[error(transparent)]
    Unreadable(#[from] IpnProblem),
}

fn told(mismatches: &[Mismatch]) -> String {
    if mismatches.is_empty() {
        return "fits the order".to_owned();
    }
    let told: Vec<_> = mismatches.iter().map(ToString::to_string).collect();
    told.join("; ")
}

const fn money(test: bool) -> &'static str {
    if test { "play money" } else { "real money" }
}

impl Verdict {
    /// The reason under which a person looks at what is verified, about an
    /// order, and not understood; `None` for messages that are understood.
    #[must_use]
    pub const fn not_understood(&self) -> Option<ReviewReason> {
        Some(match self {
            Self::Unreadable(_) => ReviewReason::MessageUnreadable,
            Self::StatusUnknown { .. } => ReviewReason::StatusUnknown,
            Self::ParentMissing { .. } => ReviewReason::ParentMissing,
            Self::EnvironmentMismatch { .. } => ReviewReason::EnvironmentMismatch,
            Self::Act { .. }
            | Self::Subscription { .. }
            | Self::Duplicate { .. }
            | Self::UnknownOrder
            | Self::PayeeMismatch(_)
            | Self::NotAPayment { .. } => return None,
        })
    }

    /// A stable name for programs: `accepted`, `amount_mismatch`,
    /// `duplicate`, ….
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act { mismatches, .. } | Self::Subscription { mismatches, .. } => mismatches
                .iter()
                .map(Mismatch::reason)
                .min()
                .map_or("accepted", ReviewReason::as_str),
            Self::Duplicate { .. } => "duplicate",
            Self::UnknownOrder => "unknown_order",
            Self::EnvironmentMismatch { .. } => "environment_mismatch",
            Self::PayeeMismatch(_) => "payee_mismatch",
            Self::StatusUnknown { .. } => "status_unknown",
            Self::ParentMissing { .. } => "parent_missing",
            Self::NotAPayment { .. } => "not_a_payment",
            Self::Unreadable(problem) => problem.code(),
        }
    }
}
