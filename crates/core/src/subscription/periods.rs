//! Periods of a plan, taken by payments one after the other.

use crate::form::SubscriptionPlan;
use crate::{Money, ReviewReason};

/// Periods of a plan, in their order: trials, then the regular ones.
pub(super) struct Periods<'a> {
    plan: &'a SubscriptionPlan,
    /// The first period that nobody has paid for.
    next: usize,
}

impl<'a> Periods<'a> {
    pub(super) const fn new(plan: &'a SubscriptionPlan) -> Self {
        Self { plan, next: 0 }
    }

    /// Number of periods that are paid for, or were left out.
    pub(super) const fn taken(&self) -> usize {
        self.next
    }

    fn trials(&self) -> Vec<Money> {
        [self.plan.trial, self.plan.second_trial]
            .into_iter()
            .flatten()
            .map(|term| term.amount)
            .collect()
    }

    /// Returns true when the period at `place` belongs to the plan.
    fn has(&self, place: usize) -> bool {
        let regular = self.plan.recurrence.times();
        regular.is_none_or(|times| place < self.trials().len() + usize::from(times))
    }

    /// Takes the next period of this price; its place. A trial may be left out:
    /// its payment may be on its way still.
    pub(super) fn take(&mut self, gross: Money) -> Result<usize, ReviewReason> {
        let trials = self.trials();
        let mut rest = trials.iter().enumerate().skip(self.next);
        let trial = rest.find(|(_, price)| **price == gross);
        let place = match trial {
            Some((place, _)) => place,
            None if gross == self.plan.regular.amount => self.next.max(trials.len()),
            None => return Err(ReviewReason::AmountMismatch),
        };
        if !self.has(place) {
            return Err(ReviewReason::TooManyPayments);
        }
        self.next = place + 1;
        Ok(place)
    }

    /// Takes the next period that costs something, at whatever price; its
    /// place, if the plan has one.
    pub(super) fn take_any(&mut self) -> Option<usize> {
        let trials = self.trials();
        let rest = trials.iter().skip(self.next);
        let place = self.next + rest.take_while(|price| price.is_zero()).count();
        if !self.has(place) {
            return None;
        }
        self.next = place + 1;
        Some(place)
    }
}
