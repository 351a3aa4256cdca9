//! Mailboxes.

use super::account::AccountHead;
use askama::Template;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailView {
    /// Its id.
    pub id: String,
    /// The receiver's address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When it was sent.
    pub date: String,
    /// True when it was opened before.
    pub is_read: bool,
}

/// `GET /_sandbox/accounts/{id}/mails`.
#[derive(Debug, Clone, Template)]
#[template(path = "mails.html")]
pub struct MailsPage {
    /// The account.
    pub head: AccountHead,
    /// Newest first.
    pub mails: Vec<MailView>,
}

/// `GET /_sandbox/accounts/{id}/mails/{mail}`.
#[derive(Debug, Clone, Template)]
#[template(path = "mail.html")]
pub struct MailPage {
    /// The account.
    pub head: AccountHead,
    /// The mail.
    pub mail: MailView,
}
