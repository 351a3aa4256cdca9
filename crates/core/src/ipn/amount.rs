//! Amount that a message must tell.

use std::fmt;

use crate::{Currency, Money};

/// Amount that an order expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedAmount {
    /// This one.
    Exactly(Money),
    /// One that the buyer chooses: more than zero and within these limits, where
    /// there are any.
    Chosen {
        /// The currency.
        currency: Currency,
        /// The smallest.
        least: Option<Money>,
        /// The largest.
        most: Option<Money>,
    },
    /// One that others judge; only the currency is expected.
    Judged(Currency),
}

impl ExpectedAmount {
    /// The currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        match self {
            Self::Exactly(amount) => amount.currency(),
            Self::Chosen { currency, .. } | Self::Judged(currency) => *currency,
        }
    }

    /// Returns true when a payment of this amount and currency fits.
    #[must_use]
    pub fn fits(&self, paid: Money) -> bool {
        match self {
            Self::Exactly(amount) => *amount == paid,
            Self::Chosen { least, most, .. } => {
                paid.is_positive()
                    && least.is_none_or(|least| paid >= least)
                    && most.is_none_or(|most| paid <= most)
            }
            Self::Judged(currency) => paid.currency() == *currency,
        }
    }
}

impl From<Money> for ExpectedAmount {
    fn from(amount: Money) -> Self {
        Self::Exactly(amount)
    }
}

impl fmt::Display for ExpectedAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(amount) => write!(f, "{amount}"),
            Self::Chosen { least, most, .. } => match (least, most) {
                (Some(least), Some(most)) => write!(f, "{least} to {most}"),
                (Some(least), None) => write!(f, "at least {least}"),
                (None, Some(most)) => write!(f, "at most {most}"),
                (None, None) => f.write_str("more than zero"),
            },
            Self::Judged(currency) => write!(f, "a payment in {currency}"),
        }
    }
}
