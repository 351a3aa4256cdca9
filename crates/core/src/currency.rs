//! The currencies PayPal takes, with PayPal's own number of decimals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::CoreError;

macro_rules! currencies {
    ($($code:ident $decimals:literal $scope:ident),+ $(,)?) => {
        /// A currency of `currency_code`.
        ///
        /// The decimals are PayPal's, not those of ISO 4217: HUF and TWD have
        /// none here (PayPal "Currency codes").
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is its ISO 4217 code")]
        pub enum Currency { $($code),+ }

        impl Currency {
            /// Every currency, by code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The three letters of `currency_code`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),+ }
            }

            /// Digits after the point: 2, or 0 for HUF, JPY and TWD.
            #[must_use]
            pub const fn decimals(self) -> u8 {
                match self { $(Self::$code => $decimals),+ }
            }

            /// Returns true when only accounts of the currency's own country may use it.
            #[must_use]
            pub const fn is_domestic_only(self) -> bool {
                matches!(match self { $(Self::$code => Scope::$scope),+ }, Scope::Domestic)
            }
        }
    };
}

enum Scope {
    Global,
    Domestic,
}

currencies! {
    AUD 2 Global, BRL 2 Domestic, CAD 2 Global, CHF 2 Global, CNY 2 Domestic,
    CZK 2 Global, DKK 2 Global, EUR 2 Global, GBP 2 Global, HKD 2 Global,
    HUF 0 Global, ILS 2 Global, INR 2 Domestic, JPY 0 Global, MXN 2 Global,
    MYR 2 Domestic, NOK 2 Global, NZD 2 Global, PHP 2 Global, PLN 2 Global,
    SEK 2 Global, SGD 2 Global, THB 2 Global, TWD 0 Global, USD 2 Global,
}

impl Currency {
    /// Minor units of one major unit: 100, or 1 without decimals.
    #[must_use]
    pub const fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals() as u32)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::ALL
            .iter()
            .copied()
            .find(|currency| currency.code() == text)
            .ok_or_else(|| CoreError::UnknownCurrency { value: text.into() })
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_paypals_own() {
        let without: Vec<_> = Currency::ALL
            .iter()
            .filter(|currency| currency.decimals() == 0)
            .map(|currency| currency.code())
            .collect();
        assert_eq!(without, ["HUF", "JPY", "TWD"]);
    }

    #[test]
    fn codes_are_read_exactly() {
        assert_eq!("EUR".parse::<Currency>().unwrap(), Currency::EUR);
        for wrong in ["eur", "EURO", "", "XXX", " EUR"] {
            assert!(wrong.parse::<Currency>().is_err(), "{wrong:?}");
        }
    }
}
