//! State machine of a checkout.
//!
//! Messages arrive late, twice and in any order. So the state holds every fact
//! about the money of a checkout, and the status follows from all of them,
//! never from the last message alone.

mod event;
mod judgement;

use std::collections::{BTreeMap, BTreeSet};

pub use event::{CheckoutEvent, MoneyBackKind, PaymentState, Ruling};
pub(crate) use judgement::PaymentFacts;

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
        if hint.is_payable() {
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
