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
    /// Who is paid.
    pub payee: String,
    /// What is to be paid, when it is known.
    pub total: Option<String>,
    /// Currency code of `total`.
    pub currency: String,
    /// The address in the field.
    pub email: String,
    /// The password in the field.
    pub password: String,
    /// Addresses of the test buyers, offered as suggestions.
    pub accounts: Vec<String>,
    /// What went wrong with the attempt before.
    pub error: Option<String>,
}
