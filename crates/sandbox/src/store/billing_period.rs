//! Schedules of recurring payments profiles and subscriptions.

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
}

/// Day of a charge. Months are counted from one day, so that the 31st comes
/// again after shorter months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct BillingDay {
    counted_from: Timestamp,
    months: i64,
}

impl BillingDay {
    pub(crate) const fn new(start: Timestamp) -> Self {
        Self {
            counted_from: start,
            months: 0,
        }
    }

    /// The moment of the charge; `None` where the calendar ends.
    pub(crate) fn at(self) -> Option<Timestamp> {
        let months = Span::new().try_months(self.months).ok()?;
        let start = self.counted_from.to_zoned(TimeZone::UTC);
        Some(start.checked_add(months).ok()?.timestamp())
    }

    /// The day on which `period` ends that begins on this one.
    pub(crate) fn after(self, period: &BillingPeriod) -> Option<Self> {
        let frequency = i64::from(period.frequency);
        let months = |count: i64| {
            let months = self.months.checked_add(count)?;
            Some(Self { months, ..self })
        };
        let from = self.at()?.to_zoned(TimeZone::UTC);
        let span = match period.unit {
            PeriodUnit::Month => return months(frequency),
            PeriodUnit::Year => return months(frequency.checked_mul(12)?),
            PeriodUnit::SemiMonth => return semi_month(&from).map(Self::new),
            PeriodUnit::Day => Span::new().try_days(frequency),
            PeriodUnit::Week => Span::new().try_weeks(frequency),
        };
        Some(Self::new(from.checked_add(span.ok()?).ok()?.timestamp()))
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
            let mut day = BillingDay::new(start);
            let mut all = Vec::new();
            for _ in 1..4 {
                day = day.after(&period).unwrap();
                all.push(day.at().unwrap().strftime("%m-%d").to_string());
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
