//! Subscriptions that a form of PayPal Payments Standard asked for
//! (`_xclick-subscriptions`): begun, changed and cancelled. Their charges are
//! those of [recurring payments profiles](super::recurring_profiles).

use jiff::Timestamp;
use leptos_paypal_core::Money;
use leptos_paypal_core::form::{
    PeriodUnit as FormUnit, Recurrence, SubscriptionPlan, SubscriptionTerm,
};

use super::Store;
use super::accounts::AccountId;
use super::billing_period::{BillingPeriod, PeriodUnit};
use super::checkouts::{Checkout, CheckoutStatus};
use super::error::StoreError;
use super::events::{Event, EventKind};
use super::recurring_profiles::{ProfileStatus, ProfileTerms, RecurringProfile};
use super::subscription::{SubscriberLogin, Subscription};

/// Changes of a subscription by its merchant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SubscriptionChange {
    /// Regular price.
    pub(crate) amount: Option<Money>,
    /// Regular payments in all, those that were made included.
    pub(crate) times: Option<u32>,
}

/// Terms of a profile that begins at `start`.
pub(crate) fn terms(plan: &SubscriptionPlan, start: Timestamp) -> ProfileTerms {
    let trials = [plan.trial, plan.second_trial];
    ProfileTerms {
        description: plan.item_name.clone().unwrap_or_default(),
        reference: None,
        subscriber: None,
        start,
        trials: trials
            .into_iter()
            .flatten()
            .map(|trial| billing_period(trial, Some(1)))
            .collect(),
        regular: billing_period(plan.regular, plan.recurrence.times().map(u32::from)),
        max_failed: None,
        adds_outstanding: false,
        initial: None,
    }
}

fn billing_period(term: SubscriptionTerm, cycles: Option<u32>) -> BillingPeriod {
    let none = Money::zero(term.amount.currency());
    BillingPeriod {
        unit: match term.period.unit() {
            FormUnit::Day => PeriodUnit::Day,
            FormUnit::Week => PeriodUnit::Week,
            FormUnit::Month => PeriodUnit::Month,
            FormUnit::Year => PeriodUnit::Year,
        },
        frequency: u32::from(term.period.length()),
        cycles,
        amount: term.amount,
        shipping: none,
        tax: none,
    }
}

impl Store {
    /// Begins the subscription to which the buyer of a checkout agrees. The
    /// first payment is made at once, unless the first trial is free. Again, it
    /// changes nothing: a double click is one subscription.
    pub(crate) fn subscribe(
        &mut self,
        token: &str,
        plan: &SubscriptionPlan,
        buyer: &AccountId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let checkout = self.checkouts.get(token);
        let checkout = checkout.ok_or(StoreError::UnknownCheckout)?.clone();
        if checkout.is_paid() {
            return Ok(());
        }
        let result = self.begin_subscription(&checkout, plan, buyer, now);
        if let Some(checkout) = self.checkouts.get_mut(token) {
            checkout.settle_status(&result);
        }
        result.map(drop)
    }

    fn begin_subscription(
        &mut self,
        checkout: &Checkout,
        plan: &SubscriptionPlan,
        buyer: &AccountId,
        now: Timestamp,
    ) -> Result<CheckoutStatus, StoreError> {
        let details = &checkout.details;
        if checkout.is_expired(now) {
            return Err(StoreError::Expired);
        }
        if *buyer == checkout.payee {
            return Err(StoreError::OwnAccount);
        }
        let payee = self.accounts.get(&checkout.payee);
        let payee = payee.ok_or(StoreError::UnknownCheckout)?;
        let page_options = &details.page_options;
        let charset = page_options.charset.unwrap_or(payee.settings.charset);
        if let Some(invoice) = &details.order.invoice
            && self.is_duplicate(payee, invoice)
        {
            let invoice = invoice.clone();
            return Err(StoreError::DuplicateInvoice { invoice });
        }
        let payer = self.payer(checkout, buyer, None)?;
        let login = plan.usr_manage.then(|| SubscriberLogin {
            username: self.ids.username(),
            password: self.ids.password(),
        });
        let subscription = Subscription {
            order: details.order.clone(),
            payer,
            notify_url: page_options.notify_url.clone(),
            charset,
            reattempts: plan.reattempt.unwrap_or(true),
            login,
        };
        let parties = (checkout.payee.clone(), buyer.clone());
        let (id, token) = (self.ids.profile(), &checkout.token);
        let terms = terms(plan, now);
        let mut profile = RecurringProfile::new(id, token, parties, terms, Some(subscription));
        let signed_up = Box::new(profile.clone());
        let first = profile.period().total()?;
        let before = self.events.len();
        let txn_id = if first.is_zero() {
            None
        } else {
            Some(self.charge_profile(&profile, first, Some(token.clone()), now)?)
        };
        profile.record_charge(now, first, Money::zero(first.currency()));
        profile.advance();
        let kind = EventKind::ProfileUpdated {
            profile: signed_up,
            txn_type: "subscr_signup",
            failed: None,
        };
        // Nothing is told of a subscription whose first payment is refused.
        self.events.insert(before, Event { at: now, kind });
        let subscr_id = profile.id.clone();
        self.profiles.0.push(profile);
        Ok(CheckoutStatus::Subscribed { subscr_id, txn_id })
    }

