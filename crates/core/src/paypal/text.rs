//! Texts within PayPal's limits.

/// A text for people on one line, cut after `limit` characters: PayPal v2
/// refuses longer ones, and a name is no reason to lose an order.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    text.chars().map(printable).take(limit).collect()
}

/// A text on one line, of characters that XML can have.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.chars().map(printable).collect()
}

/// A blank for what no line and no XML document has (XML 1.0, section 2.2).
fn printable(character: char) -> char {
    if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') {
        ' '
    } else {
        character
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_never_split() {
        assert_eq!(clip("Tasse für Grüntee", 9), "Tasse für");
        assert_eq!(clip("a\nb\tc", 10), "a b c");
    }
}
