//! Recurring payments profiles and subscriptions: buyers who are charged by a
//! schedule.

use jiff::{SignedDuration, Timestamp};
use leptos_paypal_core::Money;

use super::accounts::AccountId;
use super::billing_period::{BillingDay, BillingPeriod};
use super::subscription::Subscription;

/// Pauses after the first and the second failed attempt at a subscription's
/// payment ("Reattempt failed recurring payments with Subscribe buttons").
const RETRY_PAUSES: [SignedDuration; 2] = [
    SignedDuration::from_hours(3 * 24),
    SignedDuration::from_hours(5 * 24),
];

/// No payment is tried again when the next one is due so soon.
const NO_RETRY_BEFORE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Status of a profile.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, serde::Serialize, serde::Deserialize,
)]
#[strum(const_into_str)]
pub(crate) enum ProfileStatus {
    Active,
    Suspended,
    Cancelled,
    Expired,
}

/// A recurring payments profile, or a subscription.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct RecurringProfile {
    pub(crate) id: String,
    pub(crate) merchant: AccountId,
    pub(crate) buyer: AccountId,
    pub(crate) status: ProfileStatus,
    pub(crate) terms: ProfileTerms,
    /// Set where a form of PayPal Payments Standard asked for it.
    pub(crate) subscription: Option<Subscription>,
    /// The checkout in which the buyer agreed.
    pub(super) token: String,
    /// The day on which the current charge is due.
    day: BillingDay,
    /// Trials that are over.
    trials_over: usize,
    /// Charges of the current period that are over.
    pub(crate) completed: u32,
    /// Amount that could not be charged.
    pub(crate) outstanding: Money,
    pub(crate) failed: u32,
    /// Failed attempts in a row at the payment of a subscription.
    failed_attempts: u32,
    pub(crate) last: Option<(Timestamp, Money)>,
    /// The next charge, or the next attempt at one that failed.
    pub(crate) next: Option<Timestamp>,
    /// End of what is paid, of a subscription without further payments.
    pub(crate) term_end: Option<Timestamp>,
    pub(crate) trial_paid: Money,
    pub(crate) regular_paid: Money,
}

/// Terms that a merchant sets.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct ProfileTerms {
    pub(crate) description: String,
    pub(crate) reference: Option<String>,
    pub(crate) subscriber: Option<String>,
    pub(crate) start: Timestamp,
    /// Trials in their order: one at most of a profile, two of a subscription.
    pub(crate) trials: Vec<BillingPeriod>,
    pub(crate) regular: BillingPeriod,
    /// Failures after which the profile is suspended; nothing for never.
    pub(crate) max_failed: Option<u32>,
    pub(crate) adds_outstanding: bool,
    pub(crate) initial: Option<Money>,
}

impl RecurringProfile {
    /// An active profile before its first charge.
    pub(super) fn new(
        id: String,
        token: &str,
        (merchant, buyer): (AccountId, AccountId),
        terms: ProfileTerms,
        subscription: Option<Subscription>,
    ) -> Self {
        let none = Money::zero(terms.regular.amount.currency());
        Self {
            id,
            merchant,
            buyer,
            status: ProfileStatus::Active,
            subscription,
            token: token.to_owned(),
            day: BillingDay::new(terms.start),
            trials_over: 0,
            completed: 0,
            outstanding: none,
            failed: 0,
            failed_attempts: 0,
            last: None,
            next: Some(terms.start),
            term_end: None,
            trial_paid: none,
            regular_paid: none,
            terms,
        }
    }

    /// Returns whether the current charge is that of a trial.
    pub(crate) fn is_in_trial(&self) -> bool {
        self.trials_over < self.terms.trials.len()
    }

    /// The period that is charged now.
    pub(crate) fn period(&self) -> &BillingPeriod {
        let trial = self.terms.trials.get(self.trials_over);
        trial.unwrap_or(&self.terms.regular)
    }

    /// Charges of the current period that are still to come.
    pub(crate) fn remaining(&self) -> Option<u32> {
        let cycles = self.period().cycles?;
        Some(cycles.saturating_sub(self.completed))
    }

