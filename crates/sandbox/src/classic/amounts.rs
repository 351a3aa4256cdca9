//! Amounts of requests: texts in a currency.

use leptos_paypal_core::{Currency, Money};

use super::errors::{CallResult, ClassicError, Refusal, refused};
use super::fields::{Fields, WrittenAmount};

/// The currency where a request names none.
pub(super) const DEFAULT_CURRENCY: Currency = Currency::USD;

/// Reads `CURRENCYCODE`, or the `currencyID` of `amount`.
pub(super) fn currency(
    fields: &Fields<'_>,
    amount: Option<&WrittenAmount>,
) -> CallResult<Currency> {
    let named = amount.and_then(|amount| amount.currency.clone());
    match named.or_else(|| fields.text("CURRENCYCODE", "")) {
        None => Ok(DEFAULT_CURRENCY),
        Some(code) => Currency::from_code(&code)
            .filter(|currency| currency.is_accepted())
            .ok_or_else(|| Refusal::from(ClassicError::of(10605))),
    }
}

/// Reads an amount that may be negative; `code` is the refusal of one that
/// cannot be read, and 10418 of one in another currency.
pub(super) fn signed(written: &WrittenAmount, currency: Currency, code: u32) -> CallResult<Money> {
    let other = |named: &String| !named.eq_ignore_ascii_case(currency.code());
    if written.currency.as_ref().is_some_and(other) {
        return refused(10418);
    }
    let text = without_separators(&written.text);
    Money::parse_signed(&text, currency).map_err(|_| ClassicError::of(code).into())
}

/// Reads an amount that is not negative.
pub(super) fn unsigned(
    written: &WrittenAmount,
    currency: Currency,
    code: u32,
) -> CallResult<Money> {
    let amount = signed(written, currency, code)?;
    if amount.is_negative() {
        return refused(code);
    }
    Ok(amount)
}

/// Takes away commas between thousands, where they stand right.
fn without_separators(text: &str) -> String {
    let (whole, rest) = text
        .split_once('.')
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = (1..=3).contains(&first.len()) && groups.clone().count() > 0;
    if !is_grouped || !groups.all(|group| group.len() == 3) || !all_digits(digits) {
        return text.to_owned();
    }
    let whole = whole.replace(',', "");
    match rest {
        Some(rest) => format!("{whole}.{rest}"),
        None => whole,
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_may_be_separated() {
        let read = |text: &str| {
            let written = WrittenAmount {
                text: text.to_owned(),
                currency: None,
            };
            signed(&written, Currency::USD, 10400)
                .map(|money| money.to_string())
                .ok()
        };
        assert_eq!(read("1,234.50").as_deref(), Some("1234.50"));
        assert_eq!(read("-1,234").as_deref(), Some("-1234.00"));
        for wrong in [
            "1,23.00", ",123.00", "12,34", "1,2345", "1.234,50", "--1", "1e3", "", "$1",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
