//! NVP: name-value pairs, URL-encoded.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use form_urlencoded::Serializer;

use super::fields::{Fields, Node, NvpNames};

/// The pairs of an answer. A name that is there twice with different values
/// has none: nobody knows which of them counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs(BTreeMap<String, Option<String>>);

impl Pairs {
    /// Reads an answer, names in any case.
    pub(crate) fn read(body: &[u8]) -> Self {
        let mut pairs = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body.trim_ascii()) {
            let value = value.into_owned();
            match pairs.entry(name.to_ascii_uppercase()) {
                Entry::Vacant(free) => {
                    free.insert(Some(value));
                }
                Entry::Occupied(mut other) => {
                    if other.get().as_ref() != Some(&value) {
                        other.insert(None);
                    }
                }
            }
        }
        Self(pairs)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_deref()
    }
}

/// Writes the pairs of a request.
pub(crate) fn write(head: &[(&str, &str)], fields: &Fields) -> Vec<u8> {
    let mut pairs = Serializer::new(String::new());
    pairs.extend_pairs(head);
    append(&mut pairs, fields, "", "");
    pairs.finish().into_bytes()
}

fn append(pairs: &mut Serializer<'_, String>, fields: &Fields, prefix: &str, suffix: &str) {
    let name = |nvp: &str| [prefix, nvp, suffix].concat();
    for node in fields.nodes() {
        match node {
            Node::Text { nvp: "", .. } | Node::Amount { nvp: "", .. } => {}
            Node::Text { nvp, value, .. } => {
                pairs.append_pair(&name(nvp), value);
            }
            Node::Amount { nvp, value, .. } => {
                pairs.append_pair(&name(nvp), &value.text());
            }
            Node::Part { part, fields } => match part.nvp {
                NvpNames::Same => append(pairs, fields, prefix, suffix),
                NvpNames::Prefix(prefix) => append(pairs, fields, prefix, ""),
                NvpNames::Entry(prefix, index) => {
                    append(pairs, fields, prefix, &index.to_string());
                }
            },
        }
    }
}
