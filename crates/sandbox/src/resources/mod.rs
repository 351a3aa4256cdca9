//! Resources of PayPal's REST APIs as JSON, as answers and events have
//! them.

pub(crate) mod links;
pub(crate) mod money;
pub(crate) mod orders_v2;
pub(crate) mod parties;
pub(crate) mod payments_v1;
pub(crate) mod payments_v2;

use jiff::Timestamp;
use serde_json::Value;

use crate::store::Store;
use crate::store::order::PaymentAction;
use crate::store::payments::{Api, Payment, Refund};
use crate::store::rest_orders::OrderRecord;

/// RFC 3339 to the second, as PayPal writes times.
pub(crate) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A payment as the API that made it shows it.
pub(crate) fn payment(store: &Store, payment: &Payment, base: &str) -> Value {
    match payment.api {
        Api::PaymentsV1 => payments_v1::any(store, payment, base),
        Api::OrdersV2 | Api::Form | Api::Classic
            if payment.order.action == PaymentAction::Authorization =>
        {
            payments_v2::authorization(payment, base)
        }
        Api::OrdersV2 | Api::Form | Api::Classic => payments_v2::capture(store, payment, base),
    }
}

/// A refund as the API that made its payment shows it.
pub(crate) fn refund(payment: &Payment, refund: &Refund, base: &str) -> Value {
    match payment.api {
        Api::PaymentsV1 => payments_v1::refund(payment, refund, base),
        Api::OrdersV2 | Api::Form | Api::Classic => payments_v2::refund(payment, refund, base),
    }
}

/// A whole payment of v1 or order of v2.
pub(crate) fn record(store: &Store, record: &OrderRecord, base: &str) -> Value {
    match record.api {
        Api::PaymentsV1 => payments_v1::payment(store, record, base),
        Api::OrdersV2 | Api::Form | Api::Classic => orders_v2::whole(store, record, base),
    }
}
