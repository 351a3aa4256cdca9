//! The buyer agreed, and the shop named no address to return to.

use super::filters;
use askama::Template;

/// Shown in a window of its own, which the shop waits for.
#[derive(Debug, Clone, Template)]
#[template(path = "agreed.html")]
pub struct AgreedPage {
    /// Payee.
    pub payee: String,
    /// Currency code of `total`.
    pub currency: String,
    /// Amount to pay.
    pub total: String,
}
