//! Shipping options that a shop offers with an order.

use leptos_paypal_core::Money;

/// One way to get the goods.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct ShippingOption {
    pub(crate) id: String,
    pub(crate) label: String,
    /// `SHIPPING`, `PICKUP` …, as PayPal names it; nothing where the shop does not say.
    pub(crate) kind: Option<String>,
    /// Nothing is free.
    pub(crate) amount: Option<Money>,
    pub(crate) is_selected: bool,
}
