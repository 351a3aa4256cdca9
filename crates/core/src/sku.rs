//! Article numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// A stock keeping unit: what the shop's catalogue prices by, and what travels
/// as `item_number` (127 characters at most).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

impl Sku {
    /// The longest `item_number` PayPal takes, in characters.
    pub const MAX_CHARS: usize = 127;

    /// The article number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sku {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let fits = !text.trim().is_empty()
            && text.chars().count() <= Self::MAX_CHARS
            && !text.chars().any(char::is_control);
        if fits {
            Ok(Self(text))
        } else {
            Err(CoreError::SkuUnreadable { value: text })
        }
    }
}

impl FromStr for Sku {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
