//! Subscriptions: the buyer's own, and those of everybody for the people who
//! test with the sandbox.

use askama::Template;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionView {
    /// `subscr_id`.
    pub id: String,
    /// Name of the subscription.
    pub name: String,
    /// Payee.
    pub payee: String,
    /// Payer.
    pub buyer_email: String,
    /// `Active`, `Suspended`, `Cancelled` or `Expired`.
    pub status: String,
    /// The terms in words, a line for each period.
    pub plan: Vec<String>,
    /// When it began.
    pub started: String,
    /// When the next payment is due.
    pub next: Option<String>,
    /// When what is paid ends, once no payment follows.
    pub ends: Option<String>,
    /// User name and password that were made for the subscriber.
    pub login: Option<(String, String)>,
    /// Returns whether there is something to cancel.
    pub can_cancel: bool,
}

/// `GET /subscriptions` and `GET /_sandbox/subscriptions`.
#[derive(Debug, Clone, Template)]
#[template(path = "subscriptions.html")]
pub struct SubscriptionsPage {
    /// The buyer whose page it is, with the secret of its forms; `None` on the
    /// page of all.
    pub buyer: Option<(String, String)>,
    /// The one payee whose subscriptions are shown.
    pub payee: Option<String>,
    /// The subscriptions, newest first.
    pub subscriptions: Vec<SubscriptionView>,
}

/// `GET /subscriptions` before the buyer is known.
#[derive(Debug, Clone, Template)]
#[template(path = "subscriptions_login.html")]
pub struct SubscriptionsLoginPage {
    /// Account id of the payee.
    pub merchant: String,
    /// Name of the payee.
    pub payee: String,
    /// The address in the field.
    pub email: String,
    /// The password in the field.
    pub password: String,
    /// Fault of the attempt before.
    pub error: Option<String>,
}
