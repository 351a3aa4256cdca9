//! Amounts as text: what is read is written again as the same amount, and
//! sums are exact or refused.

use leptos_paypal_core::{Currency, Money};

/// Reads two amounts, a line each, in every currency.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (first, second) = text.split_once('\n').unwrap_or((text, "1"));
    for &currency in Currency::ALL {
        let amount = Money::parse_signed(first, currency);
        if let Ok(unsigned) = Money::parse(first, currency) {
            assert_eq!(amount.as_ref(), Ok(&unsigned), "{first:?} has two values");
            assert!(!unsigned.is_negative(), "{first:?} is read as negative");
        }
        let Ok(amount) = amount else { continue };
        assert_eq!(Money::parse_signed(&amount.text(), currency), Ok(amount));
        let Ok(other) = Money::parse_signed(second, currency) else {
            continue;
        };
        if let Ok(sum) = amount.plus(other) {
            assert_eq!(sum.minus(other), Ok(amount));
            assert_eq!(sum.minor(), amount.minor() + other.minor());
        }
    }
}
