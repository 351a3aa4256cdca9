//! PayPal's names of what it keeps.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A text that is no id of its kind. It may have come through a browser, so
/// it never reaches a URL.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{value:?} is not a {what}: it has letters, digits and hyphens only")]
pub struct IdProblem {
    /// The kind of id.
    pub what: &'static str,
    /// The text given.
    pub value: String,
}

impl IdProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "paypal_id_unreadable"
    }
}

/// The most characters of any of PayPal's ids that is read.
const MAX_CHARS: usize = 64;

/// Returns true when `text` can stand in a path as it is.
pub(crate) fn is_segment(text: &str) -> bool {
    (1..=MAX_CHARS).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident: $what:literal),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
            #[serde(try_from = "String", into = "String")]
            pub struct $name(String);

            impl $name {
                /// The id as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl TryFrom<String> for $name {
                type Error = IdProblem;

                fn try_from(text: String) -> Result<Self, IdProblem> {
                    if is_segment(&text) {
                        Ok(Self(text))
                    } else {
                        Err(IdProblem { what: $what, value: text })
                    }
                }
            }

            impl FromStr for $name {
                type Err = IdProblem;

                fn from_str(text: &str) -> Result<Self, IdProblem> {
                    Self::try_from(text.to_owned())
                }
            }

            impl From<$name> for String {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )+
    };
}

ids! {
    /// A payment of Payments v1: `PAYID-…`, `PAY-…`.
    PaymentId: "payment id",
    /// An order of Orders v2: 17 letters and digits; also the `token` of the
    /// return query.
    OrderId: "order id",
    /// A session of Express Checkout, `EC-` and 17 letters and digits; also the
    /// `token` of the return query.
    ExpressCheckoutToken: "Express Checkout token",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_leave_its_place_in_a_path_is_no_id() {
        for text in [
            "", ".", "..", "a/b", "a?b", "a#b", "a%2fb", "a b", "ä", "a\n",
        ] {
            assert!(text.parse::<OrderId>().is_err(), "{text:?}");
        }
        assert!("A".repeat(65).parse::<OrderId>().is_err());
        for text in ["PAYID-L4DUKPA4FP52372FV6317036", "5O190127TN364715T"] {
            assert_eq!(text.parse::<PaymentId>().unwrap().as_str(), text);
        }
    }
}
