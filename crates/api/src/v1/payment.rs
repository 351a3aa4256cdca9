//! A payment, as PayPal tells it.

use leptos_paypal_core::Money;
use serde::{Deserialize, Deserializer};

use super::{FailureReason, PaymentIntent, PaymentState, RelatedResource, Sale, ShippingAddress};
use crate::lenient::{list, optional_text, or_default};
use crate::wire_money::read;
use crate::{Links, PaymentId, PurchasedItem};

/// A payment of Payments v1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Payment {
    /// `PAYID-…`.
    pub id: PaymentId,
    /// Intent: money moves at once, or is reserved.
    #[serde(default, deserialize_with = "or_default")]
    pub intent: PaymentIntent,
    /// State. `approved` is not yet proof of money: see
    /// [`Payment::sales`].
    #[serde(default, deserialize_with = "or_default")]
    pub state: PaymentState,
    /// Reason of the failure.
    #[serde(default, deserialize_with = "or_default")]
    pub failure_reason: Option<FailureReason>,
    /// The buyer, once known.
    #[serde(default, deserialize_with = "or_default")]
    pub payer: Option<Payer>,
    /// Transactions; one in practice.
    #[serde(default, deserialize_with = "list")]
    pub transactions: Vec<Transaction>,
    /// Time of creation (RFC 3339).
    #[serde(default, deserialize_with = "optional_text")]
    pub create_time: Option<String>,
    /// Time of the last change (RFC 3339).
    #[serde(default, deserialize_with = "optional_text")]
    pub update_time: Option<String>,
    /// `self`, `approval_url`, `execute`.
    #[serde(default, deserialize_with = "or_default")]
    pub links: Links,
}

impl Payment {
    /// The sales that execution made. Money is there where one is
    /// [`SaleState::Completed`](super::SaleState::Completed).
    pub fn sales(&self) -> impl Iterator<Item = &Sale> {
        self.related().filter_map(|related| related.sale.as_ref())
    }

    /// Everything that execution and later calls made.
    pub fn related(&self) -> impl Iterator<Item = &RelatedResource> {
        self.transactions
            .iter()
            .flat_map(|transaction| &transaction.related_resources)
    }
}

/// One page of payments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PaymentList {
    /// The payments.
    #[serde(deserialize_with = "list")]
    pub payments: Vec<Payment>,
    /// Number of payments on this page.
    #[serde(deserialize_with = "or_default")]
    pub count: u32,
    /// `start_id` of the next page; nothing on the last one.
    #[serde(deserialize_with = "optional_text")]
    pub next_id: Option<String>,
}

/// One of `transactions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Transaction {
    /// Amount to pay.
    #[serde(deserialize_with = "read")]
    pub amount: Option<Money>,
    /// The shop's own reference (`custom`).
    #[serde(deserialize_with = "optional_text")]
    pub custom: Option<String>,
    /// The shop's own number.
    #[serde(deserialize_with = "optional_text")]
    pub invoice_number: Option<String>,
    /// Payee.
    #[serde(deserialize_with = "or_default")]
    pub payee: Option<Payee>,
    /// Items bought.
    #[serde(rename = "item_list", deserialize_with = "items")]
    pub items: Vec<PurchasedItem>,
    /// Sales, authorizations, orders, captures and refunds.
    #[serde(deserialize_with = "list")]
    pub related_resources: Vec<RelatedResource>,
}

/// `item_list.items`.
fn items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PurchasedItem>, D::Error> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct ItemList {
        #[serde(deserialize_with = "list")]
        items: Vec<PurchasedItem>,
    }
    or_default::<_, ItemList>(deserializer).map(|list| list.items)
}

/// Payee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Payee {
    /// E-mail address.
    #[serde(deserialize_with = "optional_text")]
    pub email: Option<String>,
    /// Account id.
    #[serde(deserialize_with = "optional_text")]
    pub merchant_id: Option<String>,
}

/// Payer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Payer {
    /// `paypal` and others.
    #[serde(deserialize_with = "optional_text")]
    pub payment_method: Option<String>,
    /// `VERIFIED` or `UNVERIFIED`.
    #[serde(deserialize_with = "optional_text")]
    pub status: Option<String>,
    /// Data of the buyer.
    #[serde(deserialize_with = "or_default")]
    pub payer_info: PayerInfo,
}

/// Data of the buyer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PayerInfo {
    /// The account id that execution needs.
    #[serde(deserialize_with = "optional_text")]
    pub payer_id: Option<String>,
    /// E-mail address.
    #[serde(deserialize_with = "optional_text")]
    pub email: Option<String>,
    /// Given name.
    #[serde(deserialize_with = "optional_text")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(deserialize_with = "optional_text")]
    pub last_name: Option<String>,
    /// Shipping address.
    #[serde(deserialize_with = "or_default")]
    pub shipping_address: Option<ShippingAddress>,
}
