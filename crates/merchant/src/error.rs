//! Errors of the server as a whole.

use std::path::PathBuf;

use thiserror::Error;

use leptos_paypal_api::webhook::WebhookProblem;
use leptos_paypal_core::CoreError;

use crate::catalogue::CatalogueProblem;
use crate::ledger::LedgerError;

/// Failure of the server to start or go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MerchantError {
    /// The catalogue.
    #[error(transparent)]
    Catalogue(#[from] CatalogueProblem),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A setting is wrong.
    #[error("{name}: {problem}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// The problem with it.
        problem: CoreError,
    },
    /// The return path is not a path.
    #[error(
        "return path {0:?}: use letters, digits, . - _ and /, begin with /, and leave /api, /paypal and /health to the server"
    )]
    ReturnPath(String),
    /// The database would be among the pages that everybody can read.
    #[error("the database {} is inside of the site {}: put it elsewhere", database.display(), site.display())]
    DatabaseInSite {
        /// The database's file.
        database: PathBuf,
        /// The folder of the pages.
        site: PathBuf,
    },
    /// The client of PayPal's APIs cannot be set up.
    #[error(transparent)]
    Api(#[from] leptos_paypal_api::ApiError),
    /// Webhook messages cannot be verified.
    #[error(transparent)]
    Webhook(Box<WebhookProblem>),
    /// The address cannot be listened on, or the connection broke.
    #[error("the server: {0}")]
    Io(#[from] std::io::Error),
}

impl MerchantError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Catalogue(problem) => problem.code(),
            Self::Ledger(error) => error.code(),
            Self::Setting { problem, .. } => problem.code(),
            Self::ReturnPath(_) => "return_path",
            Self::DatabaseInSite { .. } => "database_in_site",
            Self::Api(error) => error.code(),
            Self::Webhook(problem) => problem.code(),
            Self::Io(_) => "io",
        }
    }
}

impl From<WebhookProblem> for MerchantError {
    fn from(problem: WebhookProblem) -> Self {
        Self::Webhook(Box::new(problem))
    }
}
