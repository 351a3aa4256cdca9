//! Events of webhook messages.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::WebhookProblem;
use crate::lenient::{object, optional_text, or_default};
use crate::{v1, v2};
use leptos_paypal_core::open_enum;

open_enum! {
    /// `event_type`.
    #[non_exhaustive]
    EventType {
        PaymentSaleCompleted = "PAYMENT.SALE.COMPLETED",
        PaymentSalePending = "PAYMENT.SALE.PENDING",
        PaymentSaleDenied = "PAYMENT.SALE.DENIED",
        PaymentSaleRefunded = "PAYMENT.SALE.REFUNDED",
        PaymentSaleReversed = "PAYMENT.SALE.REVERSED",
        PaymentAuthorizationCreated = "PAYMENT.AUTHORIZATION.CREATED",
        PaymentAuthorizationVoided = "PAYMENT.AUTHORIZATION.VOIDED",
        PaymentCaptureCompleted = "PAYMENT.CAPTURE.COMPLETED",
        PaymentCapturePending = "PAYMENT.CAPTURE.PENDING",
        PaymentCaptureDenied = "PAYMENT.CAPTURE.DENIED",
        PaymentCaptureRefunded = "PAYMENT.CAPTURE.REFUNDED",
        PaymentCaptureReversed = "PAYMENT.CAPTURE.REVERSED",
        PaymentsPaymentCreated = "PAYMENTS.PAYMENT.CREATED",
        CheckoutOrderApproved = "CHECKOUT.ORDER.APPROVED",
        CheckoutOrderCompleted = "CHECKOUT.ORDER.COMPLETED",
        CustomerDisputeCreated = "CUSTOMER.DISPUTE.CREATED",
        CustomerDisputeUpdated = "CUSTOMER.DISPUTE.UPDATED",
        CustomerDisputeResolved = "CUSTOMER.DISPUTE.RESOLVED",
    }
}

/// Resource of an event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Resource {
    /// A payment of Payments v1.
    Payment(Box<v1::Payment>),
    /// A sale of Payments v1.
    Sale(Box<v1::Sale>),
    /// An authorization of Payments v1.
    AuthorizationV1(Box<v1::Authorization>),
    /// A capture of Payments v1.
    CaptureV1(Box<v1::Capture>),
    /// A refund of Payments v1.
    RefundV1(Box<v1::Refund>),
    /// An order of Orders v2.
    Order(Box<v2::Order>),
    /// An authorization of Payments v2.
    Authorization(Box<v2::Authorization>),
    /// A capture of Payments v2.
    Capture(Box<v2::Capture>),
    /// A refund of Payments v2.
    Refund(Box<v2::Refund>),
    /// Anything else, as it came.
    Other(Value),
}

/// A message of PayPal's.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// `WH-…`: the same for every delivery of one event.
    pub id: String,
    /// Type of the event.
    pub event_type: EventType,
    /// `sale`, `capture`, `checkout-order` ….
    pub resource_type: Option<String>,
    /// `1.0` or `2.0`.
    pub resource_version: Option<String>,
    /// Time of the event (RFC 3339).
    pub create_time: Option<String>,
    /// An English explanation.
    pub summary: Option<String>,
    /// Resource.
    pub resource: Resource,
}

#[derive(Deserialize)]
struct Fields {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    event_type: EventType,
    #[serde(default, deserialize_with = "optional_text")]
    resource_type: Option<String>,
    #[serde(default, deserialize_with = "optional_text")]
    resource_version: Option<String>,
    #[serde(default, deserialize_with = "optional_text")]
    create_time: Option<String>,
    #[serde(default, deserialize_with = "optional_text")]
    summary: Option<String>,
    #[serde(default)]
    resource: Value,
}

/// The longest id of an event that is read; PayPal's have about 40 characters.
const MAX_ID: usize = 128;

impl Event {
    /// Reads the body of a message. Keep the body too: it is what was signed.
    ///
    /// # Errors
    /// `webhook_body` when it is not a JSON object or has no id.
    pub fn parse(raw: &[u8]) -> Result<Self, WebhookProblem> {
        let body = |problem: String| WebhookProblem::Body { problem };
        let fields: Fields = object(raw).map_err(body)?;
        if !(1..=MAX_ID).contains(&fields.id.len()) {
            return Err(body(format!("its id has not 1 to {MAX_ID} characters")));
        }
        let said = fields.resource_type.as_deref().unwrap_or_default();
        let kind = fields.event_type.resource_type().unwrap_or(said);
        Ok(Self {
            resource: Resource::read(kind, fields.resource),
            id: fields.id,
            event_type: fields.event_type,
            resource_type: fields.resource_type,
            resource_version: fields.resource_version,
            create_time: fields.create_time,
            summary: fields.summary,
        })
    }
}

impl EventType {
    /// Kind of the resource, where the event says it: `resource_type` of a
    /// refund is "sale" or "refund", as PayPal likes.
    const fn resource_type(&self) -> Option<&'static str> {
        Some(match self {
            Self::PaymentSaleCompleted | Self::PaymentSalePending | Self::PaymentSaleDenied => {
                "sale"
            }
            Self::PaymentCaptureCompleted
            | Self::PaymentCapturePending
            | Self::PaymentCaptureDenied => "capture",
            Self::PaymentSaleRefunded | Self::PaymentCaptureRefunded => "refund",
            Self::PaymentAuthorizationCreated | Self::PaymentAuthorizationVoided => "authorization",
            Self::PaymentsPaymentCreated => "payment",
            Self::CheckoutOrderApproved | Self::CheckoutOrderCompleted => "checkout-order",
            _ => return None,
        })
    }
}

impl Resource {
    /// The generations are told apart by their own words: `state` in v1,
    /// `status` in v2.
    fn read(kind: &str, value: Value) -> Self {
        let is_v2 = value.get("status").is_some();
        match kind.to_ascii_lowercase().as_str() {
            "payment" => typed(value, Self::Payment),
            // PayPal tells a refund as a "sale" that names its sale, and a
            // reversal as one of a negative amount.
            "sale" if value.get("sale_id").is_some() => typed(value, Self::RefundV1),
            "sale" => typed(value, Self::Sale),
            "checkout-order" => typed(value, Self::Order),
            "authorization" if is_v2 => typed(value, Self::Authorization),
            "authorization" => typed(value, Self::AuthorizationV1),
            "capture" if is_v2 => typed(value, Self::Capture),
            "capture" => typed(value, Self::CaptureV1),
            "refund" if is_v2 => typed(value, Self::Refund),
            "refund" => typed(value, Self::RefundV1),
            _ => Self::Other(value),
        }
    }
}

fn typed<T: DeserializeOwned>(value: Value, make: fn(Box<T>) -> Resource) -> Resource {
    match T::deserialize(&value) {
        // An array would be read as the fields in their order.
        Ok(_) if !value.is_object() => Resource::Other(value),
        Ok(resource) => make(Box::new(resource)),
        Err(_) => Resource::Other(value),
    }
}
