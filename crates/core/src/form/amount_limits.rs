//! The largest amounts that PayPal reads from a form.

use crate::{Currency, Money};

/// The largest amount of any variable: PayPal's ten characters leave seven
/// digits before the point.
pub(crate) const fn max_amount(currency: Currency) -> Money {
    Money::of_limit(10_000_000 * currency.minor_per_major() - 1, currency)
}

/// The largest `shipping` and `shipping2`: 999.99, whatever the currency;
/// PayPal ignores more.
pub(super) const fn max_shipping(currency: Currency) -> Money {
    Money::of_limit(99_999 * currency.minor_per_major() / 100, currency)
}

/// Returns true when PayPal's ten characters hold the amount.
pub(super) fn is_payable(amount: Money) -> bool {
    amount <= max_amount(amount.currency())
}

/// Returns true when PayPal takes the amount as shipping.
pub(super) fn is_shipping(amount: Money) -> bool {
    amount <= max_shipping(amount.currency())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_have_the_decimals_of_their_currency() {
        for (currency, amount, shipping) in [
            (Currency::USD, "9999999.99", "999.99"),
            (Currency::JPY, "9999999", "999"),
        ] {
            assert_eq!(max_amount(currency).to_string(), amount);
            assert_eq!(max_shipping(currency).to_string(), shipping);
        }
    }
}
