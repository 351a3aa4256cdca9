//! Kind and version of the resource of an event about a payment.

use crate::store::order::PaymentAction;
use crate::store::payments::{Api, Payment};

/// Kind of a payment in event types and as a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Sale,
    Capture,
    Authorization,
    Order,
}

pub(super) fn subject(payment: &Payment) -> Subject {
    match payment.order.action {
        PaymentAction::Authorization => Subject::Authorization,
        PaymentAction::Order => Subject::Order,
        PaymentAction::Sale if payment.api == Api::PaymentsV1 && payment.parent.is_none() => {
            Subject::Sale
        }
        PaymentAction::Sale => Subject::Capture,
    }
}

pub(super) const fn version(payment: &Payment) -> &'static str {
    match payment.api {
        Api::PaymentsV1 => "1.0",
        Api::OrdersV2 | Api::Form | Api::Classic => "2.0",
    }
}
