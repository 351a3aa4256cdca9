//! PayPal's transaction id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// A `txn_id` or `parent_txn_id`: 17 characters in practice, 19 in old tables
/// (IPN guide, "IPN and PDT variables"); up to 64 visible ASCII characters are
/// read, so that a longer one is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TxnId(String);

impl TxnId {
    /// The longest that is read, in characters.
    pub const MAX_CHARS: usize = 64;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TxnId {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let reads = (1..=Self::MAX_CHARS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        if reads {
            Ok(Self(text))
        } else {
            Err(CoreError::TxnIdUnreadable { value: text })
        }
    }
}

impl FromStr for TxnId {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<TxnId> for String {
    fn from(id: TxnId) -> Self {
        id.0
    }
}

impl fmt::Display for TxnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
