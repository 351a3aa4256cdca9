//! Why the server cannot run.

use std::path::PathBuf;

use thiserror::Error;

use crate::CatalogueProblem;
use crate::ledger::LedgerError;
use crate::server_path::ServerProblem;
use leptos_paypal_core::CoreError;

/// Why the server cannot start or go on.
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
        /// What is wrong.
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
    Webhook(Box<leptos_paypal_api::webhook::WebhookProblem>),
    /// A step with PayPal did not come to an end.
    #[error(transparent)]
    Server(Box<ServerProblem>),
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
            Self::Server(problem) => problem.code(),
            Self::Io(_) => "io",
        }
    }
}
