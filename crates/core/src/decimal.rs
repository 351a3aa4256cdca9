//! Decimal numbers, as whole units of their last place.

/// `units` of the last of `decimals` places, with all of these: `19.95`, `0.05`.
pub(crate) fn format_decimal(units: u64, decimals: u8) -> String {
    if decimals == 0 {
        return units.to_string();
    }
    let per_whole = 10_u64.pow(decimals.into());
    let (whole, fraction) = (units / per_whole, units % per_whole);
    format!("{whole}.{fraction:0width$}", width = decimals.into())
}

/// The reason that a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalError {
    /// Not digits with at most one point, or nothing after the point.
    Unreadable,
    /// More digits after the point than there may be.
    TooManyDecimals,
    /// Above the limit.
    TooLarge,
}

/// Reads `19.95`, `19.9`, `19` or `.5` as units of the last of `decimals`
/// places: digits, at most one point, no sign. `limit` is the most units.
pub(crate) fn parse_decimal(text: &str, decimals: u8, limit: i64) -> Result<i64, DecimalError> {
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return Err(DecimalError::Unreadable),
        Some(parts) => parts,
        None => (text, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(DecimalError::Unreadable);
    }
    let decimals = usize::from(decimals);
    if fraction.len() > decimals {
        return Err(DecimalError::TooManyDecimals);
    }
    // Digits alone fail to be a number only when there are too many of them.
    format!("{whole}{fraction:0<decimals$}")
        .parse()
        .ok()
        .filter(|units| *units <= limit)
        .ok_or(DecimalError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_in_full() {
        for (units, decimals, text) in [
            (1995, 2, "19.95"),
            (5, 2, "0.05"),
            (0, 3, "0.000"),
            (7, 0, "7"),
        ] {
            assert_eq!(format_decimal(units, decimals), text);
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
            assert_eq!(parse_decimal(text, 3, 20_000), Ok(units), "{text}");
        }
        assert_eq!(parse_decimal("20", 0, 20), Ok(20));
        for text in ["", ".", "5.", "1.2.3", "-1", "+1", " 1", "1e3", "٣"] {
            assert_eq!(
                parse_decimal(text, 3, 20_000),
                Err(DecimalError::Unreadable),
                "{text}"
            );
        }
        for text in ["1.0000", "99999.0000"] {
            let error = Err(DecimalError::TooManyDecimals);
            assert_eq!(parse_decimal(text, 3, 20_000), error, "{text}");
        }
        for text in [
            "20.001",
            "21",
            "99999999999999999999999999",
            "99999999999999999999.9",
        ] {
            assert_eq!(
                parse_decimal(text, 3, 20_000),
                Err(DecimalError::TooLarge),
                "{text}"
            );
        }
        assert_eq!(
            parse_decimal("99999999999999999999,", 3, 20),
            Err(DecimalError::Unreadable)
        );
    }
}
