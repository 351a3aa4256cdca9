//! Refusals of PayPal.

use std::fmt;
use std::time::Duration;

use leptos_paypal_core::PayPalRefusal;
use serde_json::Value;

use crate::lenient::text;
use crate::{ErrorName, Issue, Links};

/// The start of a body that is not JSON, in characters.
const EXCERPT: usize = 200;

/// One entry of `details`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detail {
    /// The fault.
    pub issue: Issue,
    /// Field at fault: a JSON pointer (v2) or a dotted path (v1).
    pub field: Option<String>,
    /// The value there.
    pub value: Option<String>,
    /// `body`, `path` or `query`.
    pub location: Option<String>,
    /// An English explanation.
    pub description: Option<String>,
}

/// An answer with an error status. Nothing in it is required, since errors
/// come from PayPal's applications, its gateways and proxies on the way, as
/// JSON of three shapes, as HTML and empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// `name`, or `error` of OAuth.
    pub name: ErrorName,
    /// `message`, or `error_description` of OAuth, or the start of a body that
    /// is not JSON.
    pub message: Option<String>,
    /// PayPal's debug id, from the body or the header; its support asks for it.
    pub debug_id: Option<String>,
    /// The reasons.
    pub details: Vec<Detail>,
    /// Links, such as that of the buyer's page.
    pub links: Links,
    /// Pause that PayPal asks for (`Retry-After`).
    pub retry_after: Option<Duration>,
}

impl Refusal {
    pub(crate) fn read(
        status: u16,
        debug_id: Option<String>,
        retry_after: Option<Duration>,
        body: &[u8],
    ) -> Self {
        let mut refusal = Self {
            status,
            debug_id,
            retry_after,
            ..Self::default()
        };
        match serde_json::from_slice::<Value>(body) {
            Ok(Value::Object(fields)) => {
                let field = |names: [&str; 2]| {
                    names
                        .iter()
                        .find_map(|name| fields.get(*name).and_then(text))
                };
                refusal.name = field(["name", "error"]).map(Into::into).unwrap_or_default();
                refusal.message = field(["message", "error_description"]);
                refusal.debug_id = field(["debug_id", "debug_id"]).or(refusal.debug_id);
                if let Some(Value::Array(details)) = fields.get("details") {
                    refusal.details = details.iter().filter_map(Detail::read).collect();
                }
                refusal.links = fields
                    .get("links")
                    .cloned()
                    .and_then(|links| serde_json::from_value(links).ok())
                    .unwrap_or_default();
            }
            _ => {
                let start: String = String::from_utf8_lossy(body)
                    .trim()
                    .chars()
                    .take(EXCERPT)
                    .collect();
                refusal.message = (!start.is_empty()).then_some(start);
            }
        }
        refusal
    }

    /// A fault of SOAP.
    pub(crate) fn fault(status: u16, message: String) -> Self {
        Self {
            status,
            message: Some(message),
            ..Self::default()
        }
    }

    /// Returns true when a detail has that issue.
    #[must_use]
    pub fn has(&self, issue: &Issue) -> bool {
        self.details.iter().any(|detail| detail.issue == *issue)
    }

    fn has_any(&self, issues: &[Issue]) -> bool {
        issues.iter().any(|issue| self.has(issue))
    }

    fn issues(&self) -> impl Iterator<Item = &str> {
        self.details.iter().map(|detail| detail.issue.as_str())
    }

    /// Meaning for the buyer, by PayPal's words.
    fn meaning(&self) -> PayPalRefusal {
        PayPalRefusal::of(self.name.as_str(), self.issues())
    }

    /// Returns true when what was asked for had been done before, so that asking for the
    /// state tells the rest. A repeated capture or execution is a success.
    #[must_use]
    pub fn is_done_already(&self) -> bool {
        self.meaning() == PayPalRefusal::AlreadyDone
    }

    /// Returns true when the buyer can pay after all, with something else, when sent
    /// back to the approval page.
    #[must_use]
    pub fn wants_buyer(&self) -> bool {
        self.meaning() == PayPalRefusal::Declined
    }

    /// Returns true when the buyer has not approved yet.
    #[must_use]
    pub fn is_not_approved(&self) -> bool {
        self.meaning() == PayPalRefusal::NotApproved
    }

    /// Returns true when PayPal will not do it, however often it is asked: a rule is
    /// broken, or the accounts may not pay each other. With 400 and 422 that is
    /// every word that has no other meaning; with another status of a refusal
    /// (4xx), which may come from elsewhere, PayPal's words for it alone.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        let is_rule = matches!(self.status, 400 | 422);
        self.has_definite_word() || is_rule && self.meaning() == PayPalRefusal::Refused
    }

    /// Returns true when one of PayPal's words for a definite no is there.
    #[must_use]
    pub fn has_definite_word(&self) -> bool {
        let words = self.issues().chain([self.name.as_str()]);
        (400..500).contains(&self.status) && PayPalRefusal::has_definite_word(words)
    }

    /// Returns true when the same thing is being done at this moment, such as for an
    /// earlier attempt that nobody waited for: the same call tells its outcome
    /// soon.
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.has_any(&[
            Issue::PreviousRequestInProgress,
            Issue::OrderCompletionInProgress,
        ])
    }

    /// Returns true when PayPal does not know the id.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.status == 404
    }
}

impl Detail {
    fn read(value: &Value) -> Option<Self> {
        let fields = value.as_object()?;
        let field = |name: &str| fields.get(name).and_then(text);
        Some(Self {
            issue: field("issue").map(Into::into).unwrap_or_default(),
            field: field("field"),
            value: field("value"),
            location: field("location"),
            description: field("description"),
        })
    }
}

/// One line with everything that a support case needs.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {}", self.status)?;
        if !self.name.as_str().is_empty() {
            write!(f, " {}", self.name)?;
        }
        for detail in &self.details {
            write!(f, ", {}", detail.issue)?;
            if let Some(field) = &detail.field {
                write!(f, " at {field}")?;
            }
        }
        if let Some(message) = &self.message {
            write!(f, ": {message:?}")?;
        }
        if let Some(debug_id) = &self.debug_id {
            write!(f, " (debug_id {debug_id})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_a_refusal(status: u16, body in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(Refusal::read(status, None, None, &body).status, status);
        }

        #[test]
        fn any_text_is_told_shortly(body in "\\PC{0,400}") {
            let refusal = Refusal::read(500, None, None, body.as_bytes());
            let message = refusal.message.unwrap_or_default();
            prop_assert!(message.chars().count() <= EXCERPT);
        }
    }
}
