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

/// The digits after the point, filled up with zeros to `width`, as a number.
pub(crate) fn filled(digits: &str, width: usize) -> Option<u32> {
    let mut number: u32 = digits.parse().ok()?;
    for _ in digits.len()..width {
        number = number.checked_mul(10)?;
    }
    Some(number)
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
    fn fractions_are_filled_up() {
        assert_eq!(filled("5", 3), Some(500));
        assert_eq!(filled("05", 2), Some(5));
        assert_eq!(filled("", 2), None);
    }
}
