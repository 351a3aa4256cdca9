//! Amounts of money, exact, in one currency each.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::{DecimalError, format_decimal, parse_decimal};
use crate::{CoreError, Currency, Rate};

/// The largest amount, in minor units, that any calculation may reach.
///
/// Far above PayPal's ten characters for one payment, far below what an `i64`
/// holds, so that intermediate sums have room and overflow is an error long
/// before it could wrap.
pub const MAX_MINOR: i64 = 1_000_000_000_000;

/// An amount in the currency's minor unit (cents, or whole yen).
///
/// ```
/// use leptos_paypal_core::{Currency, Money};
/// let price = Money::parse("19.95", Currency::USD)?;
/// assert_eq!(price.times(3)?.to_string(), "59.85");
/// # Ok::<(), leptos_paypal_core::CoreError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// An amount from minor units: `1995` is 19.95 USD, or 1,995 JPY.
    ///
    /// # Errors
    /// `amount_out_of_range` beyond ±[`MAX_MINOR`].
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, CoreError> {
        if (-MAX_MINOR..=MAX_MINOR).contains(&minor) {
            Ok(Self { minor, currency })
        } else {
            Err(CoreError::AmountOutOfRange { currency })
        }
    }

    /// A limit that is known to be in range.
    pub(crate) const fn of_limit(minor: i64, currency: Currency) -> Self {
        assert!(minor <= MAX_MINOR, "a limit within the range of money");
        Self { minor, currency }
    }

    /// Reads a decimal such as `19.95`, `19.9` or `19`: digits, at most one
    /// point, at most the currency's decimals; no sign, grouping or currency
    /// mark (PayPal Payments Standard, "HTML variables").
    ///
    /// # Errors
    /// `amount_unreadable`, `amount_too_many_decimals`, `amount_out_of_range`.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, CoreError> {
        let decimals = currency.decimals();
        let value = || text.into();
        match parse_decimal(text, decimals, MAX_MINOR) {
            Ok(minor) => Ok(Self { minor, currency }),
            Err(DecimalError::Unreadable) => Err(CoreError::AmountUnreadable {
                value: value(),
                currency,
            }),
            Err(DecimalError::TooManyDecimals) => Err(CoreError::AmountTooManyDecimals {
                value: value(),
                currency,
            }),
            Err(DecimalError::TooLarge) => Err(CoreError::AmountOutOfRange { currency }),
        }
    }

    /// Reads an amount that may carry a leading minus, as `mc_gross` of a
    /// refund does (IPN guide, "payment information").
    ///
    /// # Errors
    /// As [`Money::parse`].
    pub fn parse_signed(text: &str, currency: Currency) -> Result<Self, CoreError> {
        match text.strip_prefix('-') {
            Some(rest) => Self::parse(rest, currency).map(Self::negated),
            None => Self::parse(text, currency),
        }
    }

    /// The decimal string PayPal wants: exactly the currency's decimals, a
    /// point, no grouping, no currency mark.
    #[must_use]
    pub fn text(self) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let amount = format_decimal(self.minor.unsigned_abs(), self.currency.decimals());
        format!("{sign}{amount}")
    }

    /// The amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Returns true for exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Returns true for more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Returns true for less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// The same amount with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self {
            minor: -self.minor,
            currency: self.currency,
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// `currency_mixed` for two currencies, `amount_out_of_range`.
    pub fn plus(self, other: Self) -> Result<Self, CoreError> {
        self.same_currency(other)?;
        Self::from_minor(self.minor + other.minor, self.currency)
    }

    /// The difference; may be negative.
    ///
    /// # Errors
    /// `currency_mixed` for two currencies, `amount_out_of_range`.
    pub fn minus(self, other: Self) -> Result<Self, CoreError> {
        self.plus(other.negated())
    }

    /// The amount `count` times.
    ///
    /// # Errors
    /// `amount_out_of_range`.
    pub fn times(self, count: u32) -> Result<Self, CoreError> {
        self.minor
            .checked_mul(i64::from(count))
            .ok_or(CoreError::AmountOutOfRange {
                currency: self.currency,
            })
            .and_then(|minor| Self::from_minor(minor, self.currency))
    }

    /// `rate` percent of the amount, rounded to the minor unit, half away from
    /// zero.
    ///
    /// # Errors
    /// `amount_out_of_range`.
    pub fn percent(self, rate: Rate) -> Result<Self, CoreError> {
        Self::from_minor(rate.of(self.minor), self.currency)
    }

    /// The smaller of two amounts of one currency.
    ///
    /// # Errors
    /// `currency_mixed`.
    pub fn min(self, other: Self) -> Result<Self, CoreError> {
        self.same_currency(other)?;
        Ok(if other.minor < self.minor {
            other
        } else {
            self
        })
    }

    /// The sum of many; nothing in `currency` when there are none.
    ///
    /// # Errors
    /// `currency_mixed`, `amount_out_of_range`.
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, CoreError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::plus)
    }

    fn same_currency(self, other: Self) -> Result<(), CoreError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(CoreError::CurrencyMixed {
                expected: self.currency,
                found: other.currency,
            })
        }
    }
}

