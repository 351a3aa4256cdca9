//! Log in: the first page of a checkout.

use super::filters;
use askama::Template;

/// `GET /checkoutnow` before the buyer is known.
#[derive(Debug, Clone, Template)]
#[template(path = "login.html")]
pub struct LoginPage {
    /// The checkout's `EC-…` token.
    pub token: String,
    /// Secret that the page's forms send back.
    pub csrf: String,
    /// Payee.
    pub payee: String,
    /// Amount to pay, when it is known.
    pub total: Option<String>,
    /// Currency code of `total`.
    pub currency: String,
    /// The address in the field.
    pub email: String,
    /// The password in the field.
    pub password: String,
    /// Addresses of the test buyers, offered as suggestions.
    pub accounts: Vec<String>,
    /// Fault of the attempt before.
    pub error: Option<String>,
    /// The page stands for PayPal's app.
    pub in_app: bool,
}
