//! Merchant who is paid (`business`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// The merchant of `business`: a confirmed e-mail address of the account, or
/// the account's id of 13 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Payee(String);

impl Payee {
    /// The longest `business`, in characters.
    pub const MAX_CHARS: usize = 127;

    /// The text as posted.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true for an account id, false for an e-mail address.
    #[must_use]
    pub fn is_account_id(&self) -> bool {
        is_account_id(&self.0)
    }
}

impl TryFrom<String> for Payee {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        if is_account_id(&text) || (is_email(&text) && text.chars().count() <= Self::MAX_CHARS) {
            Ok(Self(text))
        } else {
            Err(CoreError::invalid(
                "business",
                text,
                "use an e-mail address or an account id of 13 characters",
            ))
        }
    }
}

impl FromStr for Payee {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Payee> for String {
    fn from(payee: Payee) -> Self {
        payee.0
    }
}

impl fmt::Display for Payee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// PayPal's own schema: upper case without 0, 1, I and O.
fn is_account_id(text: &str) -> bool {
    text.len() == 13
        && text
            .bytes()
            .all(|byte| matches!(byte, b'2'..=b'9' | b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Z'))
}

/// One `@` with something on both sides, and nothing that cannot be in an
/// address; PayPal alone knows which addresses exist.
pub(super) fn is_email(text: &str) -> bool {
    let bad = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | ',' | ';' | '"')
    };
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(bad)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_account_ids_are_payees() {
        for (text, id) in [
            ("merchant@example.com", false),
            ("Shop+1@b.example", false),
            ("2ABCDEFGHJKLM", true),
        ] {
            assert_eq!(text.parse::<Payee>().unwrap().is_account_id(), id, "{text}");
        }
        for text in [
            "",
            "merchant",
            "@example.com",
            "merchant@",
            "a@b@c",
            "a b@example.com",
            "a@example.com\n",
            "1ABCDEFGHJKLM",
            "2ABCDEFGHJKLMN",
            "2abcdefghjklm",
        ] {
            let error = text.parse::<Payee>().unwrap_err();
            assert_eq!(error.variable(), Some("business"), "{text:?}");
        }
        let long = format!("{}@example.com", "a".repeat(116));
        assert!(long.parse::<Payee>().is_err());
        assert!(long[1..].parse::<Payee>().is_ok());
    }
}
