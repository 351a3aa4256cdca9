//! The page for problems.

use askama::Template;

/// An unknown page, an expired checkout, a wrong method, a body that is too large.
#[derive(Debug, Clone, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// The HTTP status.
    pub status: u16,
    /// Title, in a few words.
    pub title: String,
    /// Explanation and advice.
    pub detail: String,
    /// Page of the sandbox whose button was pressed.
    pub back: Option<String>,
}
