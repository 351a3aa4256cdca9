//! An order, as PayPal tells it.

use leptos_paypal_core::Money;
use serde::Deserialize;

use super::{Authorization, Capture, Name, OrderIntent, OrderStatus, Refund, Shipping};
use crate::lenient::{list, optional_text, or_default};
use crate::wire_money::read;
use crate::{Links, OrderId, PurchasedItem};

/// An order of Orders v2.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Order {
    /// 17 letters and digits.
    pub id: OrderId,
    /// Status. `COMPLETED` is not proof of money: see
    /// [`Order::captures`].
    #[serde(default, deserialize_with = "or_default")]
    pub status: OrderStatus,
    /// Intent: money moves at once, or is reserved.
    #[serde(default, deserialize_with = "or_default")]
    pub intent: OrderIntent,
    /// Purchase units.
    #[serde(default, deserialize_with = "list")]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The buyer, once known.
    #[serde(default, deserialize_with = "or_default")]
    pub payer: Option<Payer>,
    /// Time of creation (RFC 3339).
    #[serde(default, deserialize_with = "optional_text")]
    pub create_time: Option<String>,
    /// Time of the last change (RFC 3339).
    #[serde(default, deserialize_with = "optional_text")]
    pub update_time: Option<String>,
    /// `self`, `payer-action` or `approve`, `capture` or `authorize`.
    #[serde(default, deserialize_with = "or_default")]
    pub links: Links,
}

impl Order {
    /// The captures. Money is there where one is
    /// [`CaptureStatus::Completed`](super::CaptureStatus::Completed).
    pub fn captures(&self) -> impl Iterator<Item = &Capture> {
        self.payments().flat_map(|payments| &payments.captures)
    }

    /// The authorizations.
    pub fn authorizations(&self) -> impl Iterator<Item = &Authorization> {
        self.payments()
            .flat_map(|payments| &payments.authorizations)
    }

    /// The refunds.
    pub fn refunds(&self) -> impl Iterator<Item = &Refund> {
        self.payments().flat_map(|payments| &payments.refunds)
    }

    fn payments(&self) -> impl Iterator<Item = &Payments> {
        self.purchase_units.iter().map(|unit| &unit.payments)
    }
}

/// One of `purchase_units`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PurchaseUnit {
    /// Its name.
    #[serde(deserialize_with = "optional_text")]
    pub reference_id: Option<String>,
    /// Amount to pay; `None` in short answers.
    #[serde(deserialize_with = "read")]
    pub amount: Option<Money>,
    /// Payee.
    #[serde(deserialize_with = "or_default")]
    pub payee: Option<Payee>,
    /// The shop's own reference (`custom`).
    #[serde(deserialize_with = "optional_text")]
    pub custom_id: Option<String>,
    /// The shop's own number.
    #[serde(deserialize_with = "optional_text")]
    pub invoice_id: Option<String>,
    /// Items bought.
    #[serde(deserialize_with = "list")]
    pub items: Vec<PurchasedItem>,
    /// Shipping address.
    #[serde(deserialize_with = "or_default")]
    pub shipping: Option<Shipping>,
    /// Payments of the unit.
    #[serde(deserialize_with = "or_default")]
    pub payments: Payments,
}

/// `payments` of a purchase unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Payments {
    /// Money that moved.
    #[serde(deserialize_with = "list")]
    pub captures: Vec<Capture>,
    /// Money that is reserved.
    #[serde(deserialize_with = "list")]
    pub authorizations: Vec<Authorization>,
    /// Money that went back.
    #[serde(deserialize_with = "list")]
    pub refunds: Vec<Refund>,
}

/// Payee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Payee {
    /// E-mail address.
    #[serde(deserialize_with = "optional_text")]
    pub email_address: Option<String>,
    /// Account id.
    #[serde(deserialize_with = "optional_text")]
    pub merchant_id: Option<String>,
}

/// Payer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Payer {
    /// Account id.
    #[serde(deserialize_with = "optional_text")]
    pub payer_id: Option<String>,
    /// E-mail address.
    #[serde(deserialize_with = "optional_text")]
    pub email_address: Option<String>,
    /// Name.
    #[serde(deserialize_with = "or_default")]
    pub name: Option<Name>,
}
