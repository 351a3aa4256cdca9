//! Links of an answer.

use leptos_paypal_core::Environment;
use leptos_paypal_core::paypal::approval_link;
use serde::{Deserialize, Serialize};

use crate::ApprovalProblem;
use crate::lenient::{list, optional_text};

/// One link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The address.
    pub href: String,
    /// Relation: `self`, `approve`, `capture` ….
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

    /// Approval page of the payment, if a browser may be sent there.
    ///
    /// # Errors
    /// [`ApprovalProblem`]: there is no such link (the buyer is not needed, or
    /// not any more), or it leads away from the environment's own pages.
    pub fn approval(&self, environment: &Environment) -> Result<&str, ApprovalProblem> {
        let url = approval_link(|rel| self.rel(rel)).ok_or(ApprovalProblem::Missing)?;
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

#[cfg(test)]
mod tests {
    use leptos_paypal_core::paypal::APPROVAL_RELS;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_rel_of_the_approval_page_is_found() {
        let page = "https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T";
        for rel in APPROVAL_RELS {
            let links = json!([{"rel": "self", "href": "s"}, {"rel": rel, "href": page}]);
            let links: Links = serde_json::from_value(links).unwrap();
            assert_eq!(links.approval(&Environment::Sandbox), Ok(page), "{rel}");
        }
    }
}
