//! The credentials of an account.

use super::account::AccountHead;
use askama::Template;

/// A REST app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppView {
    /// Its name.
    pub name: String,
    /// Its client id.
    pub client_id: String,
    /// Its secret.
    pub secret: String,
}

/// `GET /_sandbox/accounts/{id}/api`.
#[derive(Debug, Clone, Template)]
#[template(path = "api_access.html")]
pub struct ApiAccessPage {
    /// The account.
    pub head: AccountHead,
    /// `USER` of NVP and SOAP.
    pub user: Option<String>,
    /// `PWD`.
    pub password: String,
    /// `SIGNATURE`.
    pub signature: String,
    /// Password of the PKCS#12 file.
    pub file_password: &'static str,
    /// The REST apps.
    pub apps: Vec<AppView>,
}
