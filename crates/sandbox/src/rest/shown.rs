//! Objects of either version, for events.

use serde_json::Value;

use super::errors::Shape;
use super::{orders_v2, payments_v1, payments_v2};
use crate::store::Store;
use crate::store::order::PaymentAction;
use crate::store::payments::{Api, Payment, Refund};
use crate::store::rest_orders::Record;

/// A payment as its version shows it.
pub(crate) fn payment(store: &Store, payment: &Payment, shape: Shape, base: &str) -> Value {
    match shape {
        Shape::V1 => payments_v1::show::any(store, payment, base),
        Shape::V2 if payment.order.action == PaymentAction::Authorization => {
            payments_v2::show::authorization(payment, base)
        }
        Shape::V2 => payments_v2::show::capture(store, payment, base),
    }
}

/// A refund as its version shows it.
pub(crate) fn refund(payment: &Payment, refund: &Refund, shape: Shape, base: &str) -> Value {
    match shape {
        Shape::V1 => payments_v1::show::refund(payment, refund, base),
        Shape::V2 => payments_v2::show::refund(payment, refund, base),
    }
}

/// A whole payment or order.
pub(crate) fn record(store: &Store, record: &Record, base: &str) -> Value {
    match record.api {
        Api::PaymentsV1 => payments_v1::show::payment(store, record, base),
        Api::OrdersV2 | Api::Form => orders_v2::show::whole(store, record, base),
    }
}
