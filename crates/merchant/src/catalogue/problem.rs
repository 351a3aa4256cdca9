//! Problems of a catalogue file.

use std::path::PathBuf;

use leptos_paypal_core::CoreError;
use thiserror::Error;

/// Problem of a catalogue file, with its place.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CatalogueProblem {
    /// The file cannot be read.
    #[error("the catalogue {} cannot be read: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Message of the system.
        source: std::io::Error,
    },
    /// Not JSON, or not of the catalogue's form.
    #[error("the catalogue is not of the right form: {0}")]
    Form(#[from] serde_json::Error),
    /// A value breaks a rule.
    #[error("the catalogue at {place}: {problem}")]
    Rule {
        /// Place: `products[2] "MUG", prices.EUR`.
        place: String,
        /// The rule.
        problem: CoreError,
    },
    /// Something is there twice, or not at all.
    #[error("the catalogue at {place}: {what}")]
    Content {
        /// Place.
        place: String,
        /// The fault, and what to do.
        what: String,
    },
}

impl CatalogueProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "catalogue_file",
            Self::Form(_) => "catalogue_form",
            Self::Rule { problem, .. } => problem.code(),
            Self::Content { .. } => "catalogue_content",
        }
    }
}
