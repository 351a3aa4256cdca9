//! Recurring payments profiles: buyers who are charged by a schedule.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::billing_period::BillingPeriod;
use super::charge::Charge;
use super::checkouts::CheckoutStatus;
use super::error::StoreError;
use super::events::EventKind;
use super::order::{Line, Order, OrderKind, PaymentAction};
use super::payments::{Api, Origin};

/// The most charges that one moment of the clock may bring about.
const MAX_CHARGES: usize = 500;

/// Status of a profile.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, serde::Serialize, serde::Deserialize,
)]
pub(crate) enum ProfileStatus {
    Active,
    Suspended,
    Cancelled,
    Expired,
}

/// A recurring payments profile.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct RecurringProfile {
    pub(crate) id: String,
    pub(crate) merchant: AccountId,
    pub(crate) buyer: AccountId,
    pub(crate) status: ProfileStatus,
    pub(crate) terms: ProfileTerms,
    /// The checkout in which the buyer agreed.
    token: String,
    /// Begin of the current period, and the charges made in it.
    period_start: Timestamp,
    pub(crate) in_trial: bool,
    pub(crate) completed: u32,
    /// Amount that could not be charged.
    pub(crate) outstanding: Money,
    pub(crate) failed: u32,
    pub(crate) last: Option<(Timestamp, Money)>,
    pub(crate) next: Option<Timestamp>,
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
    pub(crate) trial: Option<BillingPeriod>,
    pub(crate) regular: BillingPeriod,
    /// Failures after which the profile is suspended; nothing for never.
    pub(crate) max_failed: Option<u32>,
    pub(crate) adds_outstanding: bool,
    pub(crate) initial: Option<Money>,
}

impl RecurringProfile {
    /// The period that is charged now.
    pub(crate) fn period(&self) -> &BillingPeriod {
        match &self.terms.trial {
            Some(trial) if self.in_trial => trial,
            _ => &self.terms.regular,
        }
    }

    /// Charges of the current period that are still to come.
    pub(crate) fn remaining(&self) -> Option<u32> {
        let cycles = self.period().cycles?;
        Some(cycles.saturating_sub(self.completed))
    }

    /// Changes the status. Charges that came due while it was suspended are
    /// not made later.
    pub(crate) fn set_status(&mut self, status: ProfileStatus, now: Timestamp) {
        if status == ProfileStatus::Active {
            while let Some(missed) = self.next.filter(|next| *next <= now) {
                self.advance(missed);
            }
        }
        if self.status != ProfileStatus::Expired {
            self.status = status;
        }
        if status == ProfileStatus::Cancelled {
            self.next = None;
        }
    }

    /// Goes on to the next charge, or to the end.
    fn advance(&mut self, at: Timestamp) {
        self.completed = self.completed.saturating_add(1);
        let is_over = self.remaining() == Some(0);
        let next = self.period().next(self.period_start, at, self.completed);
        self.next = next;
        if is_over && self.in_trial {
            self.in_trial = false;
            self.completed = 0;
            self.period_start = next.unwrap_or(at);
        } else if is_over {
            self.status = ProfileStatus::Expired;
            self.next = None;
        }
    }
}

/// All profiles, oldest first.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct RecurringProfiles(Vec<RecurringProfile>);

