//! Schedules of recurring payments profiles.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};
use leptos_paypal_core::{CoreError, Money};

/// Unit of a schedule.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    strum::EnumString,
    strum::IntoStaticStr,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(ascii_case_insensitive)]
pub(crate) enum PeriodUnit {
    Day,
    Week,
    /// The first and the fifteenth of a month.
    SemiMonth,
    Month,
    Year,
}

/// Charges at equal intervals.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct BillingPeriod {
    pub(crate) unit: PeriodUnit,
    pub(crate) frequency: u32,
    /// Number of charges; nothing for no end.
    pub(crate) cycles: Option<u32>,
    pub(crate) amount: Money,
    pub(crate) shipping: Money,
    pub(crate) tax: Money,
}

impl BillingPeriod {
    /// The whole of one charge.
    pub(crate) fn total(&self) -> Result<Money, CoreError> {
        self.amount.plus(self.shipping)?.plus(self.tax)
    }

    /// The moment of the charge after that of `from`, of which `count` were
    /// made since `start`.
    pub(super) fn next(&self, start: Timestamp, from: Timestamp, count: u32) -> Option<Timestamp> {
        let steps = i64::from(count).checked_mul(i64::from(self.frequency))?;
        let start = start.to_zoned(TimeZone::UTC);
        let span = Span::new();
        let span = match self.unit {
            PeriodUnit::Day => span.try_days(steps),
            PeriodUnit::Week => span.try_weeks(steps),
            PeriodUnit::Month => span.try_months(steps),
            PeriodUnit::Year => span.try_years(steps),
            PeriodUnit::SemiMonth => return semi_month(&from.to_zoned(TimeZone::UTC)),
        };
        // Counted from the start, so that the 31st comes again.
        Some(start.checked_add(span.ok()?).ok()?.timestamp())
    }
}

/// The next first or fifteenth, at the same time of day.
fn semi_month(from: &Zoned) -> Option<Timestamp> {
    let date = from.date();
    let next = if date.day() < 15 {
        Date::new(date.year(), date.month(), 15).ok()?
    } else {
        let later = date.checked_add(Span::new().months(1)).ok()?;
        Date::new(later.year(), later.month(), 1).ok()?
    };
    let at = next.to_datetime(from.time()).to_zoned(TimeZone::UTC);
    Some(at.ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos_paypal_core::Currency;

    #[test]
    fn charges_come_at_the_day_of_the_start() {
        let amount = Money::parse("1.00", Currency::USD).unwrap();
        let dates = |unit, frequency| {
            let none = Money::zero(Currency::USD);
            let period = BillingPeriod {
                unit,
                frequency,
                cycles: None,
                amount,
                shipping: none,
                tax: none,
            };
            let start: Timestamp = "2026-01-31T10:00:00Z".parse().unwrap();
            let mut from = start;
            let mut all = Vec::new();
            for count in 1..4 {
                from = period.next(start, from, count).unwrap();
                all.push(from.strftime("%m-%d").to_string());
            }
            all
        };
        assert_eq!(dates(PeriodUnit::Month, 1), ["02-28", "03-31", "04-30"]);
        assert_eq!(dates(PeriodUnit::Week, 2), ["02-14", "02-28", "03-14"]);
        assert_eq!(dates(PeriodUnit::SemiMonth, 1), ["02-01", "02-15", "03-01"]);
        assert_eq!(dates(PeriodUnit::Year, 1), ["01-31", "01-31", "01-31"]);
        assert_eq!(dates(PeriodUnit::Day, 1), ["02-01", "02-02", "02-03"]);
    }
}
