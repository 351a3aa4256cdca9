//! Answers: what is read, what is kept, and what never hides the rest.

use leptos_paypal_api::v1::{Payment, SaleState};
use leptos_paypal_api::v2::{CaptureStatus, Order, OrderStatus, StatusReason};
use leptos_paypal_api::{ApprovalProblem, Links};
use leptos_paypal_core::{Currency, Environment};
use serde_json::{Value, json};

use crate::fixtures::{captured_order, executed_payment, money};

fn order(value: &Value) -> Order {
    serde_json::from_value(value.clone()).unwrap()
}

fn payment(value: &Value) -> Payment {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn an_executed_payment_tells_its_sale() {
    let payment = payment(&executed_payment());
    let sale = payment.sales().next().unwrap();
    assert_eq!(sale.id.as_str(), "4RR959492F879224U");
    assert_eq!(sale.state, SaleState::Completed);
    assert_eq!(sale.amount, Some(money("30.11", Currency::USD)));
    assert_eq!(sale.transaction_fee, Some(money("1.17", Currency::USD)));
    assert_eq!(sale.parent_payment.as_ref(), Some(&payment.id));
    let transaction = &payment.transactions[0];
    assert_eq!(transaction.amount, Some(money("30.11", Currency::USD)));
    assert_eq!(transaction.custom.as_deref(), Some("co_a"));
    let payer = payment.payer.unwrap().payer_info;
    assert_eq!(payer.payer_id.as_deref(), Some("ABCDEFGHJKLMN"));
    assert_eq!(payer.shipping_address.unwrap().line1, "1 Main St");
}

#[test]
fn a_captured_order_tells_its_captures() {
    let order = order(&captured_order());
    assert_eq!(order.status, OrderStatus::Completed);
    let capture = order.captures().next().unwrap();
    assert_eq!(capture.status, CaptureStatus::Completed);
    assert_eq!(capture.amount, Some(money("30.11", Currency::USD)));
    assert_eq!(capture.order_id.as_ref(), Some(&order.id));
    let received = &capture.seller_receivable_breakdown;
    assert_eq!(received.paypal_fee, Some(money("1.17", Currency::USD)));
    assert_eq!(received.net_amount, Some(money("28.94", Currency::USD)));
    assert_eq!(
        order.payer.unwrap().payer_id.as_deref(),
        Some("ABCDEFGHJKLMN")
    );
}

#[test]
fn what_is_new_is_kept_and_what_is_missing_is_absent() {
    let order = order(&json!({
        "id": "5O190127TN364715T",
        "status": "HALF_DONE",
        "purchase_units": [{"payments": {"captures": [{
            "id": "3C679366HH908993F",
            "status": "PENDING",
            "status_details": {"reason": "MOON_PHASE"},
            "amount": {"currency_code": "XAU", "value": "1.00"},
        }, {
            "id": "3C679366HH908993G",
            "status": "PENDING",
            "status_details": {"reason": "PENDING_REVIEW"},
        }]}}],
        "brand_new": {"a": [1, 2]},
    }));
    assert_eq!(order.status, OrderStatus::Other("HALF_DONE".to_owned()));
    assert_eq!(order.status.as_str(), "HALF_DONE");
    let captures: Vec<_> = order.captures().collect();
    assert_eq!(
        captures[0].status_details.reason,
        Some(StatusReason::Other("MOON_PHASE".to_owned()))
    );
    assert_eq!(captures[0].amount, None, "never a guess");
    assert_eq!(
        captures[1].status_details.reason,
        Some(StatusReason::PendingReview)
    );
}

/// The document once for each value in it and each other form: with that value
/// replaced.
fn spoiled(value: &Value) -> Vec<Value> {
    let others = || {
        [
            json!(null),
            json!(-1.5),
            json!("odd"),
            json!([[]]),
            json!({"odd": true}),
        ]
    };
    let mut all = Vec::new();
    let mut add = |inner: &Value, put: &dyn Fn(Value) -> Value| {
        all.extend(others().into_iter().map(put));
        all.extend(spoiled(inner).into_iter().map(put));
    };
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                add(inner, &|new| {
                    let mut fields = fields.clone();
                    fields[key] = new;
                    Value::Object(fields)
                });
            }
        }
        Value::Array(entries) => {
            for (index, inner) in entries.iter().enumerate() {
                add(inner, &|new| {
                    let mut entries = entries.clone();
                    entries[index] = new;
                    Value::Array(entries)
                });
            }
        }
        _ => {}
    }
    all
}

#[test]
fn one_odd_field_never_hides_the_id_and_never_makes_money() {
    let thirty = Some(money("30.11", Currency::USD));
    let documents = spoiled(&captured_order());
    assert!(documents.len() > 100);
    for document in documents {
        let read = serde_json::from_value::<Order>(document.clone());
        if document["id"] != "5O190127TN364715T" && document["id"] != "odd" {
            assert!(read.is_err(), "{document}");
            continue;
        }
        let order = read.unwrap_or_else(|error| panic!("{error}: {document}"));
        for capture in order.captures() {
            assert!(capture.amount == thirty || capture.amount.is_none());
        }
    }
    for document in spoiled(&executed_payment()) {
        let read = serde_json::from_value::<Payment>(document.clone());
        if !document["id"].is_string() {
            assert!(read.is_err(), "{document}");
            continue;
        }
        let payment = read.unwrap_or_else(|error| panic!("{error}: {document}"));
        for sale in payment.sales() {
            assert!(sale.amount == thirty || sale.amount.is_none());
        }
    }
}

#[test]
fn the_buyer_is_sent_to_paypal_and_nowhere_else() {
    let sandbox: Environment = "sandbox".parse().unwrap();
    let links = |rel: &str, href: &str| -> Links {
        let noise = json!({"rel": "self", "href": "https://api-m.sandbox.paypal.com/x"});
        serde_json::from_value(json!([noise, 7, {"rel": rel, "href": href, "method": "REDIRECT"}]))
            .unwrap()
    };
    let v1 = "https://www.sandbox.paypal.com/cgi-bin/webscr?cmd=_express-checkout&token=EC-1";
    let v2 = "https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T";
    for (rel, href) in [("approval_url", v1), ("approve", v2), ("payer-action", v2)] {
        assert_eq!(links(rel, href).approval(&sandbox), Ok(href));
    }
    for href in [
        "https://www.paypal.com/checkoutnow?token=1",
        "https://www.sandbox.paypal.com.evil.example/checkoutnow",
        "http://www.sandbox.paypal.com/checkoutnow",
        "javascript:alert(1)",
        "",
    ] {
        let links = links("approve", href);
        let problem = links.approval(&sandbox).unwrap_err();
        assert_eq!(problem.code(), "approval_link_not_allowed", "{href}");
    }
    assert_eq!(
        links("capture", v2).approval(&sandbox),
        Err(ApprovalProblem::Missing)
    );
}
