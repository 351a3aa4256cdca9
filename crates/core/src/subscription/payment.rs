//! Payments of a subscription.

use super::SubscriptionId;
use crate::{CheckoutStatus, Money, ReviewReason, TxnId};

/// One payment of a subscription, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionPayment {
    /// The transaction.
    pub txn_id: TxnId,
    /// The full amount.
    pub gross: Money,
    /// Time of the payment, in milliseconds since 1970, where it is known.
    pub at: Option<i64>,
    /// Status of this payment: `pending`, `failed`, `paid`, `review`,
    /// `partially_refunded`, `refunded` or `reversed`.
    pub status: CheckoutStatus,
    /// The reason of a review.
    pub reason: Option<ReviewReason>,
    /// Amount that went back of it.
    pub went_back: Money,
    /// PayPal's id of the subscription that it pays for, where the message says
    /// it.
    pub subscription: Option<SubscriptionId>,
    /// True while it pays for another subscription than that of its checkout,
    /// and nobody has accepted that one.
    pub is_of_second: bool,
}

impl SubscriptionPayment {
    /// Returns true for money on another account: it neither pays nor unpays.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.reason == Some(ReviewReason::PayeeMismatch)
    }
}
