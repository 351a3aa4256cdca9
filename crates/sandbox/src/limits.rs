//! The most that one payment may be.

use leptos_paypal_core::{Currency, Money};

/// About 10,000 USD in each currency, in round numbers that do not follow the
/// day's rates: tests must not fail because a rate moved.
#[must_use]
pub fn default_maximum(currency: Currency) -> Money {
    let whole: i64 = match currency {
        Currency::USD | Currency::CHF | Currency::EUR | Currency::GBP => 10_000,
        Currency::AUD | Currency::CAD | Currency::NZD | Currency::SGD => 15_000,
        Currency::BRL | Currency::ILS | Currency::MYR | Currency::PLN => 50_000,
        Currency::CNY | Currency::DKK | Currency::HKD => 80_000,
        Currency::NOK | Currency::SEK => 100_000,
        Currency::CZK | Currency::MXN => 200_000,
        Currency::THB | Currency::TWD => 350_000,
        Currency::PHP => 600_000,
        Currency::INR => 900_000,
        Currency::JPY => 1_500_000,
        Currency::HUF => 4_000_000,
        // No checkout can be in any other.
        _ => 0,
    };
    // Every value of the table is far inside the range of `Money`.
    Money::from_minor(whole * currency.minor_per_major(), currency).unwrap_or(Money::zero(currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_has_a_maximum() {
        for currency in Currency::ALL {
            assert!(default_maximum(*currency).is_positive(), "{currency}");
        }
        assert_eq!(default_maximum(Currency::USD).to_string(), "10000.00");
    }
}