    /// Ends a subscription for its buyer or its merchant. What is paid stays
    /// paid until the end of its term.
    pub(crate) fn cancel_subscription(
        &mut self,
        id: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let profile = self.open_subscription(id)?;
        profile.set_status(ProfileStatus::Cancelled, now);
        let profile = profile.clone();
        self.emit_profile(&profile, "subscr_cancel", now);
        Ok(())
    }

    /// Changes the regular price or the number of payments, from the next
    /// payment on.
    pub(crate) fn modify_subscription(
        &mut self,
        id: &str,
        change: SubscriptionChange,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let profile = self.open_subscription(id)?;
        let is_in_trial = profile.is_in_trial();
        let made = if is_in_trial { 0 } else { profile.completed };
        let regular = &mut profile.terms.regular;
        if let Some(amount) = change.amount {
            let currency = regular.amount.currency();
            if !amount.is_positive() || amount.currency() != currency {
                return Err(StoreError::SubscriptionChange);
            }
        }
        let times = made + 1..=u32::from(Recurrence::MAX_TIMES);
        if change.times.is_some_and(|wanted| !times.contains(&wanted)) || profile.next.is_none() {
            return Err(StoreError::SubscriptionChange);
        }
        regular.amount = change.amount.unwrap_or(regular.amount);
        regular.cycles = change.times.or(regular.cycles);
        let profile = profile.clone();
        self.emit_profile(&profile, "subscr_modify", now);
        Ok(())
    }

    /// A subscription that is not over.
    fn open_subscription(&mut self, id: &str) -> Result<&mut RecurringProfile, StoreError> {
        let profile = self.profiles.get_mut(id);
        let profile = profile.filter(|profile| profile.subscription.is_some());
        let profile = profile.ok_or(StoreError::UnknownSubscription)?;
        match profile.status {
            ProfileStatus::Active | ProfileStatus::Suspended => Ok(profile),
            status => Err(StoreError::SubscriptionOver { status }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;
    use jiff::tz::TimeZone;
    use leptos_paypal_core::Currency;
    use leptos_paypal_core::form::BillingPeriod as FormPeriod;
    use proptest::prelude::*;

    fn term(amount: i64) -> impl Strategy<Value = SubscriptionTerm> {
        (0..FormUnit::ALL.len(), 1..=90_u8).prop_filter_map(
            "known lengths",
            move |(unit, length)| {
                let amount = Money::from_minor(amount, Currency::USD).ok()?;
                let period = FormPeriod::new("p", length, *FormUnit::ALL.get(unit)?).ok()?;
                Some(SubscriptionTerm { amount, period })
            },
        )
    }

    proptest! {
        /// The days on which shops expect payments are those on which they come.
        #[test]
        fn payments_are_due_as_the_core_schedules_them(
            trials in proptest::collection::vec(term(100), 0..3),
            regular in term(900),
            times in 2..=52_u8,
            day in 0..1500_i64,
        ) {
            let start: Timestamp = "2026-01-01T10:00:00Z".parse().unwrap();
            let start = start + jiff::SignedDuration::from_hours(day * 24);
            let date = |at: Timestamp| -> Date { at.to_zoned(TimeZone::UTC).date() };
            let mut plan = SubscriptionPlan::new(regular);
            plan.trial = trials.first().copied();
            plan.second_trial = trials.get(1).copied();
            plan.recurrence = Recurrence::Times(times);
            let parties = || AccountId(String::new());
            let terms = terms(&plan, start);
            let id = String::new();
            let mut profile = RecurringProfile::new(id, "", (parties(), parties()), terms, None);
            for payment in plan.schedule(date(start)) {
                prop_assert_eq!(profile.next.map(date), Some(payment.due));
                prop_assert_eq!(profile.period().amount, payment.amount);
                prop_assert_eq!(profile.is_in_trial(), payment.is_trial);
                profile.advance();
            }
            prop_assert_eq!(profile.status, ProfileStatus::Expired);
        }
    }
}
