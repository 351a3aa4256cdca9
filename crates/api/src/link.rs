//! Links of an answer.

use leptos_paypal_core::Environment;
use serde::{Deserialize, Serialize};

use crate::ApprovalProblem;
use crate::lenient::{list, optional_text};

/// Rels under which the buyer's page is found: Payments v1, Orders v2, Orders
/// v2 created with a payment source.
const APPROVAL: [&str; 3] = ["approval_url", "approve", "payer-action"];

/// One link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The address.
    pub href: String,
    /// What it is for: `self`, `approve`, `capture` ….
    pub rel: String,
    /// The HTTP method; `REDIRECT` where a browser has to go.
    #[serde(deserialize_with = "optional_text")]
    pub method: Option<String>,
}

/// All links of an answer, searched by `rel`; their order means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Links(#[serde(deserialize_with = "list")] Vec<Link>);

impl Links {
    /// The address of the first link with that `rel`.
    #[must_use]
    pub fn rel(&self, rel: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|link| link.rel == rel)
            .map(|link| link.href.as_str())
    }

    /// Every link.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.0.iter()
    }

    /// Where the buyer agrees to the payment, if a browser may be sent there.
    ///
    /// # Errors
    /// [`ApprovalProblem`]: there is no such link (the buyer is not needed, or
    /// not any more), or it leads away from the environment's own pages.
    pub fn approval(&self, environment: &Environment) -> Result<&str, ApprovalProblem> {
        let url = APPROVAL
            .iter()
            .find_map(|rel| self.rel(rel))
            .ok_or(ApprovalProblem::Missing)?;
        if environment.allows(url) {
            Ok(url)
        } else {
            Err(ApprovalProblem::NotAllowed {
                url: url.to_owned(),
                environment: environment.to_string(),
            })
        }
    }
}
