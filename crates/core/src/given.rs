//! What an error is about, as its message says it.

use std::fmt;

/// A value that was given, or a word about it.
///
/// Only messages need it. Without the feature `error-values`, as in a page that
/// shows codes, it is empty and takes no room.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Given {
    #[cfg(feature = "error-values")]
    text: String,
}

impl Given {
    /// The text; empty where values are not kept.
    #[must_use]
    pub fn as_str(&self) -> &str {
        #[cfg(feature = "error-values")]
        return &self.text;
        #[cfg(not(feature = "error-values"))]
        ""
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(feature = "error-values")]
impl From<String> for Given {
    fn from(text: String) -> Self {
        Self { text }
    }
}

#[cfg(not(feature = "error-values"))]
impl From<String> for Given {
    fn from(_: String) -> Self {
        Self {}
    }
}

#[cfg(feature = "error-values")]
impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

#[cfg(not(feature = "error-values"))]
impl From<&str> for Given {
    fn from(_: &str) -> Self {
        Self {}
    }
}
