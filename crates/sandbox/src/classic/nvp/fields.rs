//! Names and values of an NVP request.

use std::collections::HashMap;

use encoding_rs::UTF_8;

use crate::params::Params;

/// Names, in upper case, with their values.
#[derive(Clone, Debug, Default)]
pub(crate) struct NvpFields(HashMap<String, String>);

impl NvpFields {
    /// Reads body and query; the body's value counts, and the first of several.
    pub(super) fn read(query: &[u8], body: &[u8]) -> Self {
        let mut fields = HashMap::new();
        for (name, value) in Params::read(query, body.trim_ascii(), UTF_8).pairs() {
            fields
                .entry(name.trim().to_ascii_uppercase())
                .or_insert_with(|| value.clone());
        }
        Self(fields)
    }

    /// A value, also an empty one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A value that is not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = self.get(name)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Returns whether any name begins so.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.0.keys().any(|name| name.starts_with(prefix))
    }
}
