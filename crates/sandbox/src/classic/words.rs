//! PayPal's words for a payment, which NVP and SOAP spell differently.

use jiff::Timestamp;

use crate::store::dispute::ReversalReason;
use crate::store::order::{OrderKind, PaymentAction};
use crate::store::payments::{Payment, PaymentStatus, PendingReason};

/// A word in NVP and in SOAP.
pub(super) type Word = (&'static str, &'static str);

const fn both(word: &'static str) -> Word {
    (word, word)
}

/// `PAYMENTSTATUS`. An authorisation of which all was captured is completed.
pub(super) fn status(payment: &Payment, now: Timestamp) -> Word {
    match payment.status {
        PaymentStatus::Pending(PendingReason::Authorization)
            if payment.check_capturable(now).is_err() =>
        {
            both("Expired")
        }
        PaymentStatus::Pending(_) => both("Pending"),
        PaymentStatus::Completed | PaymentStatus::Captured => both("Completed"),
        PaymentStatus::Denied => both("Denied"),
        PaymentStatus::Failed => both("Failed"),
        PaymentStatus::PartiallyRefunded => ("PartiallyRefunded", "Partially-Refunded"),
        PaymentStatus::Refunded => both("Refunded"),
        PaymentStatus::Reversed => both("Reversed"),
        PaymentStatus::PartiallyCaptured => both("In-Progress"),
        PaymentStatus::Voided => both("Voided"),
    }
}

/// `PENDINGREASON`.
pub(super) fn pending_reason(payment: &Payment) -> Word {
    match payment.status.pending_reason() {
        None => ("None", "none"),
        Some(PendingReason::MultiCurrency) => ("multicurrency", "multi-currency"),
        Some(PendingReason::Paymentreview) => ("paymentreview", "payment-review"),
        Some(PendingReason::RegulatoryReview) => ("regulatoryreview", "regulatory-review"),
        Some(PendingReason::DelayedDisbursement) => ("delayeddisbursement", "delayed-disbursement"),
        Some(PendingReason::Address) => both("address"),
        Some(PendingReason::Authorization) => both("authorization"),
        Some(PendingReason::Echeck) => both("echeck"),
        Some(PendingReason::Intl) => both("intl"),
        Some(PendingReason::Order) => both("order"),
        Some(PendingReason::Unilateral) => both("unilateral"),
        Some(PendingReason::Upgrade) => both("upgrade"),
        Some(PendingReason::Verify) => both("verify"),
        Some(PendingReason::Other) => both("other"),
    }
}

/// `REASONCODE` of a reversal.
pub(super) const fn reversal_reason(reason: ReversalReason) -> Word {
    match reason {
        ReversalReason::Chargeback => both("chargeback"),
        ReversalReason::Guarantee => both("guarantee"),
        ReversalReason::BuyerComplaint => both("buyer-complaint"),
        ReversalReason::Other => both("other"),
    }
}

/// `TRANSACTIONTYPE`.
pub(super) fn transaction_type(payment: &Payment) -> Word {
    match payment.order.kind {
        OrderKind::Express => ("expresscheckout", "express-checkout"),
        OrderKind::Cart => both("cart"),
        OrderKind::Single | OrderKind::Donation => ("webaccept", "web-accept"),
        OrderKind::Reference => ("merchtpmt", "mercht-pmt"),
        OrderKind::Recurring => ("recurring_payment", "subscr-payment"),
        OrderKind::Subscription => ("subscrpayment", "subscr-payment"),
        OrderKind::Transfer => ("masspay", "mass-pay"),
    }
}

/// `PAYMENTTYPE`.
pub(super) fn payment_type(payment: &Payment) -> &'static str {
    match payment.initial_reason {
        Some(PendingReason::Echeck) => "echeck",
        Some(PendingReason::Authorization | PendingReason::Order) => "none",
        _ => "instant",
    }
}

/// `PAYMENTACTION`.
pub(super) fn payment_action(text: &str) -> Option<PaymentAction> {
    match text.to_ascii_lowercase().as_str() {
        "sale" => Some(PaymentAction::Sale),
        "authorization" => Some(PaymentAction::Authorization),
        "order" => Some(PaymentAction::Order),
        _ => None,
    }
}

/// The word of a payment action.
pub(super) const fn action_word(action: PaymentAction) -> &'static str {
    match action {
        PaymentAction::Sale => "Sale",
        PaymentAction::Authorization => "Authorization",
        PaymentAction::Order => "Order",
    }
}
