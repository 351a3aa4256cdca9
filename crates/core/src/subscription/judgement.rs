//! Judgement of a subscription by its state.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::{SubscriptionId, SubscriptionPayment, SubscriptionState, SubscriptionStatus};
use crate::transition::PaymentFacts;
use crate::{CheckoutStatus, Money, PaymentState, ReviewReason, TxnId};

/// Judgement of every fact about a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionJudgement {
    /// PayPal's id of the subscription; the first one, where a form was posted
    /// twice.
    pub subscription: Option<SubscriptionId>,
    /// Progress of the subscription.
    pub status: SubscriptionStatus,
    /// Status of its checkout: `paid` when the money that came is there and fits
    /// the plan, `approved` when the buyer has agreed and nothing has been due.
    pub checkout: CheckoutStatus,
    /// The reason of [`CheckoutStatus::Review`].
    pub reason: Option<ReviewReason>,
    /// True while a message about the agreement is for a person: it has other
    /// terms, or is not understood.
    pub has_open_messages: bool,
    /// Every payment, in the order of their times.
    pub payments: Vec<SubscriptionPayment>,
    /// Begin of the subscription: the agreement, else the first payment.
    /// Milliseconds since 1970.
    pub started_at: Option<i64>,
    /// Number of periods of the plan, trials included, that had a payment,
    /// whatever became of its money.
    pub periods_taken: usize,
    /// Places of the periods whose money is there, the first trial being 0.
    pub paid_periods: BTreeSet<usize>,
}

type Accounts<'a> = BTreeMap<Option<&'a SubscriptionId>, Account<'a>>;

impl SubscriptionState {
    /// Judges what is known, whatever was heard last.
    #[must_use]
    pub fn judge(&self) -> SubscriptionJudgement {
        let accepted: BTreeSet<&TxnId> = self
            .money
            .payment_facts()
            .filter(|facts| facts.is_accepted)
            .map(|facts| facts.txn_id)
            .collect();
        let mut payments = self.sorted_payments();
        let (primary, mut accounts) = self.accounts(&payments);
        for account in accounts.values_mut() {
            account.judge(&self.plan, &mut payments, |payment| {
                accepted.contains(&payment.txn_id)
            });
        }
        let mut misfits: BTreeSet<_> = self.money.open_messages().collect();
        let has_open_messages = !misfits.is_empty();
        misfits.extend(
            payments
                .iter()
                .filter(|payment| !payment.is_elsewhere())
                .filter_map(|payment| payment.reason),
        );
        let second: Vec<_> = accounts
            .iter()
            .filter(|(id, account)| {
                let mut of = account.payments.iter().map(|place| &payments[*place]);
                **id != primary && !of.any(|one| accepted.contains(&one.txn_id))
            })
            .map(|(_, account)| account)
            .collect();
        if second
            .iter()
            .any(|account| account.status(&payments).is_open() || account.has_money(&payments))
        {
            misfits.insert(ReviewReason::SubscribedTwice);
        }
        let of_second: Vec<_> = second
            .iter()
            .flat_map(|account| account.payments.iter().copied())
            .collect();
        for place in of_second {
            payments[place].is_of_second = true;
        }
        let account = accounts.get(&primary);
        let status = account.map_or(SubscriptionStatus::Created, |account| {
            account.status(&payments)
        });
        let (checkout, reason) = self.checkout(&payments, status, misfits.first().copied());
        SubscriptionJudgement {
            subscription: primary.cloned(),
            status,
            checkout,
            reason,
            has_open_messages,
            started_at: account.and_then(|account| {
                let signed_up = account.signed_up_at();
                signed_up.or_else(|| account.first_paid_at(&payments))
            }),
            periods_taken: account.map_or(0, |account| account.periods_taken),
            paid_periods: account
                .map_or_else(BTreeSet::new, |account| account.paid_periods.clone()),
            payments,
        }
    }

    /// Status of the checkout, from payments that are judged.
    fn checkout(
        &self,
        payments: &[SubscriptionPayment],
        status: SubscriptionStatus,
        misfit: Option<ReviewReason>,
    ) -> (CheckoutStatus, Option<ReviewReason>) {
        use CheckoutStatus as S;
        if misfit.is_some() {
            return (S::Review, misfit);
        }
        let is = |wanted: S| payments.iter().any(|payment| payment.status == wanted);
        if payments.iter().any(|payment| payment.status.has_money()) {
            let went_back = payments.iter().any(|one| one.went_back.is_positive());
            let status = if went_back {
                S::PartiallyRefunded
            } else {
                S::Paid
            };
            return (status, None);
        }
        let status = if is(S::Reversed) {
            S::Reversed
        } else if is(S::Refunded) {
            S::Refunded
        } else if is(S::Review) {
            return (S::Review, Some(ReviewReason::PayeeMismatch));
        } else if is(S::Pending) {
            S::Pending
        } else {
            match status {
                SubscriptionStatus::Created if is(S::Failed) => S::Failed,
                SubscriptionStatus::Created => self.money.hint(),
                SubscriptionStatus::Active => S::Approved,
                SubscriptionStatus::PaymentFailed => S::Failed,
                SubscriptionStatus::Cancelled | SubscriptionStatus::Ended => S::Cancelled,
            }
        };
        (status, None)
    }

