//! The form of a request: what breaks it is a 400 with a JSON pointer.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::Detail;
use crate::resources::money::{member, text};

/// Collects what is wrong: form first, rules of business only for what is
/// well formed.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// 400.
    pub(crate) schema: Vec<Detail>,
    /// 422.
    pub(crate) business: Vec<Detail>,
}

impl Findings {
    pub(crate) fn schema(&mut self, field: impl Into<String>, issue: &str, value: Option<&str>) {
        self.schema.push(Detail::v2(field, issue, value));
    }

    pub(crate) fn business(&mut self, field: impl Into<String>, issue: &str, value: Option<&str>) {
        self.business.push(Detail::v2(field, issue, value));
    }

    /// A text that may be left out, of so many characters.
    pub(crate) fn text(
        &mut self,
        parent: &Value,
        pointer: &str,
        name: &str,
        length: RangeInclusive<usize>,
    ) -> Option<String> {
        let found = member(parent, name)?;
        let field = format!("{pointer}/{name}");
        let Some(text) = text(found) else {
            self.schema(field, "INVALID_PARAMETER_SYNTAX", None);
            return None;
        };
        if !length.contains(&text.chars().count()) {
            self.schema(field, "INVALID_STRING_LENGTH", Some(&text));
            return None;
        }
        Some(text)
    }

    /// A text that has to be there.
    pub(crate) fn required_text(
        &mut self,
        parent: &Value,
        pointer: &str,
        name: &str,
        length: RangeInclusive<usize>,
    ) -> Option<String> {
        if member(parent, name).is_none() {
            let field = format!("{pointer}/{name}");
            self.schema(field, "MISSING_REQUIRED_PARAMETER", None);
            return None;
        }
        self.text(parent, pointer, name, length)
    }

    /// One of some words.
    pub(crate) fn word<'a>(
        &mut self,
        parent: &Value,
        pointer: &str,
        name: &str,
        words: &[&'a str],
    ) -> Option<&'a str> {
        let found = member(parent, name)?;
        let text = text(found).unwrap_or_default();
        let known = words.iter().find(|word| **word == text);
        if known.is_none() {
            let field = format!("{pointer}/{name}");
            self.schema(field, "INVALID_PARAMETER_VALUE", Some(&text));
        }
        known.copied()
    }

    /// An http or https address.
    pub(crate) fn url(&mut self, parent: &Value, pointer: &str, name: &str) -> Option<String> {
        let url = self.text(parent, pointer, name, 0..=2048)?;
        if crate::store::http_url(&url).is_none() {
            let field = format!("{pointer}/{name}");
            self.schema(field, "INVALID_PARAMETER_SYNTAX", Some(&url));
            return None;
        }
        Some(url)
    }
}
