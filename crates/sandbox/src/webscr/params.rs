//! Posted variables, decoded by the form's own charset.

use std::borrow::Cow;

use encoding_rs::Encoding;
use percent_encoding::percent_decode;

/// A name and a value as bytes, percent-decoded and nothing else.
pub(crate) type BytePair = (Vec<u8>, Vec<u8>);

/// Splits urlencoded text into decoded pairs, in order. Whatever it is fed, it
/// reads what it can: PayPal takes forms of any Content-Type.
pub(crate) fn byte_pairs(encoded: &[u8]) -> Vec<BytePair> {
    encoded
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || unescape(halves.next().unwrap_or_default());
            (half(), half())
        })
        .collect()
}

fn unescape(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).collect()
}

/// The variables of one form.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    /// What `charset` said, when it named an encoding.
    pub(crate) charset: Option<&'static Encoding>,
}

impl Params {
    /// Reads body and query; where both have a variable, the body's counts,
    /// and of several in one place the first.
    ///
    /// The bytes are read in the encoding that `charset` names, else in
    /// `default`. UTF-8 that came without a word about it stays UTF-8.
    pub(crate) fn read(query: &[u8], body: &[u8], default: &'static Encoding) -> Self {
        let mut raw = byte_pairs(body);
        raw.extend(byte_pairs(query));
        let charset = raw
            .iter()
            .find(|(name, _)| name == b"charset")
            .and_then(|(_, value)| Encoding::for_label(value));
        let mut pairs: Vec<(String, String)> = Vec::with_capacity(raw.len());
        for (name, value) in raw {
            let name = String::from_utf8_lossy(&name).into_owned();
            if pairs.iter().all(|(known, _)| *known != name) {
                let value = decode(&value, charset.unwrap_or(default)).into_owned();
                pairs.push((name, value));
            }
        }
        Self { pairs, charset }
    }

    /// The value, also when it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether it is there, also when it is empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Every variable, in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
}

/// Without looking for a byte order mark, which would be part of the value.
fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    fn read(query: &str, body: &str) -> Params {
        Params::read(query.as_bytes(), body.as_bytes(), UTF_8)
    }

    #[test]
    fn body_and_query_are_one_form() {
        let params = read("cmd=_xclick&test_ipn=1&a=query", "a=body&b=&&c");
        assert_eq!(params.get("cmd"), Some("_xclick"));
        assert_eq!(params.get("a"), Some("body"));
        assert_eq!(params.get("b"), Some(""));
        assert_eq!(params.get("c"), Some(""));
        assert_eq!(params.get("d"), None);
    }

    #[test]
    fn the_forms_charset_counts() {
        assert_eq!(
            read("", "item_name=caf%C3%A9").get("item_name"),
            Some("café")
        );
        for charset in ["windows-1252", "iso-8859-1", "WINDOWS-1252"] {
            let body = format!("item_name=caf%E9+%80&charset={charset}");
            assert_eq!(read("", &body).get("item_name"), Some("café €"));
        }
        let body = "item_name=%8A%BF&charset=shift_jis";
        assert_eq!(read("", body).get("item_name"), Some("漢"));
    }

    proptest! {
        #[test]
        fn anything_can_be_read(query in proptest::collection::vec(any::<u8>(), 0..80),
                                body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Params::read(&query, &body, UTF_8);
        }

        #[test]
        fn what_a_browser_encodes_is_read_again(name in "[a-z_]{1,9}", value in ".{0,40}") {
            prop_assume!(name != "charset");
            let body = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            let params = read("", &body);
            prop_assert_eq!(params.get(&name), Some(value.as_str()));
        }
    }
}
