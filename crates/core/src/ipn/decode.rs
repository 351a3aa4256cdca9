//! Decodes percent-encoded bytes to text, in two passes: first the field that
//! names the encoding, then everything in that encoding.

use encoding_rs::{Encoding, WINDOWS_1252};
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
    // Without the field, and for labels nobody knows, PayPal's own default.
    let encoding = pairs
        .iter()
        .find(|(name, _)| name == b"charset")
        .and_then(|(_, label)| Encoding::for_label(label))
        .unwrap_or(WINDOWS_1252);
    let mut damaged = false;
    let mut text = |bytes: &[u8]| {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        damaged |= bad;
        text.into_owned()
    };
    let pairs = pairs
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect();
    Decoded {
        pairs,
        charset: encoding.name(),
        damaged,
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
