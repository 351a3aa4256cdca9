//! Captures, authorizations and refunds.

use leptos_paypal_core::{Money, TxnId};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{AuthorizationStatus, CaptureStatus, RefundStatus, StatusReason};
use crate::lenient::{optional_text, or_default};
use crate::wire_money::read;
use crate::{Links, OrderId};

/// `status_details`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StatusDetails {
    /// Why it is not further.
    #[serde(deserialize_with = "or_default")]
    pub reason: Option<StatusReason>,
}

/// What the payee gets, or gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Receivable {
    /// What the buyer paid or got.
    #[serde(deserialize_with = "read")]
    pub gross_amount: Option<Money>,
    /// What PayPal kept or returned.
    #[serde(deserialize_with = "read")]
    pub paypal_fee: Option<Money>,
    /// The difference.
    #[serde(deserialize_with = "read")]
    pub net_amount: Option<Money>,
    /// All refunds of that capture so far.
    #[serde(deserialize_with = "read")]
    pub total_refunded_amount: Option<Money>,
}

macro_rules! resources {
    ($(
        $(#[$meta:meta])*
        $name:ident: $status:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[non_exhaustive]
        pub struct $name {
            /// PayPal's name of it: 17 letters and digits.
            pub id: TxnId,
            /// How far it is.
            #[serde(default, deserialize_with = "or_default")]
            pub status: $status,
            /// Why it is not further.
            #[serde(default, deserialize_with = "or_default")]
            pub status_details: StatusDetails,
            /// How much; nothing where PayPal does not tell, or tells of a
            /// currency that is not in the table.
            #[serde(default, deserialize_with = "read")]
            pub amount: Option<Money>,
            /// What the shop sent along.
            #[serde(default, deserialize_with = "optional_text")]
            pub custom_id: Option<String>,
            /// The shop's own number.
            #[serde(default, deserialize_with = "optional_text")]
            pub invoice_id: Option<String>,
            /// The order it belongs to, where PayPal tells.
            #[serde(default, rename = "supplementary_data", deserialize_with = "order_id")]
            pub order_id: Option<OrderId>,
            /// When it was made (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub create_time: Option<String>,
            /// When it last changed (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub update_time: Option<String>,
            $($(#[$field_meta])* pub $field: $kind,)*
            /// What can be done with it; `up` is what it belongs to.
            #[serde(default, deserialize_with = "or_default")]
            pub links: Links,
        }
    )+};
}

resources! {
    /// Money that moved.
    Capture: CaptureStatus {
        /// Whether no further capture of the authorization follows.
        #[serde(default, deserialize_with = "or_default")]
        final_capture: bool,
        /// What the shop gets.
        #[serde(default, deserialize_with = "or_default")]
        seller_receivable_breakdown: Receivable,
    }
    /// Money that is reserved until captured, voided or expired.
    Authorization: AuthorizationStatus {
        /// How long it is reserved (RFC 3339).
        #[serde(default, deserialize_with = "optional_text")]
        expiration_time: Option<String>,
    }
    /// Money that went back.
    Refund: RefundStatus {
        /// What the buyer is told.
        #[serde(default, deserialize_with = "optional_text")]
        note_to_payer: Option<String>,
        /// What the shop gives back.
        #[serde(default, deserialize_with = "or_default")]
        seller_payable_breakdown: Receivable,
    }
}

/// `supplementary_data.related_ids.order_id`.
fn order_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OrderId>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value
        .pointer("/related_ids/order_id")
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok()))
}
