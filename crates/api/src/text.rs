//! Texts within PayPal's limits.

/// A text for people on one line, cut after `limit` characters: PayPal v2
/// refuses longer ones, and a name is no reason to lose an order.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .take(limit)
        .collect()
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
