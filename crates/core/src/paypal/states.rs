//! Checkout status of PayPal's states.

use crate::CheckoutStatus;

/// The `state` of a v1 payment. `approved` says that it was executed; the
/// money is in its `related_resources`.
pub(super) fn payment_status(state: &str) -> CheckoutStatus {
    match state {
        "created" => CheckoutStatus::Created,
        "failed" => CheckoutStatus::Failed,
        "canceled" | "cancelled" => CheckoutStatus::Cancelled,
        "expired" => CheckoutStatus::Expired,
        "approved" => CheckoutStatus::Approved,
        _ => CheckoutStatus::Pending,
    }
}

/// The `status` of a v2 order. `COMPLETED` is no proof of money: that is in
/// its captures.
pub(super) fn order_status(status: &str) -> CheckoutStatus {
    match status {
        "CREATED" | "SAVED" | "PAYER_ACTION_REQUIRED" => CheckoutStatus::Created,
        "APPROVED" => CheckoutStatus::Approved,
        "VOIDED" => CheckoutStatus::Expired,
        _ => CheckoutStatus::Pending,
    }
}

/// The state of a sale, authorization, capture or v1 order, of either API:
/// they use the same words, v1 in lower case. Money that is reserved, and
/// unknown states, are not paid.
pub(super) fn money_status(state: &str) -> CheckoutStatus {
    match state.to_ascii_lowercase().as_str() {
        "completed" | "captured" => CheckoutStatus::Paid,
        "denied" | "declined" | "failed" | "voided" => CheckoutStatus::Failed,
        "refunded" => CheckoutStatus::Refunded,
        "partially_refunded" => CheckoutStatus::PartiallyRefunded,
        "reversed" => CheckoutStatus::Reversed,
        "expired" => CheckoutStatus::Expired,
        _ => CheckoutStatus::Pending,
    }
}
