//! Sales, authorizations, orders, captures and refunds of Payments v1.

use leptos_paypal_core::{Money, TxnId};
use serde::Deserialize;

use super::{AuthorizationState, CaptureState, OrderState, RefundState, SaleState};
use crate::lenient::{optional_text, or_default};
use crate::wire_money::read;
use crate::{Links, PaymentId};

/// One entry of `related_resources`; one of the fields is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RelatedResource {
    /// Money that moved.
    #[serde(deserialize_with = "or_default")]
    pub sale: Option<Sale>,
    /// Money that is reserved.
    #[serde(deserialize_with = "or_default")]
    pub authorization: Option<Authorization>,
    /// An agreement without reserved money.
    #[serde(deserialize_with = "or_default")]
    pub order: Option<Order>,
    /// Reserved money that moved.
    #[serde(deserialize_with = "or_default")]
    pub capture: Option<Capture>,
    /// Money that went back.
    #[serde(deserialize_with = "or_default")]
    pub refund: Option<Refund>,
}

macro_rules! resources {
    ($(
        $(#[$meta:meta])*
        $name:ident: $state:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[non_exhaustive]
        pub struct $name {
            /// PayPal's name of it: 17 letters and digits.
            pub id: TxnId,
            /// State.
            #[serde(default, deserialize_with = "or_default")]
            pub state: $state,
            /// Reason of a pending state.
            #[serde(default, deserialize_with = "optional_text")]
            pub reason_code: Option<String>,
            /// Amount; `None` where PayPal does not tell it, or tells of a
            /// currency that is not in the table.
            #[serde(default, deserialize_with = "read")]
            pub amount: Option<Money>,
            /// The payment it belongs to.
            #[serde(default, deserialize_with = "or_default")]
            pub parent_payment: Option<PaymentId>,
            /// The shop's own reference (`custom`).
            #[serde(default, deserialize_with = "optional_text")]
            pub custom: Option<String>,
            /// The shop's own number.
            #[serde(default, deserialize_with = "optional_text")]
            pub invoice_number: Option<String>,
            /// Time of creation (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub create_time: Option<String>,
            /// Time of the last change (RFC 3339).
            #[serde(default, deserialize_with = "optional_text")]
            pub update_time: Option<String>,
            $($(#[$field_meta])* pub $field: $kind,)*
            /// Links to further operations.
            #[serde(default, deserialize_with = "or_default")]
            pub links: Links,
        }
    )+};
}

resources! {
    /// Money that moved with the execution.
    Sale: SaleState {
        /// PayPal's fee.
        #[serde(default, deserialize_with = "read")]
        transaction_fee: Option<Money>,
        /// `INSTANT_TRANSFER`, `ECHECK` ….
        #[serde(default, deserialize_with = "optional_text")]
        payment_mode: Option<String>,
    }
    /// Money that is reserved until captured, voided or expired.
    Authorization: AuthorizationState {
        /// End of the reservation (RFC 3339).
        #[serde(default, deserialize_with = "optional_text")]
        valid_until: Option<String>,
    }
    /// An agreement of intent `order`.
    Order: OrderState {}
    /// Reserved money that moved.
    Capture: CaptureState {
        /// PayPal's fee.
        #[serde(default, deserialize_with = "read")]
        transaction_fee: Option<Money>,
        /// True when the rest is released.
        #[serde(default, deserialize_with = "or_default")]
        is_final_capture: bool,
    }
    /// Money that went back.
    Refund: RefundState {
        /// The sale it takes back.
        #[serde(default, deserialize_with = "or_default")]
        sale_id: Option<TxnId>,
        /// The capture it takes back.
        #[serde(default, deserialize_with = "or_default")]
        capture_id: Option<TxnId>,
        /// All refunds of that sale or capture so far.
        #[serde(default, deserialize_with = "read")]
        total_refunded_amount: Option<Money>,
    }
}