    /// The time of the next attempt at a payment that failed.
    pub(crate) fn retry_at(&self) -> Option<Timestamp> {
        self.next.filter(|next| self.day.at() != Some(*next))
    }

    /// The moment at which something happens by itself.
    pub(super) fn due(&self) -> Option<Timestamp> {
        match self.status {
            ProfileStatus::Active => self.next.or(self.term_end),
            ProfileStatus::Cancelled => self.term_end,
            ProfileStatus::Suspended | ProfileStatus::Expired => None,
        }
    }

    /// Changes the status. Charges that came due while it was suspended are
    /// not made later.
    pub(crate) fn set_status(&mut self, status: ProfileStatus, now: Timestamp) {
        if status == ProfileStatus::Active {
            while self.next.is_some_and(|next| next <= now) {
                self.failed_attempts = 0;
                self.advance();
            }
        }
        if self.status != ProfileStatus::Expired {
            self.status = status;
        }
        if status == ProfileStatus::Cancelled {
            let next = self.next.take();
            if self.subscription.is_some() && self.term_end.is_none() {
                // What is paid ends with the next charge, unless the current
                // one has failed.
                let paid_until = next.filter(|_| self.failed_attempts == 0);
                self.term_end = Some(paid_until.unwrap_or(now).max(now));
            }
        }
    }

    /// Takes note of a charge that was made, with `owed` from earlier ones.
    pub(super) fn record_charge(&mut self, at: Timestamp, amount: Money, owed: Money) {
        self.last = Some((at, amount));
        self.failed_attempts = 0;
        self.outstanding = self.outstanding.minus(owed).unwrap_or(owed);
        let paid = if self.is_in_trial() {
            &mut self.trial_paid
        } else {
            &mut self.regular_paid
        };
        *paid = paid.plus(amount).unwrap_or(*paid);
    }

    /// Goes on to the next charge, or to the end.
    pub(super) fn advance(&mut self) {
        self.completed = self.completed.saturating_add(1);
        let is_over = self.remaining() == Some(0);
        let day = self.day.after(self.period());
        self.day = day.unwrap_or(self.day);
        self.next = day.and_then(BillingDay::at);
        if is_over && self.is_in_trial() {
            self.trials_over += 1;
            self.completed = 0;
        } else if is_over {
            let end = self.next.take();
            match self.subscription {
                Some(_) => self.term_end = end,
                None => self.status = ProfileStatus::Expired,
            }
        }
    }

    /// After a failed attempt at a subscription's payment: tries again, goes on
    /// with the next payment, or cancels.
    pub(super) fn plan_retry(&mut self, at: Timestamp) {
        let pause = RETRY_PAUSES.get(usize::try_from(self.failed_attempts).unwrap_or(usize::MAX));
        self.failed_attempts = self.failed_attempts.saturating_add(1);
        let reattempts = self.subscription.as_ref().is_some_and(|own| own.reattempts);
        let Some(pause) = pause.filter(|_| reattempts) else {
            self.set_status(ProfileStatus::Cancelled, at);
            return;
        };
        let is_last = !self.is_in_trial() && self.remaining() == Some(1);
        let following = self.day.after(self.period()).and_then(BillingDay::at);
        let overlaps = following
            .zip(self.day.at())
            .is_some_and(|(next, due)| !is_last && next.duration_since(due) <= NO_RETRY_BEFORE);
        if overlaps {
            self.advance();
        } else {
            self.next = at.saturating_add(*pause).ok();
        }
    }
}

/// All profiles, oldest first.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct RecurringProfiles(pub(super) Vec<RecurringProfile>);

impl RecurringProfiles {
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &RecurringProfile> {
        self.0.iter()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&RecurringProfile> {
        self.0.iter().find(|profile| profile.id == id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut RecurringProfile> {
        self.0.iter_mut().find(|profile| profile.id == id)
    }

    /// Number of profiles that a checkout has led to under a description.
    pub(crate) fn of_checkout(&self, token: &str, description: &str) -> usize {
        let same = |profile: &&RecurringProfile| {
            profile.token == token && profile.terms.description == description
        };
        self.0.iter().filter(same).count()
    }
}
