//! Authorisations, captures and refunds of v2 as JSON.

use serde_json::{Value, json};

use super::links::link;
use super::money::v2;
use super::time;
use crate::store::Store;
use crate::store::capture::AUTHORIZATION_LIFETIME;
use crate::store::order::PaymentAction;
use crate::store::payments::{Payment, PaymentStatus, PendingReason, Refund};

/// A capture, which is any money that moved.
pub(crate) fn capture(store: &Store, payment: &Payment, base: &str) -> Value {
    let own = format!("{base}/v2/payments/captures/{}", payment.txn_id);
    let mut links = vec![link(own.clone(), "self", "GET")];
    if matches!(
        payment.status,
        PaymentStatus::Completed | PaymentStatus::PartiallyRefunded
    ) {
        links.push(link(format!("{own}/refund"), "refund", "POST"));
    }
    let parent = payment.parent.as_deref();
    if let Some(parent) = parent {
        let href = format!("{base}/v2/payments/authorizations/{parent}");
        links.push(link(href, "up", "GET"));
    } else if let Some(up) = up(payment, base) {
        links.push(up);
    }
    let is_final = parent
        .and_then(|id| store.payment(id))
        .is_none_or(|parent| parent.status == PaymentStatus::Captured);
    let mut shown = json!({
        "id": payment.txn_id,
        "status": capture_status(payment.status),
        "amount": v2(payment.gross),
        "final_capture": is_final,
        "disbursement_mode": "INSTANT",
        "seller_protection": seller_protection(),
        "create_time": time(payment.created),
        "update_time": time(payment.updated),
        "links": links,
    });
    match payment.status.pending_reason() {
        Some(reason) => shown["status_details"] = json!({"reason": reason_word(reason)}),
        None => {
            // The fee is at most the gross.
            let net = payment.gross.minus(payment.fee).unwrap_or(payment.gross);
            shown["seller_receivable_breakdown"] = json!({
                "gross_amount": v2(payment.gross),
                "paypal_fee": v2(payment.fee),
                "net_amount": v2(net),
            });
        }
    }
    add_ids(&mut shown, payment);
    add_processor_response(&mut shown, payment);
    shown
}

/// An authorisation.
pub(crate) fn authorization(payment: &Payment, base: &str) -> Value {
    let own = format!("{base}/v2/payments/authorizations/{}", payment.txn_id);
    let mut links = vec![link(own.clone(), "self", "GET")];
    if matches!(
        payment.status,
        PaymentStatus::Pending(_) | PaymentStatus::PartiallyCaptured
    ) {
        for step in ["capture", "void", "reauthorize"] {
            links.push(link(format!("{own}/{step}"), step, "POST"));
        }
    }
    links.extend(up(payment, base));
    let end = payment.authorized.saturating_add(AUTHORIZATION_LIFETIME);
    let mut shown = json!({
        "id": payment.txn_id,
        "status": authorization_status(payment.status),
        "amount": v2(payment.gross),
        "seller_protection": seller_protection(),
        "expiration_time": time(end.unwrap_or(payment.created)),
        "create_time": time(payment.created),
        "update_time": time(payment.updated),
        "links": links,
    });
    add_ids(&mut shown, payment);
    add_processor_response(&mut shown, payment);
    shown
}

/// A refund of a capture.
pub(crate) fn refund(payment: &Payment, refund: &Refund, base: &str) -> Value {
    let own = format!("{base}/v2/payments/refunds/{}", refund.txn_id);
    let parent = format!("{base}/v2/payments/captures/{}", payment.txn_id);
    // The fee that goes back is at most the refund.
    let net = refund.gross.minus(refund.fee).unwrap_or(refund.gross);
    let mut shown = json!({
        "id": refund.txn_id,
        "status": "COMPLETED",
        "amount": v2(refund.gross),
        "seller_payable_breakdown": {
            "gross_amount": v2(refund.gross),
            "paypal_fee": v2(refund.fee),
            "net_amount": v2(net),
            "total_refunded_amount": v2(payment.refunded()),
        },
        "create_time": time(refund.created),
        "update_time": time(refund.created),
        "links": [link(own, "self", "GET"), link(parent, "up", "GET")],
    });
    let note = &refund.note;
    for (name, value) in [
        ("invoice_id", note.invoice.as_ref()),
        ("custom_id", note.custom.as_ref()),
        ("note_to_payer", note.to_payer.as_ref()),
    ] {
        if let Some(value) = value {
            shown[name] = json!(value);
        }
    }
    shown
}

