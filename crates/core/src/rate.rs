//! Percentages, exact to a thousandth of a percent.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::CoreError;
use crate::decimal::{DecimalError, format_decimal, parse_decimal};

/// A percentage from 0.001 to 100, as `tax_rate` and `discount_rate` take it
/// (PayPal Payments Standard, "HTML variables").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rate {
    thousandths: u32,
}

impl Rate {
    const MAX: u32 = 100_000;

    /// A rate from thousandths of a percent: `19_250` is 19.25 %.
    ///
    /// # Errors
    /// `rate_out_of_range` for 0 and above 100 %.
    pub fn from_thousandths(thousandths: u32) -> Result<Self, CoreError> {
        if (1..=Self::MAX).contains(&thousandths) {
            Ok(Self { thousandths })
        } else {
            Err(CoreError::RateOutOfRange {
                value: Self { thousandths }.text(),
            })
        }
    }

    /// Without needless zeros: `19`, `7.5`, `0.001`.
    #[must_use]
    pub fn text(self) -> String {
        format_decimal(self.thousandths.into(), 3)
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    }

    /// So many percent of an amount in minor units, rounded half away from
    /// zero. This is the one place where money is rounded.
    pub(crate) fn of(self, minor: i64) -> i64 {
        // Whole parts need no rounding, and what is left cannot overflow.
        const WHOLE: i64 = Rate::MAX as i64;
        let rate = i64::from(self.thousandths);
        let rest = minor % WHOLE * rate;
        let half = if minor < 0 { -WHOLE / 2 } else { WHOLE / 2 };
        minor / WHOLE * rate + (rest + half) / WHOLE
    }

    /// Thousandths of a percent.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.thousandths
    }

    /// Returns true for the whole: 100 %.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.thousandths == Self::MAX
    }
}

/// As [`Rate::text`].
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl FromStr for Rate {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        match parse_decimal(text, 3, Self::MAX.into()) {
            // Within the limit, which is a u32.
            Ok(thousandths) if thousandths > 0 => Ok(Self {
                thousandths: thousandths as u32,
            }),
            Ok(_) | Err(DecimalError::TooLarge) => {
                Err(CoreError::RateOutOfRange { value: text.into() })
            }
            Err(_) => Err(CoreError::RateUnreadable { value: text.into() }),
        }
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_percentages() {
        for (text, thousandths) in [
            ("19", 19_000),
            ("7.5", 7_500),
            ("0.001", 1),
            (".5", 500),
            ("100", 100_000),
        ] {
            assert_eq!(
                text.parse::<Rate>().unwrap().thousandths(),
                thousandths,
                "{text}"
            );
        }
        for text in [
            "", ".", "5.", "0", "0.000", "100.001", "-1", "1.2345", "5%", "abc",
        ] {
            assert!(text.parse::<Rate>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(thousandths in 1..=100_000_u32) {
            let rate = Rate::from_thousandths(thousandths).unwrap();
            prop_assert_eq!(rate.to_string().parse::<Rate>().unwrap(), rate);
        }
    }
}