/// As [`Money::text`].
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Amounts of different currencies have no order.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

/// As `{"value": "19.95", "currency": "USD"}`.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("value", &self.to_string())?;
        fields.serialize_field("currency", &self.currency)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            value: String,
            currency: Currency,
        }
        let fields = Fields::deserialize(deserializer)?;
        Self::parse_signed(&fields.value, fields.currency).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_currency() -> impl Strategy<Value = Currency> {
        proptest::sample::select(Currency::ALL)
    }

    #[test]
    fn reads_what_paypal_reads() {
        for (text, minor) in [
            ("5", 500),
            ("5.5", 550),
            ("0.01", 1),
            (".50", 50),
            ("007.00", 700),
        ] {
            assert_eq!(
                Money::parse(text, Currency::USD).unwrap().minor(),
                minor,
                "{text}"
            );
        }
        assert_eq!(Money::parse("300", Currency::JPY).unwrap().minor(), 300);
    }

    #[test]
    fn refuses_what_is_not_an_amount() {
        for text in [
            "",
            ".",
            "5.",
            "-1",
            "+1",
            "1,000.00",
            "$5",
            "5 ",
            " 5",
            "1e3",
            "undefined",
            "NaN",
            "٣",
        ] {
            let error = Money::parse(text, Currency::USD).unwrap_err();
            assert_eq!(error.code(), "amount_unreadable", "{text:?}");
        }
        for (text, currency) in [
            ("1.005", Currency::USD),
            ("10.50", Currency::JPY),
            ("1.0", Currency::HUF),
        ] {
            let error = Money::parse(text, currency).unwrap_err();
            assert_eq!(error.code(), "amount_too_many_decimals", "{text:?}");
        }
        let error = Money::parse("99999999999999999999", Currency::USD).unwrap_err();
        assert_eq!(error.code(), "amount_out_of_range");
    }

    #[test]
    fn three_times_ten_cents_is_thirty_cents() {
        let dime = Money::parse("0.1", Currency::USD).unwrap();
        assert_eq!(dime.times(3).unwrap().to_string(), "0.30");
    }

    #[test]
    fn halves_round_away_from_zero() {
        let rate: Rate = "50".parse().unwrap();
        let cent = Money::from_minor(1, Currency::EUR).unwrap();
        assert_eq!(cent.percent(rate).unwrap().minor(), 1);
        assert_eq!(cent.negated().percent(rate).unwrap().minor(), -1);
    }

    #[test]
    fn currencies_never_mix() {
        let dollars = Money::parse("10", Currency::USD).unwrap();
        let euros = Money::parse("10", Currency::EUR).unwrap();
        assert_eq!(dollars.plus(euros).unwrap_err().code(), "currency_mixed");
        assert_eq!(dollars.partial_cmp(&euros), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor in 0..=MAX_MINOR, currency in any_currency()) {
            let money = Money::from_minor(minor, currency).unwrap();
            prop_assert_eq!(Money::parse(&money.to_string(), currency).unwrap(), money);
            let json = serde_json::to_string(&money.negated()).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money.negated());
        }

        #[test]
        fn reading_never_panics(text in ".{0,24}", currency in any_currency()) {
            let _ = Money::parse_signed(&text, currency);
        }

        #[test]
        fn a_rate_is_within_half_a_unit(minor in 0..1_000_000_000_i64, thousandths in 1..=100_000_u32) {
            let money = Money::from_minor(minor, Currency::USD).unwrap();
            let part = money.percent(Rate::from_thousandths(thousandths).unwrap()).unwrap();
            let exact = i128::from(minor) * i128::from(thousandths);
            let error = (i128::from(part.minor()) * 100_000 - exact).abs();
            prop_assert!(error <= 50_000);
        }
    }
}
