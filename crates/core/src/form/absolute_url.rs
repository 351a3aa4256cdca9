//! Absolute URLs that PayPal redirects or posts to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;
use crate::origin::Origin;

/// An absolute `http` or `https` URL without a user name.
///
/// Its greatest length depends on the variable, and is checked with the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AbsoluteUrl(String);

impl AbsoluteUrl {
    /// Reads the URL of `variable`, such as `notify_url`.
    ///
    /// # Errors
    /// `variable_invalid`, naming the variable.
    pub fn parse(variable: &str, text: &str) -> Result<Self, CoreError> {
        if Origin::of(text).is_some() {
            Ok(Self(text.to_owned()))
        } else {
            Err(CoreError::invalid(
                variable,
                text,
                "use a whole URL that begins with https:// or http://",
            ))
        }
    }

    /// The URL as posted.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As [`AbsoluteUrl::parse`]; errors name the variable `url`.
impl TryFrom<String> for AbsoluteUrl {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        text.parse()
    }
}

/// As [`AbsoluteUrl::parse`]; errors name the variable `url`.
impl FromStr for AbsoluteUrl {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::parse("url", text)
    }
}

impl From<AbsoluteUrl> for String {
    fn from(url: AbsoluteUrl) -> Self {
        url.0
    }
}

impl fmt::Display for AbsoluteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_web_addresses_are_urls() {
        for text in [
            "https://shop.example",
            "http://127.0.0.1:8080/return.html?checkout=co_1&cancelled=1#top",
            "https://shop.example/straße?q=茶",
        ] {
            let url = AbsoluteUrl::parse("return", text).unwrap();
            assert_eq!(url.as_str(), text);
            let json = serde_json::to_value(&url).unwrap();
            assert_eq!(json, text);
            assert_eq!(serde_json::from_value::<AbsoluteUrl>(json).unwrap(), url);
        }
        for text in [
            "",
            "/return.html",
            "//shop.example/",
            "shop.example",
            "ftp://shop.example/",
            "javascript:alert(1)",
            "https://user:secret@shop.example/",
            "https://shop.example/a b",
            "https://shop.example/\r\nX: y",
            "https://shop_example/",
        ] {
            let error = AbsoluteUrl::parse("return", text).unwrap_err();
            assert_eq!(error.variable(), Some("return"), "{text:?}");
            assert_eq!(error.code(), "variable_invalid");
            assert!(serde_json::from_value::<AbsoluteUrl>(text.into()).is_err());
        }
    }
}