impl RecurringProfiles {
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
        let checkout = self.checkouts.get(token).filter(|checkout| {
            let status = &checkout.status;
            matches!(
                status,
                CheckoutStatus::Approved | CheckoutStatus::Paid { .. }
            )
        });
        let checkout = checkout.ok_or(StoreError::NotApproved)?;
        let buyer = checkout.buyer.clone().ok_or(StoreError::NoBuyer)?;
        let none = Money::zero(terms.regular.amount.currency());
        let profile = RecurringProfile {
            id: self.ids.profile(),
            token: token.to_owned(),
            merchant,
            buyer,
            status: ProfileStatus::Active,
            period_start: terms.start,
            in_trial: terms.trial.is_some(),
            completed: 0,
            outstanding: none,
            failed: 0,
            last: None,
            next: Some(terms.start),
            trial_paid: none,
            regular_paid: none,
            terms,
        };
        let initial = match profile.terms.initial {
            Some(initial) => Some(self.charge_profile(&profile, initial, now)?),
            None => None,
        };
        let id = profile.id.clone();
        self.profiles.0.push(profile.clone());
        self.emit_profile(&profile, "recurring_payment_profile_created", now);
        Ok((id, initial))
    }

    /// Charges what is due by now.
    pub(crate) fn charge_due_profiles(&mut self, now: Timestamp) {
        for _ in 0..MAX_CHARGES {
            let mut due = self.profiles.0.iter().filter(|profile| {
                let is_due = profile.next.is_some_and(|next| next <= now);
                profile.status == ProfileStatus::Active && is_due
            });
            let Some(profile) = due.next().cloned() else {
                return;
            };
            self.charge_cycle(profile, now);
        }
    }

    fn charge_cycle(&mut self, mut profile: RecurringProfile, now: Timestamp) {
        let at = profile.next.unwrap_or(now);
        let amount = profile.period().total();
        let owed = if profile.terms.adds_outstanding {
            profile.outstanding
        } else {
            Money::zero(profile.outstanding.currency())
        };
        // Sums were checked to be in range when the terms were read.
        let amount = amount.unwrap_or(owed);
        let with_owed = amount.plus(owed).unwrap_or(amount);
        let was_trial = profile.in_trial;
        let charged = if with_owed.is_zero() {
            Ok(())
        } else {
            self.charge_profile(&profile, with_owed, at).map(drop)
        };
        let event = match charged {
            Ok(()) => {
                profile.last = Some((at, with_owed));
                profile.outstanding = profile.outstanding.minus(owed).unwrap_or(owed);
                let paid = if was_trial {
                    &mut profile.trial_paid
                } else {
                    &mut profile.regular_paid
                };
                *paid = paid.plus(with_owed).unwrap_or(*paid);
                None
            }
            Err(_) => {
                profile.failed = profile.failed.saturating_add(1);
                profile.outstanding = profile
                    .outstanding
                    .plus(amount)
                    .unwrap_or(profile.outstanding);
                Some("recurring_payment_failed")
            }
        };
        profile.advance(at);
        let mut events: Vec<&'static str> = event.into_iter().collect();
        let is_failing = profile
            .terms
            .max_failed
            .is_some_and(|most| profile.failed >= most);
        if is_failing && profile.status == ProfileStatus::Active {
            profile.status = ProfileStatus::Suspended;
            events.push("recurring_payment_suspended_due_to_max_failed_payment");
        }
        if profile.status == ProfileStatus::Expired {
            events.push("recurring_payment_expired");
        }
        for event in events {
            self.emit_profile(&profile, event, at);
        }
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
        self.charge_profile(&profile, amount, now)?;
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
        self.emit(EventKind::ProfileUpdated { profile, txn_type }, at);
    }

    fn charge_profile(
        &mut self,
        profile: &RecurringProfile,
        amount: Money,
        at: Timestamp,
    ) -> Result<String, StoreError> {
        if self.decline_fault() {
            return Err(StoreError::Declined);
        }
        let payee = self.accounts.get(&profile.merchant);
        let payee = payee.ok_or(StoreError::UnknownCheckout)?;
        let (charset, business) = (payee.settings.charset, payee.email.clone());
        let payer = self.payer_of(&profile.buyer, None)?;
        let none = Money::zero(amount.currency());
        let charge = Charge {
            api: Api::Classic,
            token: None,
            origin: Some(Origin {
                app: profile.merchant.clone(),
                id: profile.id.clone(),
            }),
            order: Order {
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
            },
            payer,
            payee: profile.merchant.clone(),
            notify_url: None,
            charset,
        };
        self.charge(charge, at)
    }
}
