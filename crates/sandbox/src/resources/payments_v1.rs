//! The objects of Payments v1 as JSON.

use serde_json::{Map, Value, json};

use super::links::{approval_url, link};
use super::money::{v1, v1_value};
use super::parties::payer_v1;
use super::time;
use crate::store::Store;
use crate::store::capture::AUTHORIZATION_LIFETIME;
use crate::store::order::PaymentAction;
use crate::store::payments::{Payment, PaymentStatus, PendingReason, Refund};
use crate::store::rest_orders::{OrderRecord, PurchaseUnit};

/// A payment.
pub(crate) fn payment(store: &Store, record: &OrderRecord, base: &str) -> Value {
    let checkout = store.checkouts.get(&record.token);
    let transactions: Vec<Value> = record
        .units
        .iter()
        .map(|unit| transaction(store, unit, base))
        .collect();
    let mut shown = record.shown.clone();
    let own = format!("{base}/v1/payments/payment/{}", record.id);
    let mut links = vec![link(own.clone(), "self", "GET")];
    if !record.is_done() {
        links.push(link(format!("{own}/execute"), "execute", "POST"));
        links.push(link(
            approval_url(base, &record.token),
            "approval_url",
            "REDIRECT",
        ));
    }
    for (name, value) in [
        ("id", json!(record.id)),
        ("intent", json!(intent(record.intent))),
        (
            "state",
            json!(match checkout {
                _ if record.is_done() => "approved",
                // Until the buyer agrees again.
                Some(checkout) if checkout.was_refused => "failed",
                _ => "created",
            }),
        ),
        ("transactions", Value::Array(transactions)),
        ("create_time", json!(time(record.created))),
        ("update_time", json!(time(record.updated))),
        ("links", Value::Array(links)),
    ] {
        shown.insert(name.to_owned(), value);
    }
    if record.is_done() {
        let cart = record.token.trim_start_matches("EC-").to_owned();
        shown.insert("cart".to_owned(), Value::String(cart));
    }
    if let Some(checkout) = checkout {
        let asked = record.request.get("payer");
        shown.insert("payer".to_owned(), payer_v1(store, checkout, asked));
    }
    Value::Object(shown)
}

const fn intent(action: PaymentAction) -> &'static str {
    match action {
        PaymentAction::Sale => "sale",
        PaymentAction::Authorization => "authorize",
        PaymentAction::Order => "order",
    }
}

fn transaction(store: &Store, unit: &PurchaseUnit, base: &str) -> Value {
    let mut shown = unit.shown.clone();
    if let Some(payee) = store.accounts.get(&unit.payee) {
        shown.insert(
            "payee".to_owned(),
            json!({"merchant_id": payee.id.0, "email": payee.email}),
        );
    }
    let mut related = Vec::new();
    if let Some(first) = unit.txn_id.as_deref().and_then(|id| store.payment(id)) {
        add_related(store, first, base, &mut related);
    }
    shown.insert("related_resources".to_owned(), Value::Array(related));
    Value::Object(shown)
}

/// A payment with its refunds and what was captured of it.
fn add_related(store: &Store, payment: &Payment, base: &str, into: &mut Vec<Value>) {
    let kind = kind(payment);
    let mut one = Map::new();
    one.insert(
        kind.into_str().to_owned(),
        resource(store, payment, kind, base),
    );
    into.push(Value::Object(one));
    for refunded in &payment.refunds {
        into.push(json!({"refund": refund(payment, refunded, base)}));
    }
    for child in store.children(&payment.txn_id) {
        add_related(store, child, base, into);
    }
}

/// Kind of a payment in v1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum Kind {
    Sale,
    Authorization,
    Order,
    Capture,
}

impl Kind {
    const fn path(self) -> &'static str {
        match self {
            Self::Order => "orders",
            other => other.into_str(),
        }
    }
}

