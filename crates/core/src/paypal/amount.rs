//! Amounts, as PayPal's JSON writes them.

use crate::{Currency, Money};

/// Reads the decimal and the currency code of an amount: `value` and
/// `currency_code` (v2), `total` or `value` and `currency` (v1).
///
/// Nothing for a currency that PayPal does not take, and for too many decimals;
/// `1500.00` of a currency without decimals is what old answers say for 1500.
#[must_use]
pub fn amount(decimal: &str, currency: &str) -> Option<Money> {
    let currency = Currency::from_code(currency)?;
    let decimal = match decimal.split_once('.') {
        Some((whole, fraction))
            if currency.decimals() == 0 && fraction.bytes().all(|byte| byte == b'0') =>
        {
            whole
        }
        _ => decimal,
    };
    Money::parse_signed(decimal, currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let read = |decimal, currency| amount(decimal, currency).map(Money::minor);
        assert_eq!(read("19.95", "USD"), Some(1995));
        assert_eq!(read("-19.95", "USD"), Some(-1995));
        assert_eq!(read("1500", "JPY"), Some(1500));
        assert_eq!(read("1500.00", "JPY"), Some(1500));
        for (decimal, currency) in [
            ("1.005", "USD"),
            ("1,00", "USD"),
            ("1.00", "XXX"),
            ("100.50", "JPY"),
        ] {
            assert_eq!(read(decimal, currency), None, "{decimal} {currency}");
        }
    }
}
