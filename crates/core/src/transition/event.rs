//! Events of a checkout.

use crate::{Money, ReviewReason, TxnId};

/// Progress of a single payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaymentState {
    /// Made, but the money is not there.
    Pending,
    /// Denied, failed, voided or lapsed. Not the last word: the money may
    /// still come.
    Failed,
    /// The money is there.
    Completed,
}

/// Reason that money went back, or that it came again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MoneyBackKind {
    /// The merchant gave it back.
    Refund,
    /// PayPal took it back.
    Reversal,
    /// A reversal was withdrawn: the money is there again.
    ReversalCanceled,
}

/// Decision of a person about money that does not fit the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ruling {
    /// The payment counts as paid all the same.
    Accept,
    /// The payment does not count; the checkout stays in review until the money
    /// went back.
    Reject,
}

impl Ruling {
    /// The stable name: `accept`, `reject`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }

    /// The ruling of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Accept, Self::Reject]
            .into_iter()
            .find(|ruling| ruling.as_str() == name)
    }
}

/// Event of a checkout: a hint, a fact about its money, or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutEvent {
    /// The buyer agreed; money has not moved. A hint.
    BuyerApproved,
    /// The buyer cancelled. A hint.
    BuyerCancelled,
    /// The time to pay is over. A hint.
    TimeOver,
    /// A payment, from a source that proves it.
    Payment {
        /// The transaction.
        txn_id: TxnId,
        /// Progress of the payment.
        state: PaymentState,
        /// The full amount.
        gross: Money,
        /// Differences from the order.
        mismatches: Vec<ReviewReason>,
    },
    /// Money that went back, from a source that proves it.
    MoneyBack {
        /// The transaction of the refund or reversal; that of the payment
        /// itself where a reversal is its state.
        txn_id: TxnId,
        /// The payment it belongs to.
        parent: TxnId,
        /// Direction and reason.
        kind: MoneyBackKind,
        /// Positive amount.
        amount: Money,
    },
    /// A verified message about the checkout that is not understood.
    Unclear {
        /// Number of the message where it is kept.
        message: u64,
        /// The part that is not understood.
        reason: ReviewReason,
    },
    /// A person looked at payments and decided.
    Decision {
        /// Number of the decision, unique in its checkout. Of several about one
        /// payment the one with the highest number counts, in whatever order
        /// they are applied.
        number: u32,
        /// Decision that was made.
        ruling: Ruling,
        /// The payments that were looked at. Money that comes later is looked
        /// at anew.
        payments: Vec<TxnId>,
        /// The messages that were looked at, by their numbers.
        messages: Vec<u64>,
    },
}
