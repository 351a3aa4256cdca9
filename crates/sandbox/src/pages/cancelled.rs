//! The buyer cancelled and the form named no `cancel_return`.

use askama::Template;

/// The end of a checkout that was cancelled.
#[derive(Debug, Clone, Template)]
#[template(path = "cancelled.html")]
pub struct CancelledPage {
    /// Payee.
    pub payee: String,
}
