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
    /// Reason of a pending state.
    #[serde(deserialize_with = "or_default")]
    pub reason: Option<StatusReason>,
}

/// Net amount, received or given back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Receivable {
    /// Gross amount, paid or refunded.
    #[serde(deserialize_with = "read")]
    pub gross_amount: Option<Money>,
    /// PayPal's fee, kept or returned.
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
            /// State.
            #[serde(default, deserialize_with = "or_default")]
            pub status: $status,
            /// Reason of a pending state.
            #[serde(default, deserialize_with = "or_default")]
            pub status_details: StatusDetails,
            /// Amount; `None` where PayPal does not tell it, or tells of a
            /// currency that is not in the table.
            #[serde(default, deserialize_with = "read")]
            pub amount: Option<Money>,
            /// The shop's own reference (`custom`).
            #[serde(default, deserialize_with = "optional_text")]
            pub custom_id: Option<String>,
            /// The shop's own number.
            #[serde(default, deserialize_with = "optional_text")]
            pub invoice_id: Option<String>,
            /// The order it belongs to, where PayPal tells.
            #[serde(default, rename = "supplementary_data", deserialize_with = "order_id")]
            pub order_id: Option<OrderId>,
            /// Time of creation (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub create_time: Option<String>,
            /// Time of the last change (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub update_time: Option<String>,
            $($(#[$field_meta])* pub $field: $kind,)*
            /// Links to further operations; `up` is its parent.
            #[serde(default, deserialize_with = "or_default")]
            pub links: Links,
        }
    )+};
}

resources! {
    /// Money that moved.
    Capture: CaptureStatus {
        /// True when no further capture of the authorization follows.
        #[serde(default, deserialize_with = "or_default")]
        final_capture: bool,
        /// Net amount of the shop.
        #[serde(default, deserialize_with = "or_default")]
        seller_receivable_breakdown: Receivable,
    }
    /// Money that is reserved until captured, voided or expired.
    Authorization: AuthorizationStatus {
        /// End of the reservation (RFC 3339).
        #[serde(default, deserialize_with = "optional_text")]
        expiration_time: Option<String>,
    }
    /// Money that went back.
    Refund: RefundStatus {
        /// Note to the buyer.
        #[serde(default, deserialize_with = "optional_text")]
        note_to_payer: Option<String>,
        /// Net amount that the shop gives back.
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
