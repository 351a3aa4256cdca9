//! Weights, for shops whose PayPal profile computes shipping by weight.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::CoreError;
use crate::decimal::{format_decimal, parse_decimal};

/// The unit of `weight_unit`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum WeightUnit {
    /// Pounds, PayPal's default.
    #[default]
    Lbs,
    /// Kilograms.
    Kgs,
}

impl WeightUnit {
    /// The value of `weight_unit`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lbs => "lbs",
            Self::Kgs => "kgs",
        }
    }
}

/// `weight_unit` of a form: what it says, and PayPal's default in so many words
/// where it has weights. Whoever reads a weight then knows its unit.
pub(crate) fn weight_unit(said: Option<WeightUnit>, has_weight: bool) -> Option<WeightUnit> {
    said.or_else(|| has_weight.then(WeightUnit::default))
}

/// A weight in hundredths of the unit, as `weight` takes it: two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    hundredths: u32,
}

impl Weight {
    /// A weight from hundredths of the unit: `45` is 0.45.
    #[must_use]
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self { hundredths }
    }

    /// Hundredths of the unit.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.hundredths
    }

    /// Returns true when nothing is weighed.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.hundredths == 0
    }

    /// With two decimals: `0.45`.
    #[must_use]
    pub fn text(self) -> String {
        format_decimal(self.hundredths.into(), 2)
    }

    /// The weight of `count`, at most `u32::MAX` hundredths.
    #[must_use]
    pub const fn times(self, count: u32) -> Self {
        Self {
            hundredths: self.hundredths.saturating_mul(count),
        }
    }

    /// Both together, at most `u32::MAX` hundredths.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            hundredths: self.hundredths.saturating_add(other.hundredths),
        }
    }
}

/// As [`Weight::text`].
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl FromStr for Weight {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        // A weight without whole units is written with a zero.
        match parse_decimal(text, 2, u32::MAX.into()) {
            Ok(hundredths) if !text.starts_with('.') => {
                // Within the limit, which is a u32.
                Ok(Self::from_hundredths(hundredths as u32))
            }
            _ => Err(CoreError::WeightUnreadable { value: text.into() }),
        }
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_two_decimals() {
        for (text, written) in [("1", "1.00"), ("0.4", "0.40"), ("12.05", "12.05")] {
            assert_eq!(text.parse::<Weight>().unwrap().to_string(), written);
        }
        for text in ["", ".5", "1.234", "-1", "1kg", "99999999999"] {
            assert!(text.parse::<Weight>().is_err(), "{text:?}");
        }
    }
}
