//! Charges of recurring payments profiles and subscriptions, by the clock.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::charge::Charge;
use super::error::StoreError;
use super::events::EventKind;
use super::order::{Line, Order, OrderKind, PaymentAction};
use super::payments::{Api, Origin};
use super::recurring_profiles::{ProfileStatus, ProfileTerms, RecurringProfile};

/// The most charges that one moment of the clock may bring about.
const MAX_CHARGES: usize = 500;

impl Store {
    /// Keeps a profile to which the buyer of a checkout agreed, and charges the
    /// initial amount; answers the profile's id and that charge's.
    pub(crate) fn create_profile(
        &mut self,
        token: &str,
        terms: ProfileTerms,
        now: Timestamp,
    ) -> Result<(String, Option<String>), StoreError> {
        let express = self.express.get(token);
        let merchant = express.ok_or(StoreError::UnknownCheckout)?.merchant.clone();
        let checkout = self
            .checkouts
            .get(token)
            .filter(|checkout| checkout.status.is_agreed());
        let checkout = checkout.ok_or(StoreError::NotApproved)?;
        let buyer = checkout.buyer.clone().ok_or(StoreError::NoBuyer)?;
        let id = self.ids.profile();
        let profile = RecurringProfile::new(id, token, (merchant, buyer), terms, None);
        let initial = match profile.terms.initial {
            Some(initial) => Some(self.charge_profile(&profile, initial, None, now)?),
            None => None,
        };
        let id = profile.id.clone();
        self.profiles.0.push(profile.clone());
        self.emit_profile(&profile, "recurring_payment_profile_created", now);
        Ok((id, initial))
    }

    /// Does what is due by now, the earliest first.
    pub(crate) fn charge_due_profiles(&mut self, now: Timestamp) {
        for _ in 0..MAX_CHARGES {
            let all = self.profiles.0.iter();
            let due = all.filter_map(|profile| {
                let at = profile.due().filter(|at| *at <= now)?;
                Some((at, profile))
            });
            let Some((at, profile)) = due.min_by_key(|(at, _)| *at) else {
                return;
            };
            let profile = profile.clone();
            if profile.status == ProfileStatus::Active && profile.next.is_some() {
                self.charge_cycle(profile, at);
            } else {
                self.end_term(profile, at);
            }
        }
    }

    fn charge_cycle(&mut self, mut profile: RecurringProfile, at: Timestamp) {
        let none = Money::zero(profile.outstanding.currency());
        let owed = if profile.terms.adds_outstanding {
            profile.outstanding
        } else {
            none
        };
        // Sums were checked to be in range when the terms were read.
        let amount = profile.period().total().unwrap_or(none);
        let with_owed = amount.plus(owed).unwrap_or(amount);
        let charged = if with_owed.is_zero() {
            Ok(())
        } else {
            self.charge_profile(&profile, with_owed, None, at).map(drop)
        };
        match charged {
            Ok(()) => {
                profile.record_charge(at, with_owed, owed);
                profile.advance();
            }
            Err(_) => self.fail_charge(&mut profile, amount, at),
        }
        if profile.status == ProfileStatus::Expired {
            self.emit_profile(&profile, "recurring_payment_expired", at);
        }
        self.replace_profile(profile);
    }

    /// Books and tells a charge of `amount` that failed.
    fn fail_charge(&mut self, profile: &mut RecurringProfile, amount: Money, at: Timestamp) {
        profile.failed = profile.failed.saturating_add(1);
        if profile.subscription.is_some() {
            profile.plan_retry(at);
            self.emit_failed(profile, "subscr_failed", amount, at);
            if profile.status == ProfileStatus::Cancelled {
                self.emit_profile(profile, "subscr_cancel", at);
            }
            return;
        }
        let owed = profile.outstanding.plus(amount);
        profile.outstanding = owed.unwrap_or(profile.outstanding);
        profile.advance();
        let most = profile.terms.max_failed;
        let is_failing = most.is_some_and(|most| profile.failed >= most)
            && profile.status == ProfileStatus::Active;
        if is_failing {
            profile.status = ProfileStatus::Suspended;
        }
        self.emit_failed(profile, "recurring_payment_failed", amount, at);
        if is_failing {
            let event = "recurring_payment_suspended_due_to_max_failed_payment";
            self.emit_profile(profile, event, at);
        }
    }

