//! Posted variables, decoded by the form's own charset.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
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
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    /// Index of each name in `pairs`: a form may have very many.
    places: HashMap<String, usize>,
    /// The form's `charset`, when it named an encoding.
    pub(crate) charset: Option<&'static Encoding>,
}

impl Params {
    /// Reads body and query; where both have a variable, the body's counts,
    /// and of several in one place the first.
    ///
    /// The bytes are read in the encoding that `charset` names, else in
    /// `default`. What came without a word about it and is no UTF-8 is
    /// windows-1252, which is what forms were before.
    pub(crate) fn read(query: &[u8], body: &[u8], default: &'static Encoding) -> Self {
        let mut raw = byte_pairs(body);
        raw.extend(byte_pairs(query));
        let charset = raw
            .iter()
            .find(|(name, _)| name == b"charset")
            .and_then(|(_, value)| form_encoding(value));
        let mut pairs: Vec<(String, String)> = Vec::with_capacity(raw.len());
        let mut places = HashMap::with_capacity(raw.len());
        for (name, value) in raw {
            let name = String::from_utf8_lossy(&name).into_owned();
            if let Entry::Vacant(place) = places.entry(name.clone()) {
                place.insert(pairs.len());
                let value = match charset {
                    Some(charset) => decode(&value, charset),
                    None => decode(&value, unnamed(&value, default)),
                };
                pairs.push((name, value.into_owned()));
            }
        }
        Self {
            pairs,
            places,
            charset,
        }
    }

    /// The same with variables that it lacks.
    pub(crate) fn with(mut self, more: Vec<(String, String)>) -> Self {
        for (name, value) in more {
            if let Entry::Vacant(place) = self.places.entry(name.clone()) {
                place.insert(self.pairs.len());
                self.pairs.push((name, value));
            }
        }
        self
    }

    /// The value, also when it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let place = *self.places.get(name)?;
        self.pairs.get(place).map(|(_, value)| value.as_str())
    }

    /// Returns whether it is there, also when it is empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Every variable, in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
}

/// The encoding of a label, if a form can be in it: its names and digits must
/// be those of ASCII, which UTF-16 and encodings that are no more are not.
pub(crate) fn form_encoding(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label)
        .filter(|encoding| *encoding == encoding.output_encoding())
}

/// The encoding of a value that nobody named.
fn unnamed(value: &[u8], default: &'static Encoding) -> &'static Encoding {
    if default == UTF_8 && std::str::from_utf8(value).is_err() {
        WINDOWS_1252
    } else {
        default
    }
}

/// Without looking for a byte order mark, which would be part of the value.
fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;
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
