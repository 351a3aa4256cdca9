//! PayPal's id of a subscription.

use std::fmt;
use std::str::FromStr;

use crate::CoreError;

/// A `subscr_id`: `S-` or `I-` and about 17 characters in practice; up to 64
/// visible ASCII characters are read, so that a longer one is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubscriptionId(String);

impl SubscriptionId {
    /// The longest that is read, in characters.
    pub const MAX_CHARS: usize = 64;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SubscriptionId {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        let reads = (1..=Self::MAX_CHARS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        if reads {
            Ok(Self(text.to_owned()))
        } else {
            Err(CoreError::SubscriptionIdUnreadable { value: text.into() })
        }
    }
}

impl fmt::Display for SubscriptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
