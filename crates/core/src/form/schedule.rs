//! Payments of a subscription, in the order in which they are due.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{BillingPeriod, PeriodUnit, SubscriptionPlan, SubscriptionTerm};
use crate::Money;

/// One paid period of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduledPayment {
    /// The first day of the period, on which the payment is due.
    pub due: Date,
    /// The day after the period.
    pub ends: Date,
    /// The amount; zero for a free trial, for which PayPal sends no
    /// `subscr_payment`.
    pub amount: Money,
    /// True for a trial.
    pub is_trial: bool,
}

/// Iterator over the payments of a subscription; see
/// [`SubscriptionPlan::schedule`].
#[derive(Clone, Debug)]
pub struct Schedule {
    trials: [Option<SubscriptionTerm>; 2],
    regular: SubscriptionTerm,
    /// Regular payments still to come; `None` without an end.
    left: Option<u8>,
    day: BillingDay,
}

impl SubscriptionPlan {
    /// The payments of a subscription that begins on `start`: trials first,
    /// then the regular ones, which end after `srt` or never.
    ///
    /// Months and years are counted from one day, so that a subscription of the
    /// 31st is due on the last day of shorter months and on the 31st again
    /// after them. PayPal's documents do not say how it counts; compare dates
    /// with a day or two of tolerance at the end of a month.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use leptos_paypal_core::form::{BillingPeriod, SubscriptionPlan, SubscriptionTerm};
    /// use leptos_paypal_core::{Currency, Money};
    /// let amount = Money::parse("9.00", Currency::USD)?;
    /// let period = BillingPeriod::MONTH;
    /// let plan = SubscriptionPlan::new(SubscriptionTerm { amount, period });
    /// let due: Vec<_> = plan.schedule(date(2027, 1, 31)).take(3).map(|next| next.due).collect();
    /// assert_eq!(due, [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]);
    /// # Ok::<(), leptos_paypal_core::CoreError>(())
    /// ```
    #[must_use]
    pub const fn schedule(&self, start: Date) -> Schedule {
        Schedule {
            trials: [self.trial, self.second_trial],
            regular: self.regular,
            left: self.recurrence.times(),
            day: BillingDay {
                counted_from: start,
                months: 0,
            },
        }
    }
}

impl Iterator for Schedule {
    type Item = ScheduledPayment;

    /// The next payment; `None` after the last one, and where the calendar
    /// ends.
    fn next(&mut self) -> Option<ScheduledPayment> {
        let trial = self.trials.iter_mut().find_map(Option::take);
        if trial.is_none() {
            self.left = match self.left {
                Some(left) => Some(left.checked_sub(1)?),
                None => None,
            };
        }
        let term = trial.unwrap_or(self.regular);
        let due = self.day.date()?;
        self.day = self.day.after(term.period)?;
        Some(ScheduledPayment {
            due,
            ends: self.day.date()?,
            amount: term.amount,
            is_trial: trial.is_some(),
        })
    }
}

/// A day that does not forget that it was the 31st.
#[derive(Clone, Copy, Debug)]
struct BillingDay {
    counted_from: Date,
    months: i32,
}

impl BillingDay {
    fn date(self) -> Option<Date> {
        self.counted_from.checked_add(self.months.months()).ok()
    }

    fn after(self, period: BillingPeriod) -> Option<Self> {
        let length = i32::from(period.length());
        let days = |span: Span| {
            let counted_from = self.date()?.checked_add(span).ok()?;
            let months = 0;
            Some(Self {
                counted_from,
                months,
            })
        };
        let months = |months| {
            let months = self.months.checked_add(months)?;
            Some(Self { months, ..self })
        };
        match period.unit() {
            PeriodUnit::Day => days(length.days()),
            PeriodUnit::Week => days(length.weeks()),
            PeriodUnit::Month => months(length),
            PeriodUnit::Year => months(12 * length),
        }
    }
}
