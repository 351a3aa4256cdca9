//! Filters of the templates.

use askama::Values;

/// Puts a comma between the thousands of a decimal string: `500000.00` becomes `500,000.00`.
///
/// A text that is not a plain decimal is left as it is.
#[askama::filter_fn]
pub(crate) fn grouped(amount: &str, _: &dyn Values) -> askama::Result<String> {
    Ok(group_thousands(amount))
}

fn group_thousands(amount: &str) -> String {
    let (sign, unsigned) = match amount.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", amount),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !fraction.is_none_or(all_digits) {
        return amount.to_owned();
    }
    let mut grouped = String::with_capacity(amount.len() + whole.len() / 3);
    grouped.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::group_thousands;

    #[test]
    fn thousands_are_grouped_and_other_text_is_left_alone() {
        for (given, expected) in [
            ("0.00", "0.00"),
            ("999", "999"),
            ("1000", "1,000"),
            ("500000", "500,000"),
            ("1234567.89", "1,234,567.89"),
            ("-1234.50", "-1,234.50"),
            ("", ""),
            ("1e9", "1e9"),
            ("12345.x", "12345.x"),
            (".50", ".50"),
            ("１２３４", "１２３４"),
        ] {
            assert_eq!(group_thousands(given), expected);
        }
    }
}
