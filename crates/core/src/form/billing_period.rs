//! Billing periods of subscriptions.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// Unit of a billing period: `t3`, and `t1` and `t2` of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// `D`.
    Day,
    /// `W`.
    Week,
    /// `M`.
    Month,
    /// `Y`.
    Year,
}

impl PeriodUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The value of `t3`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "D",
            Self::Week => "W",
            Self::Month => "M",
            Self::Year => "Y",
        }
    }

    /// The lengths that `p3` can have in this unit ("HTML variables", Recurring
    /// payment variables).
    #[must_use]
    pub const fn lengths(self) -> RangeInclusive<u8> {
        match self {
            Self::Day => 1..=90,
            Self::Week => 1..=52,
            Self::Month => 1..=24,
            Self::Year => 1..=5,
        }
    }

    /// The advice for a length outside of [`lengths`](Self::lengths).
    const fn advice(self) -> &'static str {
        match self {
            Self::Day => "1 to 90 days",
            Self::Week => "1 to 52 weeks",
            Self::Month => "1 to 24 months",
            Self::Year => "1 to 5 years",
        }
    }
}

/// Length of a billing period: `p3` and `t3`, or those of a trial.
///
/// Its text is a number and a unit: `7 D`, `2 W`, `1 M`, `1 Y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BillingPeriod {
    length: u8,
    unit: PeriodUnit,
}

impl BillingPeriod {
    /// A month, the most common period.
    pub const MONTH: Self = Self {
        length: 1,
        unit: PeriodUnit::Month,
    };

    /// A period of `length` units; errors name `variable`, such as `p3`.
    ///
    /// # Errors
    /// `variable_out_of_range` for a length that PayPal does not know in this
    /// unit.
    pub fn new(variable: &str, length: u8, unit: PeriodUnit) -> Result<Self, CoreError> {
        if unit.lengths().contains(&length) {
            Ok(Self { length, unit })
        } else {
            let value = length.to_string();
            Err(CoreError::out_of_range(variable, value, unit.advice()))
        }
    }

    /// Reads `7 D`, `2W` and the like; errors name `variable`.
    ///
    /// # Errors
    /// `variable_invalid` for another text, `variable_out_of_range` for a
    /// length that PayPal does not know.
    pub fn parse(variable: &str, text: &str) -> Result<Self, CoreError> {
        let unreadable = || {
            let expected = "use a number and D, W, M or Y, such as 1 M";
            CoreError::invalid(variable, text, expected)
        };
        let unit = PeriodUnit::ALL
            .into_iter()
            .find(|unit| text.ends_with(unit.as_str()))
            .ok_or_else(unreadable)?;
        let digits = text.strip_suffix(unit.as_str()).unwrap_or_default();
        let digits = digits.strip_suffix(' ').unwrap_or(digits);
        if digits.is_empty()
            || digits.len() > 3
            || !digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(unreadable());
        }
        match digits.parse() {
            Ok(length) => Self::new(variable, length, unit),
            Err(_) => Err(CoreError::out_of_range(
                variable,
                digits.to_owned(),
                unit.advice(),
            )),
        }
    }

    /// `p3`: how many units.
    #[must_use]
    pub const fn length(self) -> u8 {
        self.length
    }

    /// `t3`.
    #[must_use]
    pub const fn unit(self) -> PeriodUnit {
        self.unit
    }
}

impl TryFrom<String> for BillingPeriod {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        text.parse()
    }
}

impl From<BillingPeriod> for String {
    fn from(period: BillingPeriod) -> Self {
        period.to_string()
    }
}

/// As [`BillingPeriod::parse`]; errors name the variable `period`.
impl FromStr for BillingPeriod {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::parse("period", text)
    }
}

impl fmt::Display for BillingPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.length, self.unit.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_the_lengths_that_paypal_knows() {
        for unit in PeriodUnit::ALL {
            for length in 0..=u8::MAX {
                let period = BillingPeriod::new("p1", length, unit);
                assert_eq!(period.is_ok(), unit.lengths().contains(&length));
                match period {
                    Ok(period) => {
                        assert_eq!(period.to_string().parse(), Ok(period));
                        let joined = format!("{length}{}", unit.as_str());
                        assert_eq!(joined.parse(), Ok(period));
                    }
                    Err(error) => assert_eq!(
                        (error.variable(), error.code()),
                        (Some("p1"), "variable_out_of_range")
                    ),
                }
            }
        }
        assert_eq!("1 M".parse(), Ok(BillingPeriod::MONTH));
    }

    #[test]
    fn other_texts_are_no_periods() {
        for text in [
            "", "M", " M", "1", "1 m", "1  M", "-1 M", "+1 M", "1.5 M", "1000 D", "1 M ", "é M",
        ] {
            let error = BillingPeriod::parse("p3", text).unwrap_err();
            assert_eq!(error.variable(), Some("p3"), "{text:?}");
            assert_eq!(error.code(), "variable_invalid", "{text:?}");
        }
        for text in ["0 M", "25 M", "91 D", "999 D", "53 W", "6 Y"] {
            let error = BillingPeriod::parse("p3", text).unwrap_err();
            assert_eq!(error.code(), "variable_out_of_range", "{text:?}");
        }
    }
}