    /// Payments in the order of their times, judged as far as the plan does not
    /// matter.
    fn sorted_payments(&self) -> Vec<SubscriptionPayment> {
        let facts = self.money.payment_facts();
        let mut payments: Vec<_> = facts
            .map(|facts| {
                let (status, reason) = standing(&facts);
                let paid_for = self.paid_for.get(facts.txn_id);
                SubscriptionPayment {
                    txn_id: facts.txn_id.clone(),
                    gross: facts.gross,
                    at: paid_for.map(|paid| paid.at),
                    status,
                    reason,
                    went_back: facts.went_back(),
                    subscription: paid_for.and_then(|paid| paid.subscription.clone()),
                    is_of_second: false,
                }
            })
            .collect();
        payments.sort_by(|a, b| {
            let time = |payment: &SubscriptionPayment| payment.at.unwrap_or(i64::MAX);
            (time(a), &a.txn_id).cmp(&(time(b), &b.txn_id))
        });
        payments
    }

    /// Payments by subscription, and which one was the first.
    fn accounts(
        &self,
        payments: &[SubscriptionPayment],
    ) -> (Option<&SubscriptionId>, Accounts<'_>) {
        let paid_for = |payment: &SubscriptionPayment| {
            let paid_for = self.paid_for.get(&payment.txn_id)?;
            paid_for.subscription.as_ref()
        };
        let agreements = self.agreements.iter();
        let signed_up = agreements.map(|(id, agreement)| (id, agreement.signed_up_at));
        let paid = payments
            .iter()
            .filter_map(|payment| Some((paid_for(payment)?, payment.at)));
        let mut begins: BTreeMap<&SubscriptionId, i64> = BTreeMap::new();
        for (id, at) in signed_up.chain(paid) {
            let at = at.unwrap_or(i64::MAX);
            let begin = begins.entry(id).or_insert(at);
            *begin = at.min(*begin);
        }
        let first = begins.iter().min_by_key(|(id, at)| (**at, **id));
        let primary = first.map(|(id, _)| *id);
        let mut accounts: Accounts<'_> = begins
            .keys()
            .map(|id| (Some(*id), Account::new(self.agreements.get(*id))))
            .collect();
        for (place, payment) in payments.iter().enumerate() {
            // What names no subscription belongs to the first.
            let id = paid_for(payment).or(primary);
            let account = accounts.entry(id).or_insert_with(|| Account::new(None));
            account.payments.push(place);
        }
        (primary, accounts)
    }
}

/// Status of one payment, without its amount.
fn standing(facts: &PaymentFacts<'_>) -> (CheckoutStatus, Option<ReviewReason>) {
    use CheckoutStatus as S;
    let misfit = facts.mismatches.first().copied();
    let misfit = misfit.filter(|_| !facts.is_accepted);
    match (facts.state, misfit) {
        (PaymentState::Failed, _) => (S::Failed, None),
        (PaymentState::Pending, None) => (S::Pending, None),
        (PaymentState::Pending, misfit) => (S::Review, misfit),
        (PaymentState::Completed, Some(ReviewReason::PayeeMismatch)) => (S::Review, misfit),
        // What is not money that came neither pays nor goes back.
        (PaymentState::Completed, misfit) if !facts.gross.is_positive() => {
            let reason = misfit.unwrap_or(ReviewReason::AmountMismatch);
            (S::Review, Some(reason).filter(|_| !facts.is_accepted))
        }
        (PaymentState::Completed, misfit) => {
            let gross = facts.gross.minor();
            if facts.refunded.saturating_add(facts.reversed) >= gross {
                let is_reversed = facts.reversed > 0;
                (
                    if is_reversed {
                        S::Reversed
                    } else {
                        S::Refunded
                    },
                    None,
                )
            } else if misfit.is_some() {
                (S::Review, misfit)
            } else if facts.went_back().is_zero() {
                (S::Paid, None)
            } else {
                (S::PartiallyRefunded, None)
            }
        }
    }
}

impl PaymentFacts<'_> {
    /// Amount that went back, at most all of it.
    fn went_back(&self) -> Money {
        let went_back = self.refunded.saturating_add(self.reversed);
        let gross = self.gross.minor().max(0);
        let currency = self.gross.currency();
        Money::from_minor(went_back.min(gross), currency).unwrap_or(Money::zero(currency))
    }
}
