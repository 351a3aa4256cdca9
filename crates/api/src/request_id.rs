//! The key that makes a call safe to repeat.

use std::fmt;
use std::str::FromStr;

use leptos_paypal_core::CheckoutId;
use serde::{Deserialize, Serialize};

use crate::IdProblem;

/// A `PayPal-Request-Id`: the same id at the same endpoint returns the first
/// result instead of doing it twice (kept 6 hours for Orders v2, 30 days for
/// Payments v1, 45 days for Payments v2).
///
/// It has to be stored before the call and repeated after a crash, so it is
/// the caller's. 1 to 78 characters `A-Z a-z 0-9 - _ .` (78 is the shortest of
/// the APIs' limits, Payments v1).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RequestId(String);

impl RequestId {
    /// The longest that every API takes, in characters.
    pub const MAX_CHARS: usize = 78;

    /// The id of one step of a checkout, the same whenever it is asked for:
    /// `co_…-capture`.
    ///
    /// # Errors
    /// [`IdProblem`] when `step` is too long or has other characters than an id.
    ///
    /// ```
    /// use leptos_paypal_api::RequestId;
    /// # use leptos_paypal_core::CheckoutId;
    /// let checkout = CheckoutId::from_random([0; 16]);
    /// let id = RequestId::of_step(&checkout, "capture")?;
    /// assert_eq!(id.as_str(), "co_22222222222222222222222222-capture");
    /// # Ok::<(), leptos_paypal_api::IdProblem>(())
    /// ```
    pub fn of_step(checkout: &CheckoutId, step: &str) -> Result<Self, IdProblem> {
        Self::try_from([checkout.as_str(), "-", step].concat())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RequestId {
    type Error = IdProblem;

    fn try_from(text: String) -> Result<Self, IdProblem> {
        let reads = (1..=Self::MAX_CHARS).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if reads {
            Ok(Self(text))
        } else {
            Err(IdProblem {
                what: "PayPal-Request-Id",
                value: text,
            })
        }
    }
}

impl FromStr for RequestId {
    type Err = IdProblem;

    fn from_str(text: &str) -> Result<Self, IdProblem> {
        Self::try_from(text.to_owned())
    }
}

impl From<RequestId> for String {
    fn from(id: RequestId) -> Self {
        id.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
