//! The payment is made: the last page of a checkout that does not go back by itself.

use super::filters;
use super::parts::{ReturnView, is_web_address};
use super::subscriptions::SubscriptionView;
use askama::Template;

/// Shown after payment: Auto Return is off, there is no return address, or the return is a POST.
#[derive(Debug, Clone, Template)]
#[template(path = "done.html")]
pub struct DonePage {
    /// Payee.
    pub payee: String,
    /// Payer.
    pub buyer_email: String,
    /// The transaction's id; a free trial has none.
    pub txn_id: Option<String>,
    /// `payment_status`: `Completed` or `Pending`.
    pub status: String,
    /// `pending_reason`.
    pub pending_reason: Option<String>,
    /// Currency code of `total`.
    pub currency: String,
    /// Amount paid.
    pub total: String,
    /// When.
    pub date: String,
    /// The subscription that has begun.
    pub subscription: Option<SubscriptionView>,
    /// The way back to the shop.
    pub returns: Option<ReturnView>,
}

impl DonePage {
    fn is_completed(&self) -> bool {
        self.status == "Completed"
    }

    fn heading(&self) -> &'static str {
        if self.is_completed() && self.subscription.is_some() {
            "You are subscribed"
        } else if self.is_completed() {
            "Payment sent"
        } else {
            "Payment pending"
        }
    }

    fn way_back(&self) -> Option<&ReturnView> {
        self.returns
            .as_ref()
            .filter(|back| is_web_address(&back.action))
    }

    fn leaves_by_itself(&self) -> bool {
        self.way_back().is_some_and(|back| back.automatic)
    }
}
