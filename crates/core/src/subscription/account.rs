//! Payments of one subscription at PayPal, held against the plan.

use std::collections::BTreeSet;

use super::periods::Periods;
use super::state::Agreement;
use super::{SubscriptionPayment, SubscriptionStatus};
use crate::CheckoutStatus;
use crate::form::SubscriptionPlan;

/// Payments of one subscription at PayPal.
pub(super) struct Account<'a> {
    agreement: Option<&'a Agreement>,
    /// Places in the list of all payments, in the order of their times.
    pub(super) payments: Vec<usize>,
    pub(super) periods_taken: usize,
    /// Places of the periods whose money is there.
    pub(super) paid_periods: BTreeSet<usize>,
}

impl<'a> Account<'a> {
    pub(super) fn new(agreement: Option<&'a Agreement>) -> Self {
        Self {
            agreement,
            payments: Vec::new(),
            periods_taken: 0,
            paid_periods: BTreeSet::new(),
        }
    }

    /// Judges the amounts: the payments take the periods of the plan one after
    /// the other. `is_accepted` says of a payment that a person accepted it.
    pub(super) fn judge(
        &mut self,
        plan: &SubscriptionPlan,
        payments: &mut [SubscriptionPayment],
        is_accepted: impl Fn(&SubscriptionPayment) -> bool,
    ) {
        let mut periods = Periods::new(plan);
        for place in &self.payments {
            let payment = &mut payments[*place];
            let is_money = payment.status.has_money() || payment.status.has_money_gone();
            if !is_money {
                continue;
            }
            // What went back has had its period, and pays for none.
            let taken = match periods.take(payment.gross) {
                Ok(place) => Some(place),
                Err(_) if is_accepted(payment) => periods.take_any(),
                // What went back needs nobody any more.
                Err(reason) if payment.status.has_money() => {
                    payment.status = CheckoutStatus::Review;
                    payment.reason = Some(reason);
                    None
                }
                Err(_) => None,
            };
            if payment.status.has_money() {
                self.paid_periods.extend(taken);
            }
        }
        self.periods_taken = periods.taken();
    }

    pub(super) fn signed_up_at(&self) -> Option<i64> {
        self.agreement?.signed_up_at
    }

    /// Time of the first payment.
    pub(super) fn first_paid_at(&self, payments: &[SubscriptionPayment]) -> Option<i64> {
        let places = self.payments.iter();
        places.filter_map(|place| payments[*place].at).min()
    }

    /// Returns true when money is there, of whatever amount.
    pub(super) fn has_money(&self, payments: &[SubscriptionPayment]) -> bool {
        self.payments.iter().any(|place| {
            let payment = &payments[*place];
            let in_review = payment.status == CheckoutStatus::Review && !payment.is_elsewhere();
            payment.status.has_money() || in_review
        })
    }

    pub(super) fn status(&self, payments: &[SubscriptionPayment]) -> SubscriptionStatus {
        let came = self.payments.iter().map(|place| &payments[*place]);
        let came = came.filter(|payment| {
            let in_review = payment.status == CheckoutStatus::Review && !payment.is_elsewhere();
            payment.status.has_money() || payment.status.has_money_gone() || in_review
        });
        let last_paid = came.map(|payment| payment.at.unwrap_or(i64::MAX)).max();
        let Some(agreement) = self.agreement else {
            return match last_paid {
                Some(_) => SubscriptionStatus::Active,
                None => SubscriptionStatus::Created,
            };
        };
        let last_failed = agreement.failures.values().max();
        if agreement.ended_at.is_some() {
            SubscriptionStatus::Ended
        } else if agreement.cancelled_at.is_some() {
            SubscriptionStatus::Cancelled
        } else if last_failed.is_some_and(|failed| last_paid.is_none_or(|paid| paid < *failed)) {
            SubscriptionStatus::PaymentFailed
        } else {
            SubscriptionStatus::Active
        }
    }
}
