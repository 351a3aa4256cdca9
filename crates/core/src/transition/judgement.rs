//! Judgement of a checkout: its status and reason follow from its facts.

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckoutState, Decision, MoneyBackKind, PaymentState, Ruling};
use crate::{CheckoutStatus, Money, ReviewReason, TxnId};

/// Facts of one payment.
pub(crate) struct PaymentFacts<'a> {
    pub(crate) txn_id: &'a TxnId,
    pub(crate) state: PaymentState,
    pub(crate) gross: Money,
    pub(crate) mismatches: &'a BTreeSet<ReviewReason>,
    /// A person accepted it.
    pub(crate) is_accepted: bool,
    /// In minor units; 0 unless the money was there.
    pub(crate) refunded: i64,
    /// Reversed for good, in minor units.
    pub(crate) reversed: i64,
}

impl CheckoutState {
    /// The status.
    #[must_use]
    pub fn status(&self) -> CheckoutStatus {
        self.judge().0
    }

    /// The reason of [`CheckoutStatus::Review`].
    #[must_use]
    pub fn reason(&self) -> Option<ReviewReason> {
        self.judge().1
    }

    /// Every payment with what became of it.
    pub(crate) fn payment_facts(&self) -> impl Iterator<Item = PaymentFacts<'_>> {
        self.payments.iter().map(|(txn_id, payment)| {
            let (refunded, reversed) = match payment.state {
                PaymentState::Completed => self.went_back(txn_id, payment.gross),
                PaymentState::Pending | PaymentState::Failed => (0, 0),
            };
            PaymentFacts {
                txn_id,
                state: payment.state,
                gross: payment.gross,
                mismatches: &payment.mismatches,
                is_accepted: self.accepted(txn_id).is_some(),
                refunded,
                reversed,
            }
        })
    }

    /// All transactions: payments and what went back.
    pub fn transactions(&self) -> impl Iterator<Item = &TxnId> {
        let backs = self.backs.keys().map(|(txn, _)| txn);
        self.payments.keys().chain(backs)
    }

    /// The transactions that are the shop's own money: payments but those that
    /// went to another account and that nobody has accepted, and what went back
    /// of them.
    pub fn own(&self) -> impl Iterator<Item = &TxnId> {
        let is_own = |txn: &TxnId| {
            self.payments.get(txn).is_some_and(|payment| {
                !payment.mismatches.contains(&ReviewReason::PayeeMismatch)
                    || self.accepted(txn).is_some()
            })
        };
        let payments = self.payments.keys().filter(move |txn| is_own(txn));
        let backs = self.backs.iter();
        let backs = backs.filter(move |(_, back)| is_own(self.root(&back.parent)));
        payments.chain(backs.map(|((txn, _), _)| txn))
    }

    /// Reasons of the messages that are not understood and that nobody has
    /// accepted.
    pub(crate) fn open_messages(&self) -> impl Iterator<Item = ReviewReason> {
        self.unclear
            .iter()
            .filter(|(message, _)| {
                self.accepting(|decision| decision.messages.contains(message))
                    .is_none()
            })
            .map(|(_, reason)| *reason)
    }

    /// The decision that accepts what is `part` of it, if its last one does.
    fn accepting(&self, part: impl Fn(&Decision) -> bool) -> Option<u32> {
        let (number, last) = self
            .decisions
            .iter()
            .rfind(|(_, decision)| part(decision))?;
        (last.ruling == Ruling::Accept).then_some(*number)
    }

    /// The decision that accepts the payment `txn`.
    fn accepted(&self, txn: &TxnId) -> Option<u32> {
        self.accepting(|decision| decision.payments.contains(txn))
    }

    /// Returns true when the money of the payment `txn` was there: only then
    /// can it go back.
    fn is_completed(&self, txn: &TxnId) -> bool {
        self.payments
            .get(txn)
            .is_some_and(|payment| payment.state == PaymentState::Completed)
    }

    /// The payment that a refund, or a refund of a reversal, goes back to.
    fn root<'a>(&'a self, mut txn: &'a TxnId) -> &'a TxnId {
        // A chain cannot be longer than there are links.
        for _ in 0..self.backs.len() {
            if self.is_completed(txn) {
                break;
            }
            let Some(((_, _), back)) = self.backs.iter().find(|((id, _), _)| id == txn) else {
                break;
            };
            txn = &back.parent;
        }
        txn
    }

    /// Amounts that went back of the payment `root`: refunded, and reversed for
    /// good.
    fn went_back(&self, root: &TxnId, gross: Money) -> (i64, i64) {
        let mut refunded = 0_i64;
        let mut reversed = 0_i64;
        // The same reversal as PayPal's APIs tell it: as a state of the
        // payment, not as a transaction of its own.
        let mut told = 0_i64;
        let mut restored = 0_i64;
        for ((id, kind), back) in &self.backs {
            if back.amount.currency() != gross.currency() || self.root(&back.parent) != root {
                continue;
            }
            let amount = back.amount.minor();
            match kind {
                MoneyBackKind::Refund => refunded = refunded.saturating_add(amount),
                MoneyBackKind::Reversal if *id == back.parent => told = told.max(amount),
                MoneyBackKind::Reversal => reversed = reversed.saturating_add(amount),
                MoneyBackKind::ReversalCanceled => restored = restored.saturating_add(amount),
            }
        }
        let reversed = reversed.max(told).saturating_sub(restored);
        (refunded, reversed.max(0))
    }

    /// Status and reason, from what is known alone.
    pub(super) fn judge(&self) -> (CheckoutStatus, Option<ReviewReason>) {
        let mut fitting = Vec::new();
        // By decision: payments that were accepted together are one.
        let mut accepted: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        let mut misfits = BTreeSet::new();
        let mut elsewhere = false;
        let (mut all_refunded, mut all_reversed) = (false, false);
        let (mut pending, mut failed) = (false, false);
        let mut reserved_misfits = BTreeSet::new();

        for (txn, payment) in &self.payments {
            match payment.state {
                PaymentState::Pending => {
                    pending = true;
                    reserved_misfits.extend(payment.mismatches.first());
                }
                PaymentState::Failed => failed = true,
                PaymentState::Completed
                    if payment.mismatches.contains(&ReviewReason::PayeeMismatch)
                        && self.accepted(txn).is_none() =>
                {
                    // Money on another account neither pays nor unpays.
                    elsewhere = true;
                }
                // What is not money that came neither pays nor goes back.
                PaymentState::Completed if !payment.gross.is_positive() => {
                    if self.accepted(txn).is_none() {
                        let reason = payment.mismatches.first();
                        misfits.insert(*reason.unwrap_or(&ReviewReason::AmountMismatch));
                    }
                }
                PaymentState::Completed => {
                    let (refunded, reversed) = self.went_back(txn, payment.gross);
                    if refunded.saturating_add(reversed) >= payment.gross.minor() {
                        all_reversed |= reversed > 0;
                        all_refunded |= reversed == 0;
                    } else if let Some(number) = self.accepted(txn) {
                        let sums = accepted.entry(number).or_default();
                        sums.0 = sums.0.saturating_add(refunded);
                        sums.1 = sums.1.saturating_add(reversed);
                    } else if let Some(reason) = payment.mismatches.first() {
                        misfits.insert(*reason);
                    } else {
                        fitting.push((refunded, reversed));
                    }
                }
            }
        }
        for (message, reason) in &self.unclear {
            match self.accepting(|decision| decision.messages.contains(message)) {
                // Whatever it tells, a person says that the order is paid.
                Some(number) => drop(accepted.entry(number).or_default()),
                None => drop(misfits.insert(*reason)),
            }
        }
        fitting.extend(accepted.into_values());
        // Money that went back before its payment was heard of: the whole of
        // it is the end of the story, a part has to wait for the payment.
        for back in self.backs.values() {
            let root = self.root(&back.parent);
            if self.is_completed(root) {
                continue;
            }
            let (refunded, reversed) = self.went_back(root, self.total);
            // Where the buyer chooses the amount, the whole of it is not known.
            if self.total.is_positive() && refunded.saturating_add(reversed) >= self.total.minor() {
                all_reversed |= reversed > 0;
                all_refunded |= reversed == 0;
            }
        }

        if let Some(reason) = misfits.first() {
            return (CheckoutStatus::Review, Some(*reason));
        }
        match fitting.as_slice() {
            [] => {}
            [(0, 0)] => return (CheckoutStatus::Paid, None),
            [(_, 0)] => return (CheckoutStatus::PartiallyRefunded, None),
            [_] => return (CheckoutStatus::Reversed, None),
            _ => return (CheckoutStatus::Review, Some(ReviewReason::PaidTwice)),
        }
        let status = if all_reversed {
            CheckoutStatus::Reversed
        } else if all_refunded {
            CheckoutStatus::Refunded
        } else if elsewhere {
            return (CheckoutStatus::Review, Some(ReviewReason::PayeeMismatch));
        } else if let Some(reason) = reserved_misfits.first() {
            return (CheckoutStatus::Review, Some(*reason));
        } else if pending {
            CheckoutStatus::Pending
        } else if failed {
            CheckoutStatus::Failed
        } else {
            self.hint
        };
        (status, None)
    }
}
