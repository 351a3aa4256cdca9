//! Orders as JSON.

use serde_json::{Map, Value, json};

use super::links::{checkout_now, link};
use super::parties::{buyer, payer_v2, show_shipping_v2, source_v2};
use super::payments_v2::{authorization, capture, refund};
use super::time;
use crate::store::Store;
use crate::store::checkouts::{Checkout, CheckoutStatus};
use crate::store::order::PaymentAction;
use crate::store::payments::Payment;
use crate::store::rest_orders::{OrderRecord, PurchaseUnit};

/// Status of an order.
pub(crate) fn status(store: &Store, record: &OrderRecord) -> &'static str {
    let checkout = store.checkouts.get(&record.token);
    match checkout.map(|checkout| &checkout.status) {
        _ if record.is_done() => "COMPLETED",
        Some(CheckoutStatus::Approved) => "APPROVED",
        _ if record.with_source => "PAYER_ACTION_REQUIRED",
        _ => "CREATED",
    }
}

/// Links to the next steps.
pub(crate) fn links(record: &OrderRecord, status: &str, base: &str) -> Vec<Value> {
    let own = format!("{base}/v2/checkout/orders/{}", record.id);
    let mut links = vec![link(own.clone(), "self", "GET")];
    if status == "COMPLETED" {
        return links;
    }
    let buyers = if record.with_source {
        "payer-action"
    } else {
        "approve"
    };
    links.push(link(checkout_now(base, &record.token), buyers, "GET"));
    if status != "PAYER_ACTION_REQUIRED" {
        links.push(link(own.clone(), "update", "PATCH"));
        let step = match record.intent {
            PaymentAction::Authorization => "authorize",
            _ => "capture",
        };
        links.push(link(format!("{own}/{step}"), step, "POST"));
    }
    links
}

/// `id`, `status` and `links`.
pub(crate) fn minimal(store: &Store, record: &OrderRecord, base: &str) -> Value {
    let status = status(store, record);
    json!({"id": record.id, "status": status, "links": links(record, status, base)})
}

/// The whole order.
pub(crate) fn whole(store: &Store, record: &OrderRecord, base: &str) -> Value {
    let checkout = store.checkouts.get(&record.token);
    let units: Vec<Value> = record
        .units
        .iter()
        .map(|unit| Value::Object(shown_unit(store, record, unit, checkout, base)))
        .collect();
    let mut order = minimal(store, record, base);
    order["intent"] = json!(match record.intent {
        PaymentAction::Authorization => "AUTHORIZE",
        _ => "CAPTURE",
    });
    order["purchase_units"] = Value::Array(units);
    order["create_time"] = json!(time(record.created));
    order["update_time"] = json!(time(record.updated));
    add_parties(&mut order, store, record, checkout);
    order
}

/// The response to a capture or authorisation when the client does not
/// ask for the whole: the payments, without the amounts asked for.
pub(crate) fn taken(store: &Store, record: &OrderRecord, base: &str) -> Value {
    let mut order = minimal(store, record, base);
    let checkout = store.checkouts.get(&record.token);
    let units: Vec<Value> = record
        .units
        .iter()
        .map(|unit| {
            let mut shown = shown_unit(store, record, unit, checkout, base);
            shown.retain(|name, _| {
                matches!(name.as_str(), "reference_id" | "shipping" | "payments")
            });
            Value::Object(shown)
        })
        .collect();
    order["purchase_units"] = Value::Array(units);
    add_parties(&mut order, store, record, checkout);
    order
}

fn add_parties(
    order: &mut Value,
    store: &Store,
    record: &OrderRecord,
    checkout: Option<&Checkout>,
) {
    let Some(checkout) = checkout else { return };
    if let Some(payer) = payer_v2(store, checkout) {
        order["payer"] = payer;
    }
    if let Some(source) = source_v2(store, checkout) {
        order["payment_source"] = source;
    } else if record.with_source {
        order["payment_source"] = json!({"paypal": {}});
    }
}

fn shown_unit(
    store: &Store,
    record: &OrderRecord,
    unit: &PurchaseUnit,
    checkout: Option<&Checkout>,
    base: &str,
) -> Map<String, Value> {
    let mut shown = unit.shown.clone();
    if let Some(checkout) = checkout
        && let Some(account) = buyer(store, checkout)
        && let Some(address) = checkout.details.prefill.ship_to(account.address.as_ref())
        && !checkout.details.prefill.address_override
    {
        let mut shipping = show_shipping_v2(&account.full_name(), &address);
        if let Some(options) = shown.get("shipping").and_then(|own| own.get("options")) {
            shipping["options"] = options.clone();
        }
        shown.insert("shipping".to_owned(), shipping);
    }
    let first = unit.txn_id.as_deref().and_then(|id| store.payment(id));
    if let Some(first) = first {
        shown.insert(
            "payments".to_owned(),
            payments(store, first, record.intent, base),
        );
    }
    shown
}

fn payments(store: &Store, first: &Payment, intent: PaymentAction, base: &str) -> Value {
    let mut all = Map::new();
    let captures: Vec<&Payment> = if intent == PaymentAction::Authorization {
        let shown = authorization(first, base);
        all.insert("authorizations".to_owned(), Value::Array(vec![shown]));
        store.children(&first.txn_id).collect()
    } else {
        vec![first]
    };
    let refunds: Vec<Value> = captures
        .iter()
        .flat_map(|payment| {
            let refunds = payment.refunds.iter();
            refunds.map(|made| refund(payment, made, base))
        })
        .collect();
    let shown: Vec<Value> = captures
        .iter()
        .map(|payment| capture(store, payment, base))
        .collect();
    for (name, list) in [("captures", shown), ("refunds", refunds)] {
        if !list.is_empty() {
            all.insert(name.to_owned(), Value::Array(list));
        }
    }
    Value::Object(all)
}
