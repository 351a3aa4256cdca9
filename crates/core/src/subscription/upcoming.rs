//! Payments still to come, and the time that is paid for.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::SubscriptionJudgement;
use crate::form::{ScheduledPayment, SubscriptionPlan};

impl SubscriptionJudgement {
    /// The first day of the subscription (UTC), once it is known.
    #[must_use]
    pub fn started_on(&self) -> Option<Date> {
        let at = Timestamp::from_millisecond(self.started_at?).ok()?;
        Some(at.to_zoned(TimeZone::UTC).date())
    }

    /// The payment of `plan` that is expected next; `None` before the buyer has
    /// agreed, and when none is to come. Its day can be one off: PayPal counts in
    /// its own time zone.
    #[must_use]
    pub fn next_payment(&self, plan: &SubscriptionPlan) -> Option<ScheduledPayment> {
        if !self.status.is_open() {
            return None;
        }
        plan.schedule(self.started_on()?)
            .skip(self.periods_taken)
            .find(|period| period.amount.is_positive())
    }

    /// The day after the last period of `plan` that is paid for, or that is
    /// free and begins the subscription or follows a paid one. A period whose
    /// money went back is not paid for.
    #[must_use]
    pub fn paid_until(&self, plan: &SubscriptionPlan) -> Option<Date> {
        let mut covered = true;
        plan.schedule(self.started_on()?)
            .enumerate()
            .map_while(|(place, period)| {
                let is_free = period.amount.is_zero();
                covered = self.paid_periods.contains(&place) || is_free && covered;
                // Nobody has paid for anything after these.
                (covered || place < self.periods_taken).then_some((covered, period.ends))
            })
            .filter(|(covered, _)| *covered)
            .last()
            .map(|(_, ends)| ends)
    }
}
