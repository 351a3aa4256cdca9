//! Orders: lines and totals, whichever API asked for them.

use leptos_paypal_core::{Currency, Money};

/// An order with everything computed.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Order {
    pub(crate) kind: OrderKind,
    pub(crate) action: PaymentAction,
    /// The payee as the form named it.
    pub(crate) business: String,
    pub(crate) currency: Currency,
    pub(crate) lines: Vec<Line>,
    /// Sum of unit price × quantity.
    pub(crate) items_total: Money,
    /// All reductions together.
    pub(crate) discount: Money,
    pub(crate) shipping: Money,
    /// With the cart's own handling fee.
    pub(crate) handling: Money,
    pub(crate) tax: Money,
    pub(crate) total: Money,
    pub(crate) invoice: Option<String>,
    pub(crate) custom: String,
}

/// Kind of an order, which decides the names in its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum OrderKind {
    /// One product: `txn_type=web_accept`, unsuffixed names.
    Single,
    /// The same for a gift.
    Donation,
    /// Numbered items: `txn_type=cart`.
    Cart,
    /// At most one item, asked for by a program: `txn_type=express_checkout`.
    Express,
    /// A charge under a billing agreement: `txn_type=merch_pmt`.
    Reference,
    /// A charge of a recurring payments profile: `txn_type=recurring_payment`.
    Recurring,
    /// A payment of a subscription: `txn_type=subscr_payment`.
    Subscription,
    /// Money sent without goods: `txn_type=send_money`.
    Transfer,
}

/// `paymentaction`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, serde::Serialize, serde::Deserialize,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum PaymentAction {
    Sale,
    Authorization,
    Order,
}

/// One item with its own charges.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// Text that a program says of the item besides; shops write the choices there.
    pub(crate) description: String,
    pub(crate) number: String,
    pub(crate) quantity: u32,
    pub(crate) unit_price: Money,
    /// Names and values.
    pub(crate) options: Vec<(String, String)>,
    /// Unit price × quantity.
    pub(crate) goods: Money,
    pub(crate) discount: Money,
    pub(crate) shipping: Money,
    pub(crate) handling: Money,
    pub(crate) tax: Money,
}
