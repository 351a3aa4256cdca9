//! A subscription that a form of PayPal Payments Standard asked for.

use encoding_rs::Encoding;
use leptos_paypal_core::Money;

use super::order::Order;
use super::payments::Payer;

/// Parts of a subscription besides the terms of its profile.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Subscription {
    /// The order of the first payment; that of the others differs in the amount.
    pub(crate) order: Order,
    pub(crate) payer: Payer,
    pub(crate) notify_url: Option<String>,
    pub(crate) charset: &'static Encoding,
    /// `sra`.
    pub(crate) reattempts: bool,
    /// With `usr_manage=1`.
    pub(crate) login: Option<SubscriberLogin>,
}

/// `username` and `password` that PayPal makes for a subscriber.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct SubscriberLogin {
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Subscription {
    /// The order of a payment of `amount`.
    pub(super) fn order_of(&self, amount: Money) -> Order {
        let mut order = self.order.clone();
        for line in &mut order.lines {
            line.unit_price = amount;
            line.goods = amount;
        }
        order.items_total = amount;
        order.total = amount;
        order
    }
}