/// The order, where an order made it.
fn up(payment: &Payment, base: &str) -> Option<Value> {
    let origin = payment.rest_origin()?;
    let path = if origin.id.starts_with("PAYID-") {
        "v1/payments/payment"
    } else {
        "v2/checkout/orders"
    };
    Some(link(format!("{base}/{path}/{}", origin.id), "up", "GET"))
}

/// The answer of a card's bank.
fn add_processor_response(shown: &mut Value, payment: &Payment) {
    let Some(card) = &payment.payer.card else {
        return;
    };
    shown["processor_response"] = match card.refusal() {
        Some(refusal) => json!({
            "avs_code": "G",
            "cvv_code": "P",
            "response_code": refusal.response_code(),
        }),
        None => json!({"avs_code": "Y", "cvv_code": "M", "response_code": "0000"}),
    };
}

fn add_ids(shown: &mut Value, payment: &Payment) {
    if let Some(invoice) = &payment.order.invoice {
        shown["invoice_id"] = json!(invoice);
    }
    if !payment.order.custom.is_empty() {
        shown["custom_id"] = json!(payment.order.custom);
    }
}

fn seller_protection() -> Value {
    json!({
        "status": "ELIGIBLE",
        "dispute_categories": ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"],
    })
}

const fn capture_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Pending(_) => "PENDING",
        PaymentStatus::Completed | PaymentStatus::PartiallyCaptured | PaymentStatus::Captured => {
            "COMPLETED"
        }
        PaymentStatus::Denied | PaymentStatus::Voided => "DECLINED",
        PaymentStatus::Failed => "FAILED",
        PaymentStatus::PartiallyRefunded => "PARTIALLY_REFUNDED",
        // There is no word for money that PayPal took back.
        PaymentStatus::Refunded | PaymentStatus::Reversed => "REFUNDED",
    }
}

const fn authorization_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Pending(_) => "CREATED",
        PaymentStatus::Completed
        | PaymentStatus::Captured
        | PaymentStatus::PartiallyRefunded
        | PaymentStatus::Refunded
        | PaymentStatus::Reversed => "CAPTURED",
        PaymentStatus::PartiallyCaptured => "PARTIALLY_CAPTURED",
        PaymentStatus::Denied | PaymentStatus::Failed => "DENIED",
        PaymentStatus::Voided => "VOIDED",
    }
}

const fn reason_word(reason: PendingReason) -> &'static str {
    match reason {
        PendingReason::Echeck => "ECHECK",
        PendingReason::Intl => "INTERNATIONAL_WITHDRAWAL",
        PendingReason::Paymentreview | PendingReason::RegulatoryReview => "PENDING_REVIEW",
        PendingReason::MultiCurrency => "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION",
        PendingReason::DelayedDisbursement => "TRANSACTION_APPROVED_AWAITING_FUNDING",
        PendingReason::Unilateral => "UNILATERAL",
        PendingReason::Upgrade | PendingReason::Verify => "VERIFICATION_REQUIRED",
        PendingReason::Address
        | PendingReason::Authorization
        | PendingReason::Order
        | PendingReason::Other => "OTHER",
    }
}

/// Returns whether v2 calls this payment an authorisation.
pub(crate) fn is_authorization(payment: &Payment) -> bool {
    payment.order.action == PaymentAction::Authorization
}
