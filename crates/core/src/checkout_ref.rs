//! Checkout identifier, ours or PayPal's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{CheckoutId, CoreError};

/// The longest name; PayPal's order ids have at most 36 characters.
const LONGEST: usize = 64;

/// Identifier of a checkout at its server: our own [`CheckoutId`], or PayPal's
/// payment, order or token where a server hands PayPal's answers through.
/// Letters, digits, `-` and `_` only, so that it can stand in an address as it
/// is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckoutRef(String);

impl CheckoutRef {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CheckoutRef {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let reads = (1..=LONGEST).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if reads {
            Ok(Self(text))
        } else {
            Err(CoreError::CheckoutIdUnreadable { value: text })
        }
    }
}

impl FromStr for CheckoutRef {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<CheckoutRef> for String {
    fn from(name: CheckoutRef) -> Self {
        name.0
    }
}

impl From<CheckoutId> for CheckoutRef {
    fn from(id: CheckoutId) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for CheckoutRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ours_and_paypals_names_are_read() {
        for text in [
            "co_abcdefghijklmnopqrstuvwxyz",
            "PAYID-MNEP6YI4D0859436W7083001",
            "5O190127TN364715T",
            "EC-60U79048BN7719609",
        ] {
            let name: CheckoutRef = text.parse().unwrap();
            assert_eq!(name.as_str(), text);
            assert_eq!(serde_json::to_value(&name).unwrap(), text);
        }
        for text in ["", "../admin", "a/b", "a?b", "a b", "ä", &"a".repeat(65)] {
            assert!(text.parse::<CheckoutRef>().is_err(), "{text:?}");
            assert!(serde_json::from_value::<CheckoutRef>(text.into()).is_err());
        }
    }

    proptest! {
        #[test]
        fn nothing_leads_out_of_an_address(text in "\\PC{0,70}") {
            if let Ok(name) = text.parse::<CheckoutRef>() {
                prop_assert!(!name.as_str().contains(['/', '?', '#', '%', '.', '\\']));
            }
        }
    }
}
