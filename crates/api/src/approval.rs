//! Approval pages, and errors about them.

use thiserror::Error;

/// An answer without a usable approval link.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApprovalProblem {
    /// None of `approval_url`, `approve`, `payer-action`, `redirect`.
    #[error("the answer has no approval link: ask for the state, the buyer may not be needed")]
    Missing,
    /// A link to somewhere else.
    #[error(
        "the approval link {url:?} does not lead to the {environment} PayPal: do not follow it"
    )]
    NotAllowed {
        /// The link.
        url: String,
        /// The host expected.
        environment: String,
    },
}

impl ApprovalProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "approval_link_missing",
            Self::NotAllowed { .. } => "approval_link_not_allowed",
        }
    }
}
