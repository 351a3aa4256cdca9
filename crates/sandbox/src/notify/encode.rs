//! Urlencoded bodies in the merchant's charset.

use encoding_rs::Encoding;
use form_urlencoded::byte_serialize;

/// Names and values as a message has them.
pub(crate) type Fields = Vec<(String, String)>;

/// `name=value&…`, percent-encoded bytes of `charset`. A character that the
/// charset lacks becomes a numeric character reference, as browsers send it.
pub(crate) fn body(fields: &Fields, charset: &'static Encoding) -> String {
    joined(fields, charset, "&")
}

/// The same, a field on each line.
pub(crate) fn lines(fields: &Fields, charset: &'static Encoding) -> String {
    joined(fields, charset, "\n")
}

fn joined(fields: &Fields, charset: &'static Encoding, between: &str) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name, charset), escape(value, charset)))
        .collect();
    pairs.join(between)
}

fn escape(text: &str, charset: &'static Encoding) -> String {
    let (bytes, ..) = charset.encode(text);
    byte_serialize(&bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_the_charsets() {
        let fields = vec![("item_name".to_owned(), "café & 漢".to_owned())];
        let windows = encoding_rs::WINDOWS_1252;
        assert_eq!(
            body(&fields, encoding_rs::UTF_8),
            "item_name=caf%C3%A9+%26+%E6%BC%A2"
        );
        assert_eq!(
            body(&fields, windows),
            "item_name=caf%E9+%26+%26%2328450%3B"
        );
    }
}