pub(crate) fn kind(payment: &Payment) -> Kind {
    match payment.order.action {
        PaymentAction::Authorization => Kind::Authorization,
        PaymentAction::Order => Kind::Order,
        PaymentAction::Sale if payment.parent.is_some() => Kind::Capture,
        PaymentAction::Sale => Kind::Sale,
    }
}

/// A payment by what it is.
pub(crate) fn any(store: &Store, payment: &Payment, base: &str) -> Value {
    resource(store, payment, kind(payment), base)
}

/// A sale, an authorisation, an order or a capture.
pub(crate) fn resource(store: &Store, payment: &Payment, kind: Kind, base: &str) -> Value {
    let own = format!("{base}/v1/payments/{}/{}", kind.path(), payment.txn_id);
    let mut links = vec![link(own.clone(), "self", "GET")];
    for step in steps(payment, kind) {
        links.push(link(format!("{own}/{step}"), rel(step), "POST"));
    }
    let mut shown = json!({
        "id": payment.txn_id,
        "amount": v1(payment.gross),
        "payment_mode": mode(payment),
        "state": state(payment, kind),
        "protection_eligibility": "ELIGIBLE",
        "protection_eligibility_type": "ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE",
        "create_time": time(payment.created),
        "update_time": time(payment.updated),
    });
    if let Some(origin) = payment.rest_origin() {
        shown["parent_payment"] = json!(origin.id);
        let parent = format!("{base}/v1/payments/payment/{}", origin.id);
        links.push(link(parent, "parent_payment", "GET"));
    }
    if let Some(parent) = payment.parent.as_deref().and_then(|id| store.payment(id)) {
        let (word, path) = match parent.order.action {
            PaymentAction::Order => ("order", "orders"),
            _ => ("authorization", "authorization"),
        };
        let href = format!("{base}/v1/payments/{path}/{}", parent.txn_id);
        links.push(link(href, word, "GET"));
    }
    shown["links"] = Value::Array(links);
    let moved = !matches!(payment.status, PaymentStatus::Pending(_));
    match kind {
        Kind::Sale | Kind::Capture => {
            if moved {
                shown["transaction_fee"] = v1_value(payment.fee);
            }
            if let Some(reason) = payment.status.pending_reason() {
                shown["reason_code"] = json!(reason_code(reason));
            }
        }
        Kind::Authorization => {
            let end = payment.authorized.saturating_add(AUTHORIZATION_LIFETIME);
            shown["valid_until"] = json!(time(end.unwrap_or(payment.created)));
            if !moved {
                shown["reason_code"] = json!("AUTHORIZATION");
            }
        }
        Kind::Order => {
            if !moved {
                shown["reason_code"] = json!("ORDER");
            }
        }
    }
    if let Some(invoice) = &payment.order.invoice {
        shown["invoice_number"] = json!(invoice);
    }
    if !payment.order.custom.is_empty() {
        shown["custom"] = json!(payment.order.custom);
    }
    shown
}

/// Next operations, as the last part of the path.
fn steps(payment: &Payment, kind: Kind) -> &'static [&'static str] {
    use PaymentStatus::{Completed, PartiallyCaptured, PartiallyRefunded, Pending};
    match (kind, payment.status) {
        (Kind::Sale | Kind::Capture, Completed | PartiallyRefunded) => &["refund"],
        (Kind::Authorization, Pending(_) | PartiallyCaptured) => {
            &["capture", "void", "reauthorize"]
        }
        (Kind::Order, Pending(_) | PartiallyCaptured) => &["capture", "authorize", "do-void"],
        _ => &[],
    }
}

fn rel(step: &str) -> &str {
    match step {
        "do-void" => "void",
        "authorize" => "authorization",
        other => other,
    }
}

fn mode(payment: &Payment) -> &'static str {
    match payment.initial_reason {
        Some(PendingReason::Echeck) => "ECHECK",
        _ => "INSTANT_TRANSFER",
    }
}

