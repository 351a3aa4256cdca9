//! Events of reversals and disputes.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::dispatch::{NewEvent, raise};
use super::subject::{Subject, subject, version};
use crate::resources::{self, time};
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::dispute::{Dispute, DisputeKind, DisputeOutcome, DisputeReason, Reversal};
use crate::store::payments::Payment;

/// Tells the app of a payment that PayPal took the money back. There is no
/// event for money that comes again.
pub(super) fn reversed(store: &mut Store, payment: &Payment, reversal: &Reversal, now: Timestamp) {
    let Some(origin) = payment.rest_origin().cloned() else {
        return;
    };
    if reversal.is_cancel {
        return;
    }
    let base = store.webhooks.base(&origin.app).map(str::to_owned);
    let Some(base) = base else { return };
    let (event_type, resource_type) = match subject(payment) {
        Subject::Sale => ("PAYMENT.SALE.REVERSED", "sale"),
        _ => ("PAYMENT.CAPTURE.REVERSED", "capture"),
    };
    let news = NewEvent {
        event_type,
        resource_type,
        resource_version: version(payment),
        summary: format!(
            "A {} {} {resource_type} payment was reversed",
            reversal.gross,
            payment.currency()
        ),
        resource: resources::payment(store, payment, &base),
    };
    raise(store, &origin.app, news, now);
}

/// Tells the apps of the seller of a case that was opened or decided.
pub(super) fn dispute_updated(
    store: &mut Store,
    payment: &Payment,
    dispute: &Dispute,
    now: Timestamp,
) {
    let app = payment
        .origin
        .as_ref()
        .map_or(&payment.payee, |origin| &origin.app);
    let app = app.clone();
    let (event_type, words) = match dispute.outcome {
        None => (
            "CUSTOMER.DISPUTE.CREATED",
            "A new dispute opened with Case # ",
        ),
        Some(_) => (
            "CUSTOMER.DISPUTE.RESOLVED",
            "A dispute was resolved with Case # ",
        ),
    };
    let news = NewEvent {
        event_type,
        resource_type: "dispute",
        resource_version: "1.0",
        summary: format!("{words}{}", dispute.id),
        resource: resource(store, payment, dispute),
    };
    raise(store, &app, news, now);
}

fn resource(store: &Store, payment: &Payment, dispute: &Dispute) -> Value {
    let payee = store.accounts.get(&payment.payee);
    let name = payment.payer.full_name();
    let mut disputed = json!({
        "seller_transaction_id": payment.txn_id,
        "create_time": time(payment.created),
        "transaction_status": "COMPLETED",
        "gross_amount": resources::money::v2(payment.gross),
        "buyer": {"name": name},
        "seller": {
            "email": payment.payee_email,
            "merchant_id": payment.payee.0,
            "name": payee.map(Account::display_name),
        },
    });
    if let Some(invoice) = &payment.order.invoice {
        disputed["invoice_number"] = json!(invoice);
    }
    if !payment.order.custom.is_empty() {
        disputed["custom"] = json!(payment.order.custom);
    }
    let mut shown = json!({
        "dispute_id": dispute.id,
        "create_time": time(dispute.opened),
        "update_time": time(dispute.updated),
        "disputed_transactions": [disputed],
        "reason": match dispute.reason {
            DisputeReason::NonReceipt => "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
            DisputeReason::NotAsDescribed => "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED",
            DisputeReason::Unauthorized => "UNAUTHORISED",
        },
        "status": if dispute.outcome.is_none() { "OPEN" } else { "RESOLVED" },
        "dispute_amount": resources::money::v2(dispute.amount),
        "dispute_life_cycle_stage": match dispute.kind {
            DisputeKind::Complaint => "INQUIRY",
            DisputeKind::Chargeback => "CHARGEBACK",
        },
        "dispute_channel": "INTERNAL",
    });
    if let Some(outcome) = dispute.outcome {
        shown["dispute_outcome"] = json!({
            "outcome_code": match outcome {
                DisputeOutcome::Buyer => "RESOLVED_BUYER_FAVOUR",
                DisputeOutcome::Seller => "RESOLVED_SELLER_FAVOUR",
            },
            "amount_refunded": match outcome {
                DisputeOutcome::Buyer => resources::money::v2(dispute.amount),
                DisputeOutcome::Seller => Value::Null,
            },
        });
    }
    shown
}
