//! Decodes percent-encoded bytes to text, in two passes: first the field that
//! names the encoding, then everything in that encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, UTF_16BE, UTF_16LE, WINDOWS_1252};
use percent_encoding::percent_decode;

/// The pairs of a message in order, as bytes.
type BytePairs = Vec<(Vec<u8>, Vec<u8>)>;

/// The decoded pairs of a message.
pub(super) struct Decoded {
    pub(super) pairs: Vec<(String, String)>,
    /// The encoding's WHATWG name.
    pub(super) charset: &'static str,
    /// True when there were bytes that the encoding does not have.
    pub(super) damaged: bool,
}

/// Splits `body` at `separator` and decodes it.
pub(super) fn decode(body: &[u8], separator: u8) -> Decoded {
    let pairs = split(body, separator);
    let charset = pairs
        .iter()
        .find(|(name, _)| name == b"charset")
        .map_or(Charset::DEFAULT, |(_, label)| Charset::of_label(label));
    let mut damaged = false;
    let mut text = |bytes: &[u8]| {
        let (text, bad) = charset.decode(bytes);
        damaged |= bad;
        text.into_owned()
    };
    let pairs = pairs
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect();
    Decoded {
        pairs,
        charset: charset.name(),
        damaged,
    }
}

/// Encoding of a message's text. Names, amounts and statuses are ASCII in each
/// of them, whatever the label.
#[derive(Clone, Copy)]
enum Charset {
    Known(&'static Encoding),
    /// ASCII alone; everything else is replaced. PayPal lets an account choose
    /// encodings such as ISO-2022-KR, HZ-GB-2312 and UTF-16. Browsers read no
    /// text in these labels, or every byte as half a character; the bytes of a
    /// message are ASCII all the same.
    Ascii,
}

impl Charset {
    /// PayPal's own default, also for labels that nobody knows.
    const DEFAULT: Self = Self::Known(WINDOWS_1252);

    fn of_label(label: &[u8]) -> Self {
        match Encoding::for_label(label) {
            Some(encoding) if [REPLACEMENT, UTF_16BE, UTF_16LE].contains(&encoding) => Self::Ascii,
            Some(encoding) => Self::Known(encoding),
            None => Self::DEFAULT,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Ascii => "US-ASCII",
        }
    }

    /// The text, and true when some of it had to be replaced.
    fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Ascii => {
                let text: String = bytes.iter().map(|byte| ascii(*byte)).collect();
                let damaged = text.contains(char::REPLACEMENT_CHARACTER);
                (text.into(), damaged)
            }
        }
    }
}

/// ASCII without what switches to another character set: shifts and escapes.
const fn ascii(byte: u8) -> char {
    match byte {
        0x0e | 0x0f | 0x1b | 0x80.. => char::REPLACEMENT_CHARACTER,
        _ => byte as char,
    }
}

fn split(body: &[u8], separator: u8) -> BytePairs {
    body.split(|byte| *byte == separator)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = halves.next().unwrap_or_default();
            let value = halves.next().unwrap_or_default();
            (plain(name), plain(value))
        })
        .collect()
}

fn plain(encoded: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = encoded
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).collect()
}
