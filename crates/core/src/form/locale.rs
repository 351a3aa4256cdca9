//! The language of PayPal's pages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// The value of `lc`: a country such as `US`, or a language and a country such
/// as `fr_CA`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(String);

impl Locale {
    /// The text as posted.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Locale {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let reads = match text.as_bytes() {
            country if country.len() == 2 => country.iter().all(u8::is_ascii_uppercase),
            [language @ .., b'_', a, b] if language.len() == 2 => {
                language.iter().all(u8::is_ascii_lowercase)
                    && a.is_ascii_uppercase()
                    && b.is_ascii_uppercase()
            }
            _ => false,
        };
        if reads {
            Ok(Self(text))
        } else {
            Err(CoreError::invalid(
                "lc",
                text,
                "use a country such as US or a locale such as fr_CA",
            ))
        }
    }
}

impl FromStr for Locale {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> Self {
        locale.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_countries_and_locales() {
        for text in ["US", "DE", "fr_CA", "zh_CN"] {
            assert_eq!(text.parse::<Locale>().unwrap().as_str(), text);
        }
        for text in [
            "", "us", "en", "U", "USA", "en-US", "EN_us", "en_USA", "12", "é",
        ] {
            let error = text.parse::<Locale>().unwrap_err();
            assert_eq!(error.variable(), Some("lc"), "{text:?}");
        }
    }
}
