//! State machine of a checkout.
//!
//! Messages arrive late, twice and in any order. So the state holds every fact
//! about the money of a checkout, and the status follows from all of them,
//! never from the last message alone.

mod event;

use std::collections::{BTreeMap, BTreeSet};

pub use event::{CheckoutEvent, MoneyBackKind, PaymentState, Ruling};

use crate::{CheckoutStatus, Money, ReviewReason, TxnId};

#[derive(Clone, Debug, PartialEq, Eq)]
struct Payment {
    state: PaymentState,
    /// Of the message that told `state`, so that the order of messages leaves
    /// no trace.
    gross: Money,
    mismatches: BTreeSet<ReviewReason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct MoneyBack {
    parent: TxnId,
    amount: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Decision {
    ruling: Ruling,
    payments: BTreeSet<TxnId>,
    messages: BTreeSet<u64>,
}

/// State of one checkout: every fact that its status depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutState {
    total: Money,
    /// Status of the checkout as long as there is no payment.
    hint: CheckoutStatus,
    payments: BTreeMap<TxnId, Payment>,
    backs: BTreeMap<(TxnId, MoneyBackKind), MoneyBack>,
    /// Messages that are not understood, by number.
    unclear: BTreeMap<u64, ReviewReason>,
    decisions: BTreeMap<u32, Decision>,
}

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

/// Result of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// State after the event.
    pub state: CheckoutState,
    /// The status before.
    pub from: CheckoutStatus,
    /// The status after; the same when the event does not change it.
    pub to: CheckoutStatus,
    /// The reason of [`CheckoutStatus::Review`].
    pub reason: Option<ReviewReason>,
    /// True when the event told anything new.
    pub learnt: bool,
}

impl Transition {
    /// Returns true when the status has changed.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.from != self.to
    }
}

impl CheckoutState {
    /// A new checkout over `total`.
    #[must_use]
    pub const fn new(total: Money) -> Self {
        Self {
            total,
            hint: CheckoutStatus::Created,
            payments: BTreeMap::new(),
            backs: BTreeMap::new(),
            unclear: BTreeMap::new(),
            decisions: BTreeMap::new(),
        }
    }

    /// A checkout whose last hint left it at `hint`; a status that only money
    /// makes counts as [`CheckoutStatus::Created`]. Events of payments have to
    /// be applied again, in any order.
    #[must_use]
    pub const fn with_hint(total: Money, hint: CheckoutStatus) -> Self {
        let mut state = Self::new(total);
        if matches!(
            hint,
            CheckoutStatus::Approved | CheckoutStatus::Cancelled | CheckoutStatus::Expired
        ) {
            state.hint = hint;
        }
        state
    }

    /// Status of the checkout without any payment: `created`,
    /// `approved`, `cancelled` or `expired`.
    #[must_use]
    pub const fn hint(&self) -> CheckoutStatus {
        self.hint
    }

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

    /// The payments whose money was there: those that a decision is about.
    pub fn completed(&self) -> impl Iterator<Item = &TxnId> {
        self.payments
            .iter()
            .filter(|(_, payment)| payment.state == PaymentState::Completed)
            .map(|(txn, _)| txn)
    }

    /// The messages that are not understood: those that a decision is about.
    pub fn unclear(&self) -> impl Iterator<Item = u64> {
        self.unclear.keys().copied()
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
    fn judge(&self) -> (CheckoutStatus, Option<ReviewReason>) {
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

    fn hear(&mut self, event: &CheckoutEvent) {
        match event {
            CheckoutEvent::BuyerApproved => match self.hint {
                CheckoutStatus::Created | CheckoutStatus::Cancelled => {
                    self.hint = CheckoutStatus::Approved;
                }
                _ => {}
            },
            CheckoutEvent::BuyerCancelled => {
                if self.hint.can_expire() {
                    self.hint = CheckoutStatus::Cancelled;
                }
            }
            CheckoutEvent::TimeOver => {
                if self.hint.can_expire() {
                    self.hint = CheckoutStatus::Expired;
                }
            }
            CheckoutEvent::Payment {
                txn_id,
                state,
                gross,
                mismatches,
            } => {
                let heard = Payment {
                    state: *state,
                    gross: *gross,
                    mismatches: mismatches.iter().copied().collect(),
                };
                match self.payments.get_mut(txn_id) {
                    // Whatever does not fit stays, whoever tells it and when.
                    Some(known) => {
                        known.mismatches.extend(heard.mismatches);
                        if heard.state > known.state {
                            known.state = heard.state;
                            known.gross = heard.gross;
                        }
                    }
                    None => drop(self.payments.insert(txn_id.clone(), heard)),
                }
            }
            CheckoutEvent::MoneyBack {
                txn_id,
                parent,
                kind,
                amount,
            } => {
                self.backs
                    .entry((txn_id.clone(), *kind))
                    .or_insert_with(|| MoneyBack {
                        parent: parent.clone(),
                        amount: *amount,
                    });
            }
            CheckoutEvent::Unclear { message, reason } => {
                self.unclear.entry(*message).or_insert(*reason);
            }
            CheckoutEvent::Decision {
                number,
                ruling,
                payments,
                messages,
            } => {
                self.decisions.entry(*number).or_insert_with(|| Decision {
                    ruling: *ruling,
                    payments: payments.iter().cloned().collect(),
                    messages: messages.iter().copied().collect(),
                });
            }
        }
    }
}

/// The state after `event`. Every event is taken in every state:
///
/// - money counts more than hints: a paid checkout is never cancelled or
///   expired, and a cancelled or expired one is paid when the money comes;
/// - of one payment the furthest state counts, so that a late `Pending` or
///   `Failed` does not take back `Completed`;
/// - what does not fit of a payment stays, whichever source tells it and when,
///   also while its money is only reserved;
/// - a second payment of the same checkout is [`ReviewReason::PaidTwice`]
///   until one of the two is refunded;
/// - a message that is verified and not understood is for a person, whatever
///   else is known;
/// - a person may accept the payments that do not fit: together they are then
///   one payment that does; other money is looked at anew;
/// - refunds add up to `partially_refunded` or `refunded`, reversals to
///   `reversed`, and a withdrawn reversal is as if it had not been.
#[must_use]
pub fn transition(state: &CheckoutState, event: &CheckoutEvent) -> Transition {
    let from = state.status();
    let mut next = state.clone();
    next.hear(event);
    let (to, reason) = next.judge();
    Transition {
        learnt: next != *state,
        state: next,
        from,
        to,
        reason,
    }
}

#[cfg(test)]
mod tests;