    /// Ends a subscription whose paid time is over.
    fn end_term(&mut self, mut profile: RecurringProfile, at: Timestamp) {
        profile.term_end = None;
        if profile.status == ProfileStatus::Active {
            profile.status = ProfileStatus::Expired;
        }
        self.emit_profile(&profile, "subscr_eot", at);
        self.replace_profile(profile);
    }

    fn replace_profile(&mut self, profile: RecurringProfile) {
        if let Some(kept) = self.profiles.get_mut(&profile.id) {
            *kept = profile;
        }
    }

    /// Charges a part of what is outstanding, or all of it.
    pub(crate) fn charge_outstanding(
        &mut self,
        id: &str,
        amount: Money,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let profile = self
            .profiles
            .get(id)
            .ok_or(StoreError::UnknownPayment)?
            .clone();
        self.charge_profile(&profile, amount, None, now)?;
        if let Some(profile) = self.profiles.get_mut(id) {
            profile.outstanding = profile.outstanding.minus(amount)?;
            profile.last = Some((now, amount));
            profile.regular_paid = profile.regular_paid.plus(amount)?;
        }
        Ok(())
    }

    /// Tells the merchant of a profile.
    pub(crate) fn emit_profile(
        &mut self,
        profile: &RecurringProfile,
        txn_type: &'static str,
        at: Timestamp,
    ) {
        let profile = Box::new(profile.clone());
        let failed = None;
        let event = EventKind::ProfileUpdated {
            profile,
            txn_type,
            failed,
        };
        self.emit(event, at);
    }

    fn emit_failed(
        &mut self,
        profile: &RecurringProfile,
        txn_type: &'static str,
        amount: Money,
        at: Timestamp,
    ) {
        let profile = Box::new(profile.clone());
        let failed = Some(amount);
        let event = EventKind::ProfileUpdated {
            profile,
            txn_type,
            failed,
        };
        self.emit(event, at);
    }

    /// Charges the buyer of a profile; answers the transaction id. The first
    /// payment of a subscription is that of a checkout.
    pub(super) fn charge_profile(
        &mut self,
        profile: &RecurringProfile,
        amount: Money,
        token: Option<String>,
        at: Timestamp,
    ) -> Result<String, StoreError> {
        if self.decline_fault() {
            return Err(StoreError::Declined);
        }
        let payee = self.accounts.get(&profile.merchant);
        let payee = payee.ok_or(StoreError::UnknownCheckout)?;
        let origin = Some(Origin {
            app: profile.merchant.clone(),
            id: profile.id.clone(),
        });
        let charge = match &profile.subscription {
            Some(subscription) => Charge {
                api: Api::Form,
                token,
                origin,
                order: subscription.order_of(amount),
                payer: subscription.payer.clone(),
                payee: profile.merchant.clone(),
                notify_url: subscription.notify_url.clone(),
                charset: subscription.charset,
            },
            None => Charge {
                api: Api::Classic,
                token,
                origin,
                order: order_of_profile(profile, payee.email.clone(), amount),
                payer: self.payer_of(&profile.buyer, None)?,
                payee: profile.merchant.clone(),
                notify_url: None,
                charset: payee.settings.charset,
            },
        };
        self.charge(charge, at)
    }
}

fn order_of_profile(profile: &RecurringProfile, business: String, amount: Money) -> Order {
    let none = Money::zero(amount.currency());
    Order {
        kind: OrderKind::Recurring,
        action: PaymentAction::Sale,
        business,
        currency: amount.currency(),
        lines: vec![Line {
            name: profile.terms.description.clone(),
            description: String::new(),
            number: String::new(),
            quantity: 1,
            unit_price: amount,
            options: Vec::new(),
            goods: amount,
            discount: none,
            shipping: none,
            handling: none,
            tax: none,
        }],
        items_total: amount,
        discount: none,
        shipping: none,
        handling: none,
        tax: none,
        total: amount,
        invoice: None,
        custom: String::new(),
    }
}
