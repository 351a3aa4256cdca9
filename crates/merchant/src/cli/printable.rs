//! Text that a terminal shows as it is, and as one line.

/// Output of this program: one line, with [`printable`] text. Messages,
/// answers and addresses come from outside, and stand in nearly every line.
macro_rules! say {
    ($($format:tt)*) => {
        println!("{}", crate::cli::printable::printable(&format!($($format)*)))
    };
}

pub(crate) use say;

/// The text with everything escaped that would move the cursor, end the line,
/// turn the direction of writing or not be seen: `\n`, `\u{1b}`, `\u{202e}`.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
            _ if c.is_control() || is_invisible(c) => shown.extend(c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

/// Separators of lines, marks of direction, and characters of no width
/// (Unicode, general categories Zl, Zp and Cf).
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{600}'..='\u{605}'
            | '\u{61c}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        for (raw, shown) in [
            ("Zoë 茶 🍵 \"<b>\"", "Zoë 茶 🍵 \"<b>\""),
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\u{1b}[2J\u{7}\u{9b}31m", "\\u{1b}[2J\\u{7}\\u{9b}31m"),
            ("pay\u{202e}dap\u{2066}", "pay\\u{202e}dap\\u{2066}"),
            (
                "a\u{200b}b\u{2028}c\u{feff}",
                "a\\u{200b}b\\u{2028}c\\u{feff}",
            ),
        ] {
            assert_eq!(printable(raw), shown);
        }
    }
}
