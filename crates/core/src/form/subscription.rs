//! Billing periods of subscriptions (`_xclick-subscriptions`).

use std::ops::RangeInclusive;

/// The `cmd` of a subscription. Core writes no such form; the elements of a
/// page do.
pub const SUBSCRIBE_CMD: &str = "_xclick-subscriptions";

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
}
