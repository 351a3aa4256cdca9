//! The payment was declined; the buyer may try again.

use super::filters;
use askama::Template;

/// Shown when the funding source refuses or the balance is too small.
#[derive(Debug, Clone, Template)]
#[template(path = "declined.html")]
pub struct DeclinedPage {
    /// The checkout's `EC-…` token.
    pub token: String,
    /// Secret that the page's form sends back.
    pub csrf: String,
    /// Payee.
    pub payee: String,
    /// Reason, in one sentence.
    pub reason: String,
    /// Currency code of `total`.
    pub currency: String,
    /// Amount.
    pub total: String,
}
