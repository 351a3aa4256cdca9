//! A card instead of a PayPal account.

use super::filters;
use askama::Template;

/// `GET /checkoutnow?fundingSource=card`.
#[derive(Debug, Clone, Template)]
#[template(path = "card.html")]
pub struct CardPage {
    /// The checkout's token.
    pub token: String,
    /// Secret that the page's forms send back.
    pub csrf: String,
    /// Payee.
    pub payee: String,
    /// Amount to pay.
    pub total: String,
    /// Currency code of `total`.
    pub currency: String,
    /// The name in the field. Numbers are typed again.
    pub name: String,
    /// Fault of the attempt before.
    pub error: Option<String>,
}
