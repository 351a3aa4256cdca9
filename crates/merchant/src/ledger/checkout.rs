//! Checkout, before it is recorded and after.

use leptos_paypal_core::{
    CheckoutId, CheckoutStatus, ChosenOption, Money, OrderedItem, ReviewReason, Sku, TxnId,
};

use super::{NewServerPayment, NewSubscription, OrderKind, StoredDonation, SubscriptionSummary};
use crate::server_path::Api;

/// A checkout to be recorded.
#[derive(Clone, Debug)]
pub struct NewCheckout {
    /// Its id.
    pub id: CheckoutId,
    /// The client's name for this attempt.
    pub idempotency_key: String,
    /// The request, in one spelling.
    pub request: String,
    /// Path to PayPal: `form`, `server`, or `client` where it is adopted.
    pub path: &'static str,
    /// Total that the buyer pays.
    pub total: Money,
    /// Address that the form is posted to.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// Items that the message about the payment must name.
    pub ordered: Vec<OrderedItem>,
    /// Items bought.
    pub lines: Vec<CheckoutLine>,
    /// The payment that the server is going to make.
    pub server: Option<NewServerPayment>,
    /// The subscription that it is for.
    pub subscription: Option<NewSubscription>,
    /// The donation that it is for.
    pub donation: Option<StoredDonation>,
    /// The shop's own note: an order number, for example.
    pub custom: Option<String>,
    /// Reason that the shop does not sell what the payment of an adopted
    /// checkout is for; no payment of it counts.
    pub misfit: Option<ReviewReason>,
}

/// One line of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutLine {
    /// The article.
    pub sku: Sku,
    /// Its name on that day.
    pub name: String,
    /// The buyer's choices.
    pub options: Vec<ChosenOption>,
    /// Quantity.
    pub quantity: u32,
    /// The price of one on that day.
    pub price: Money,
}

/// A recorded checkout.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// Its id.
    pub id: CheckoutId,
    /// The request.
    pub request: String,
    /// Path to PayPal: `form`, `server`, or `client` where it is adopted.
    pub path: String,
    /// The API of the server path, and of the client path.
    pub api: Option<Api>,
    /// Approval page, on the server path.
    pub approval_url: Option<String>,
    /// Address that the form is posted to.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// Status.
    pub status: CheckoutStatus,
    /// Reason of a review.
    pub reason: Option<ReviewReason>,
    /// The values behind the reason.
    pub reason_detail: Option<String>,
    /// Total that the buyer pays.
    pub total: Money,
    /// Items bought.
    pub lines: Vec<CheckoutLine>,
    /// The payment that counts, or the last one that does not yet.
    pub payment: Option<PaymentSummary>,
    /// Kind of its order.
    pub kind: OrderKind,
    /// The subscription that it is for.
    pub subscription: Option<SubscriptionSummary>,
    /// The donation that it is for.
    pub donation: Option<StoredDonation>,
    /// The shop's own note.
    pub custom: Option<String>,
    /// Time of creation, in milliseconds since 1970.
    pub created_at: i64,
    /// Time of the last change.
    pub updated_at: i64,
}

impl Checkout {
    /// Returns true when it expires should nobody pay. The buyer of a
    /// subscription that begins with a free trial has agreed, and pays later.
    #[must_use]
    pub fn can_expire(&self) -> bool {
        let is_agreed =
            self.kind == OrderKind::Subscription && self.status != CheckoutStatus::Created;
        self.status.can_expire() && !is_agreed
    }

    /// Amount that was paid, where it is known: of an open donation that of its
    /// payment, else the total.
    #[must_use]
    pub fn amount(&self) -> Money {
        let is_open = self
            .donation
            .as_ref()
            .is_some_and(|donation| donation.is_open);
        match &self.payment {
            Some(payment) if is_open => payment.gross,
            _ => self.total,
        }
    }
}

/// Summary of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSummary {
    /// The transaction.
    pub txn_id: TxnId,
    /// The full amount.
    pub gross: Money,
    /// PayPal's fee, where it is known.
    pub fee: Option<Money>,
}

/// Result of recording a checkout.
#[derive(Clone, Debug)]
pub enum Created {
    /// It is new, and as it was given.
    New(Checkout),
    /// There was one with that key, which is unchanged.
    Existing(Checkout),
}

impl NewCheckout {
    pub(super) const fn kind(&self) -> OrderKind {
        if self.subscription.is_some() {
            OrderKind::Subscription
        } else if self.donation.is_some() {
            OrderKind::Donation
        } else {
            OrderKind::Cart
        }
    }

    /// The checkout as it is recorded.
    pub(super) fn made(&self, now: i64) -> Checkout {
        Checkout {
            id: self.id.clone(),
            request: self.request.clone(),
            path: self.path.to_owned(),
            api: self.server.as_ref().map(|server| server.api),
            approval_url: None,
            action: self.action.clone(),
            fields: self.fields.clone(),
            status: CheckoutStatus::Created,
            reason: None,
            reason_detail: None,
            total: self.total,
            lines: self.lines.clone(),
            payment: None,
            kind: self.kind(),
            subscription: self.subscription.as_ref().map(NewSubscription::made),
            donation: self.donation.clone(),
            custom: self.custom.clone(),
            created_at: now,
            updated_at: now,
        }
    }
}
