//! Dates as PayPal writes them in messages.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads `20:12:59 Jan 13, 2009 PST` as milliseconds since 1970. A full stop
/// behind the month and the day before it, which some messages have, are read
/// too; `None` for anything else, such as `N/A`.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    let mut words = text.split_whitespace();
    let time = words.next()?;
    let (first, second) = (plain(words.next()?), plain(words.next()?));
    let year: i16 = words.next()?.parse().ok()?;
    let offset = match words.next()? {
        "PST" => Offset::constant(-8),
        "PDT" => Offset::constant(-7),
        "GMT" | "UTC" => Offset::UTC,
        _ => return None,
    };
    if words.next().is_some() {
        return None;
    }
    let (month, day) = match month(first) {
        Some(month) => (month, second),
        None => (month(second)?, first),
    };
    let mut parts = time.split(':').map(|part| part.parse::<i8>().ok());
    let mut part = || parts.next().flatten();
    let (hour, minute, second) = (part()?, part()?, part()?);
    let date = civil::DateTime::new(year, month, day.parse().ok()?, hour, minute, second, 0);
    let zoned = date.ok()?.to_zoned(TimeZone::fixed(offset)).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

fn plain(word: &str) -> &str {
    word.trim_end_matches([',', '.'])
}

fn month(word: &str) -> Option<i8> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| name.eq_ignore_ascii_case(word))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_known_spelling_is_read() {
        for text in [
            "20:12:59 Jan 13, 2009 PST",
            "20:12:59 Jan. 13, 2009 PST",
            "20:12:59 13 Jan 2009 PST",
            "21:12:59 Jan 13, 2009 PDT",
            "04:12:59 Jan 14, 2009 GMT",
        ] {
            assert_eq!(milliseconds(text), Some(1_231_906_379_000), "{text}");
        }
        for text in [
            "",
            "N/A",
            "20:12:59 Jan 32, 2009 PST",
            "20:12 Jan 13, 2009 PST",
        ] {
            assert_eq!(milliseconds(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,40}") {
            let _ = milliseconds(&text);
        }

        #[test]
        fn odd_numbers_never_panic(year in any::<i16>(), day in any::<u8>(), hour in any::<i8>()) {
            let _ = milliseconds(&format!("{hour}:00:00 Feb {day}, {year} PST"));
        }
    }
}
