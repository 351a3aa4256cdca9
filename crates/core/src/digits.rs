//! Numbers as text, without the machinery of `format!`: its bytes count in the
//! browser.

/// A whole number in decimal.
#[must_use]
pub fn digits(mut number: u64) -> String {
    let mut text = Vec::with_capacity(20);
    loop {
        // A digit is below ten.
        text.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.iter().rev().map(|digit| char::from(*digit)).collect()
}

/// `number` units of the last of `decimals`, with all of these: `19.95`, `0.05`.
pub(crate) fn decimal_text(number: u64, decimals: usize) -> String {
    let mut text = digits(number);
    if decimals > 0 {
        while text.len() <= decimals {
            text.insert(0, '0');
        }
        text.insert(text.len() - decimals, '.');
    }
    text
}

/// What is before and after the first `mark`, which is an ASCII character: what
/// `split_once` does, in fewer bytes.
#[must_use]
pub fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// Whether there is nothing to be seen in a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Why a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalProblem {
    /// Not digits with at most one point, or nothing after the point.
    Unreadable,
    /// More digits after the point than there may be.
    TooManyDecimals,
    /// Above the limit.
    TooLarge,
}

/// Reads `19.95`, `19.9`, `19` or `.5` as units of the last of `decimals`: digits,
/// at most one point, no sign. A `limit` of units is the most that is taken.
pub(crate) fn decimal(text: &str, decimals: u8, limit: i64) -> Result<i64, DecimalProblem> {
    // From the point on, how many digits are still to come.
    let mut missing = None;
    let mut number = 0;
    let mut problem = None;
    for byte in text.bytes() {
        match (byte, missing) {
            (b'.', None) => missing = Some(i32::from(decimals)),
            (b'0'..=b'9', _) => {
                missing = missing.map(|missing| missing - 1);
                number = number * 10 + i64::from(byte - b'0');
                if number > limit {
                    // Only what can be read can be too large.
                    problem = Some(DecimalProblem::TooLarge);
                    number = limit;
                }
            }
            _ => return Err(DecimalProblem::Unreadable),
        }
    }
    if matches!(text.as_bytes(), [] | [.., b'.']) {
        return Err(DecimalProblem::Unreadable);
    }
    let missing = missing.unwrap_or(i32::from(decimals));
    if missing < 0 {
        return Err(DecimalProblem::TooManyDecimals);
    }
    for _ in 0..missing {
        number *= 10;
    }
    match problem {
        Some(problem) => Err(problem),
        None if number > limit => Err(DecimalProblem::TooLarge),
        None => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_elsewhere() {
        for number in [0, 7, 10, 99, 100, 1_234_567_890, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
    }

    #[test]
    fn decimals_are_written_in_full() {
        for (units, decimals, text) in [
            (1995, 2, "19.95"),
            (5, 2, "0.05"),
            (0, 3, "0.000"),
            (7, 0, "7"),
        ] {
            assert_eq!(decimal_text(units, decimals), text);
        }
    }

    #[test]
    fn texts_are_cut_at_the_first_mark() {
        for text in ["", "a", "=", "a=b", "ä=ö=ü", "=b", "a="] {
            assert_eq!(cut(text, b'='), text.split_once('='), "{text:?}");
        }
    }

    #[test]
    fn decimals_are_read_as_units() {
        for (text, units) in [
            ("19.95", 19_950),
            ("7", 7000),
            (".5", 500),
            ("007.250", 7250),
        ] {
            assert_eq!(decimal(text, 3, 20_000), Ok(units), "{text}");
        }
        assert_eq!(decimal("20", 0, 20), Ok(20));
        for text in ["", ".", "5.", "1.2.3", "-1", "+1", " 1", "1e3", "٣"] {
            assert_eq!(
                decimal(text, 3, 20_000),
                Err(DecimalProblem::Unreadable),
                "{text}"
            );
        }
        for text in ["1.0000", "99999.0000"] {
            let problem = Err(DecimalProblem::TooManyDecimals);
            assert_eq!(decimal(text, 3, 20_000), problem, "{text}");
        }
        for text in [
            "20.001",
            "21",
            "99999999999999999999999999",
            "99999999999999999999.9",
        ] {
            assert_eq!(
                decimal(text, 3, 20_000),
                Err(DecimalProblem::TooLarge),
                "{text}"
            );
        }
        assert_eq!(
            decimal("99999999999999999999,", 3, 20),
            Err(DecimalProblem::Unreadable)
        );
    }
}
