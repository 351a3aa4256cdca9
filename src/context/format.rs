//! Texts, amounts and counts in the language of the page.

use leptos::prelude::*;
use leptos_paypal_core::form::{PeriodUnit, Recurrence, SubscriptionPlan, SubscriptionTerm};
use leptos_paypal_core::{CoreError, Money, Weight};

use super::CheckoutContext;
use crate::dom::intl;
use crate::i18n::Message;

impl CheckoutContext {
    /// A message in the configured language, tracked.
    #[must_use]
    pub fn message(&self, message: Message) -> String {
        self.format(message, &[])
    }

    /// A message with values for its placeholders, tracked.
    #[must_use]
    pub fn format(&self, message: Message, values: &[(&str, &str)]) -> String {
        self.config
            .with(|config| config.messages.format(message, values))
    }

    /// An amount in the configured language, tracked. A server has no `Intl`
    /// and writes "USD 19.95", until the page is hydrated.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        if self.is_ready() {
            self.config
                .with(|config| intl::money(&config.locale, amount))
        } else {
            intl::plain_money(amount)
        }
    }

    /// A count in the configured language, tracked.
    #[must_use]
    pub fn count(&self, count: u32) -> String {
        if self.is_ready() {
            self.config
                .with(|config| intl::count(&config.locale, count))
        } else {
            count.to_string()
        }
    }

    /// A weight in the configured language and unit, tracked. A server has no
    /// `Intl` and writes "0.45 lbs", until the page is hydrated.
    #[must_use]
    pub fn weight(&self, weight: Weight) -> String {
        let is_ready = self.is_ready();
        self.config.with(|config| {
            let unit = config.weight_unit;
            if is_ready {
                intl::weight(&config.locale, weight, unit)
            } else {
                intl::plain_weight(weight, unit)
            }
        })
    }

    /// A day such as `2027-05-01` in the configured language, tracked.
    pub(crate) fn date(&self, day: &str) -> String {
        self.config.with(|config| intl::date(&config.locale, day))
    }

    /// The terms of a subscription as the buyer reads them, tracked: "14 days
    /// free, then $9.00 a month, until you cancel".
    #[must_use]
    pub fn terms(&self, plan: &SubscriptionPlan) -> String {
        let regular = self.regular_terms(plan);
        let trials = [plan.second_trial, plan.trial].into_iter().flatten();
        trials.fold(regular, |terms, trial| {
            let period = self.period(trial);
            let price = self.money(trial.amount);
            let message = match trial.amount.is_zero() {
                true => Message::PlanFree,
                false => Message::PlanOnce,
            };
            let trial = self.format(message, &[("period", &period), ("price", &price)]);
            self.format(Message::PlanThen, &[("trial", &trial), ("terms", &terms)])
        })
    }

    fn regular_terms(&self, plan: &SubscriptionPlan) -> String {
        let term = plan.regular;
        let (period, price) = (self.period(term), self.money(term.amount));
        let message = match (plan.recurrence, term.period.length(), term.period.unit()) {
            (Recurrence::Once, ..) => Message::PlanOnce,
            (_, 1, PeriodUnit::Day) => Message::PlanDay,
            (_, 1, PeriodUnit::Week) => Message::PlanWeek,
            (_, 1, PeriodUnit::Month) => Message::PlanMonth,
            (_, 1, PeriodUnit::Year) => Message::PlanYear,
            _ => Message::PlanEvery,
        };
        let terms = self.format(message, &[("period", &period), ("price", &price)]);
        match plan.recurrence {
            Recurrence::Once => terms,
            Recurrence::UntilCancelled => {
                self.format(Message::PlanUntilCancelled, &[("terms", &terms)])
            }
            Recurrence::Times(times) => {
                let count = self.count(times.into());
                self.format(Message::PlanTimes, &[("terms", &terms), ("count", &count)])
            }
        }
    }

    /// "14 days" in the configured language, tracked.
    fn period(&self, term: SubscriptionTerm) -> String {
        self.config
            .with(|config| intl::period(&config.locale, term.period))
    }

    /// "3 items" in the configured language, tracked.
    #[must_use]
    pub fn count_units(&self, units: u32) -> String {
        let plural = || {
            self.config
                .with(|config| intl::plural(&config.locale, units))
        };
        let category = if self.is_ready() { plural() } else { None };
        let message = match category.as_deref() {
            Some("zero") => Message::UnitsZero,
            Some("one") => Message::UnitsOne,
            Some("two") => Message::UnitsTwo,
            Some("few") => Message::UnitsFew,
            Some("many") => Message::UnitsMany,
            _ => Message::UnitsOther,
        };
        self.format(message, &[("count", &self.count(units))])
    }

    /// The cart's total as the buyer reads it; empty when there is none.
    pub(crate) fn formatted_total(&self) -> String {
        let totals = self.cart.totals_untracked();
        totals.map_or_else(|_| String::new(), |totals| self.money(totals.total))
    }

    /// Text for a buyer whose article the cart refused.
    pub(crate) fn refusal(&self, name: &str, error: &CoreError) -> String {
        match error {
            CoreError::QuantityAboveLimit { limit, .. } => {
                let limit = self.count(*limit);
                self.format(Message::ErrorLimit, &[("name", name), ("limit", &limit)])
            }
            CoreError::CartFull { .. } => self.message(Message::ErrorFull),
            other => self.format(Message::ErrorAdd, &[("code", other.code())]),
        }
    }
}
