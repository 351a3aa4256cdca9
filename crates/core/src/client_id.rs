//! Client id of a REST app.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{CoreError, VariableProblem};

/// The longest client id; PayPal's have 80 characters.
const LONGEST: usize = 255;

/// Client id of a REST app: public, and all that a browser needs to make a
/// payment for that app's account. Visible ASCII characters without a colon,
/// which would end it in Basic authentication (RFC 7617, section 2).
///
/// ```
/// use leptos_paypal_core::ClientId;
/// assert!("AVg7LwJ".parse::<ClientId>().is_ok());
/// assert!("id:secret".parse::<ClientId>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

impl ClientId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ClientId {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let reads = (1..=LONGEST).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b':');
        if reads {
            Ok(Self(text))
        } else {
            Err(CoreError::Variable {
                variable: "client_id".into(),
                problem: VariableProblem::Invalid {
                    value: text,
                    expected: "the client id of an app at developer.paypal.com".to_owned(),
                },
            })
        }
    }
}

impl FromStr for ClientId {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_basic_authentication_cannot_carry_is_no_client_id() {
        for text in ["", " ", "a b", "a:b", "a\nb", "Ä", &"a".repeat(256)] {
            let error = text.parse::<ClientId>().unwrap_err();
            assert_eq!(error.variable(), Some("client_id"), "{text:?}");
        }
        let id: ClientId = "sandbox-client".parse().unwrap();
        assert_eq!(id.to_string(), "sandbox-client");
    }
}
