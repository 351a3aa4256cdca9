//! Phone numbers, in the parts PayPal takes them in.

use crate::CoreError;

/// The parts of `night_phone_a`, `_b`, `_c` or of the older `day_phone_…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    a: String,
    b: String,
    c: Option<String>,
}

impl Phone {
    /// A number in the United States: area code, exchange and the last four
    /// digits. `variable` is `night_phone` or `day_phone`.
    ///
    /// # Errors
    /// `variable_invalid`, naming the part.
    pub fn us(variable: &str, area: &str, exchange: &str, last: &str) -> Result<Self, CoreError> {
        part(
            variable,
            "_a",
            area,
            3..=3,
            "use the three digits of the area code",
        )?;
        part(variable, "_b", exchange, 3..=3, "use three digits")?;
        part(variable, "_c", last, 4..=4, "use the last four digits")?;
        Ok(Self {
            a: area.to_owned(),
            b: exchange.to_owned(),
            c: Some(last.to_owned()),
        })
    }

    /// A number elsewhere: the country's calling code without `+`, and the
    /// whole national number. `variable` is `night_phone` or `day_phone`.
    ///
    /// # Errors
    /// `variable_invalid`, naming the part.
    pub fn abroad(variable: &str, calling: &str, number: &str) -> Result<Self, CoreError> {
        part(
            variable,
            "_a",
            calling,
            1..=3,
            "use one to three digits without +",
        )?;
        // 15 digits are the most of any number, its calling code included.
        part(variable, "_b", number, 1..=14, "use digits only")?;
        Ok(Self {
            a: calling.to_owned(),
            b: number.to_owned(),
            c: None,
        })
    }

    /// Returns true for a number in the United States.
    #[must_use]
    pub const fn is_us(&self) -> bool {
        self.c.is_some()
    }

    pub(super) fn parts(&self) -> [&str; 3] {
        [&self.a, &self.b, self.c.as_deref().unwrap_or_default()]
    }
}

fn part(
    variable: &str,
    suffix: &str,
    text: &str,
    length: std::ops::RangeInclusive<usize>,
    expected: &'static str,
) -> Result<(), CoreError> {
    if length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(CoreError::invalid(
            format!("{variable}{suffix}"),
            text,
            expected,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_digits_of_their_length() {
        assert!(
            Phone::us("night_phone", "402", "555", "0100")
                .unwrap()
                .is_us()
        );
        let abroad = Phone::abroad("night_phone", "44", "2079460000").unwrap();
        assert!(!abroad.is_us());
        for ((area, exchange, last), wrong) in [
            (("40", "555", "0100"), "night_phone_a"),
            (("402", "5555", "0100"), "night_phone_b"),
            (("402", "555", "100"), "night_phone_c"),
            (("402", "555", "01-0"), "night_phone_c"),
        ] {
            let error = Phone::us("night_phone", area, exchange, last).unwrap_err();
            assert_eq!(error.variable(), Some(wrong));
        }
        for ((calling, number), wrong) in [
            (("+44", "2079460000"), "day_phone_a"),
            (("", "2079460000"), "day_phone_a"),
            (("44", "020 79460000"), "day_phone_b"),
            (("44", ""), "day_phone_b"),
        ] {
            let error = Phone::abroad("day_phone", calling, number).unwrap_err();
            assert_eq!(error.variable(), Some(wrong));
        }
    }
}