fn state(payment: &Payment, kind: Kind) -> &'static str {
    use PaymentStatus::{
        Captured, Completed, Denied, Failed, PartiallyCaptured, PartiallyRefunded, Pending,
        Refunded, Reversed, Voided,
    };
    match (kind, payment.status) {
        (Kind::Sale, Reversed) => "reversed",
        // Captures have no word for it.
        (Kind::Capture, Reversed) => "refunded",
        (Kind::Authorization, Pending(_)) => "authorized",
        (Kind::Authorization, PartiallyCaptured) => "partially_captured",
        (Kind::Authorization, Captured | Completed | PartiallyRefunded | Refunded) => "captured",
        (Kind::Authorization, Voided) => "voided",
        (Kind::Order, Pending(_)) => "PENDING",
        (Kind::Order, PartiallyCaptured) => "CAPTURED",
        (Kind::Order, Captured | Completed | PartiallyRefunded | Refunded) => "COMPLETED",
        (Kind::Order, Voided | Denied | Failed) => "VOIDED",
        (_, Pending(_)) => "pending",
        (_, Completed | Captured | PartiallyCaptured) => "completed",
        (_, PartiallyRefunded) => "partially_refunded",
        (_, Refunded) => "refunded",
        (_, Denied | Failed | Voided | Reversed) => "denied",
    }
}

/// `reason_code` of a payment that waits.
const fn reason_code(reason: PendingReason) -> &'static str {
    match reason {
        PendingReason::Address => "UNCONFIRMED_SHIPPING_ADDRESS",
        PendingReason::Echeck => "ECHECK",
        PendingReason::Intl => "INTERNATIONAL_WITHDRAWAL",
        PendingReason::MultiCurrency => "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION",
        PendingReason::RegulatoryReview => "REGULATORY_REVIEW",
        PendingReason::Unilateral => "UNILATERAL",
        PendingReason::Upgrade | PendingReason::Verify => "VERIFICATION_REQUIRED",
        PendingReason::DelayedDisbursement => "TRANSACTION_APPROVED_AWAITING_FUNDING",
        PendingReason::Authorization
        | PendingReason::Order
        | PendingReason::Paymentreview
        | PendingReason::Other => "PAYMENT_REVIEW",
    }
}

/// A refund of a payment.
pub(crate) fn refund(payment: &Payment, refund: &Refund, base: &str) -> Value {
    let own = format!("{base}/v1/payments/refund/{}", refund.txn_id);
    let (name, path) = match kind(payment) {
        Kind::Sale => ("sale_id", "sale"),
        _ => ("capture_id", "capture"),
    };
    let parent = format!("{base}/v1/payments/{path}/{}", payment.txn_id);
    let mut links = vec![link(own, "self", "GET"), link(parent, path, "GET")];
    // Both are within the payment's amount.
    let net = refund.gross.minus(refund.fee).unwrap_or(refund.gross);
    let mut shown = json!({
        "id": refund.txn_id,
        "state": "completed",
        "amount": v1(refund.gross),
        "refund_from_transaction_fee": v1_value(refund.fee),
        "refund_from_received_amount": v1_value(net),
        "total_refunded_amount": v1_value(payment.refunded()),
        "create_time": time(refund.created),
        "update_time": time(refund.created),
    });
    shown[name] = json!(payment.txn_id);
    if let Some(origin) = payment.rest_origin() {
        shown["parent_payment"] = json!(origin.id);
        let href = format!("{base}/v1/payments/payment/{}", origin.id);
        links.push(link(href, "parent_payment", "GET"));
    }
    shown["links"] = Value::Array(links);
    let note = &refund.note;
    for (name, value) in [
        ("invoice_number", note.invoice.as_ref()),
        ("reason", note.reason.as_ref()),
        ("description", note.to_payer.as_ref()),
        ("custom", note.custom.as_ref()),
    ] {
        if let Some(value) = value {
            shown[name] = json!(value);
        }
    }
    shown
}
