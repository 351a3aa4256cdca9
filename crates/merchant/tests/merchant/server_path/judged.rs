//! Webhook messages are a reason to ask: PayPal's answer is what is judged.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::Shop;
use crate::server_path::webhooks::{capture, created, deliver, event, open};

async fn verdict_of(shop: &Shop, id: &str) -> String {
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    kept.last().unwrap().verdict.clone().unwrap()
}

/// A signature covers only a checksum of the body: whoever has one delivery
/// can write another body to it.
#[tokio::test]
async fn a_message_that_paypal_does_not_confirm_moves_no_money() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let paid = capture(&order, &id, "COMPLETED", "67.67");
    let said = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "created");
    assert_eq!(verdict_of(&shop, &id).await, "not_confirmed");

    paypal.captured(&order, &paid);
    let said = event("WH-2", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    let up = format!(
        "https://api.paypal.com/v2/payments/captures/{}",
        paid["id"].as_str().unwrap()
    );
    let back = json!({
        "id": "1JU08902781691411", "status": "COMPLETED",
        "amount": {"currency_code": "USD", "value": "67.67"},
        "links": [{"rel": "up", "method": "GET", "href": up}],
    });
    for (n, (kind, resource_type, resource)) in [
        ("PAYMENT.CAPTURE.REFUNDED", "refund", &back),
        ("PAYMENT.CAPTURE.REVERSED", "refund", &back),
        ("PAYMENT.CAPTURE.REVERSED", "capture", &paid),
    ]
    .into_iter()
    .enumerate()
    {
        let said = event(&format!("WH-1{n}"), kind, resource_type, resource);
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        assert_eq!(verdict_of(&shop, &id).await, "not_confirmed", "{kind}");
        assert_eq!(shop.checkout(&id).await["status"], "paid", "{kind}");
    }
    // Once PayPal says so itself, it is so.
    paypal.change(&order, |order| {
        order["purchase_units"][0]["payments"]["captures"][0]["status"] = json!("REFUNDED");
    });
    let said = event("WH-20", "PAYMENT.CAPTURE.REVERSED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "reversed");
}

#[tokio::test]
async fn an_order_is_judged_as_paypal_tells_it_when_asked() {
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 8] = [
        (
            |order| {
                order["purchase_units"][0]["payee"] = json!({"email_address": "thief@example.com"})
            },
            "payee_mismatch",
        ),
        (
            |order| order["purchase_units"][0]["payee"] = json!({"merchant_id": "THEFTHEFTHEF2"}),
            "payee_mismatch",
        ),
        (
            |order| order["purchase_units"][0]["payee"] = Value::Null,
            "payee_mismatch",
        ),
        (
            |order| {
                order["purchase_units"][0]["custom_id"] = json!("co_bbbbbbbbbbbbbbbbbbbbbbbbbb")
            },
            "order_mismatch",
        ),
        (
            |order| order["purchase_units"][0]["invoice_id"] = json!("another"),
            "order_mismatch",
        ),
        (
            |order| order["intent"] = json!("AUTHORIZE"),
            "txn_type_mismatch",
        ),
        (
            |order| {
                order["purchase_units"][0]["payments"]["captures"][0]["amount"]["value"] =
                    json!("0.67")
            },
            "amount_mismatch",
        ),
        (
            |order| {
                order["purchase_units"][0]["payments"]["captures"][0]["amount"]["currency_code"] =
                    json!("EUR")
            },
            "currency_mismatch",
        ),
    ];
    let (paypal, shop) = open().await;
    for (n, (change, reason)) in changes.into_iter().enumerate() {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        paypal.change(&order, change);
        let said = event(
            &format!("WH-{n}"),
            "PAYMENT.CAPTURE.COMPLETED",
            "capture",
            &paid,
        );
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        let checkout = shop.checkout(&id).await;
        assert_eq!(
            (&checkout["status"], &checkout["reason"]),
            (&json!("review"), &json!(reason)),
            "{n}"
        );
    }
}

/// One source saw nothing wrong; another one does.
#[tokio::test]
async fn a_mismatch_that_is_heard_later_puts_a_paid_checkout_into_review() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let paid = capture(&order, &id, "COMPLETED", "67.67");
    paypal.captured(&order, &paid);
    let said = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    paypal.change(&order, |order| {
        order["purchase_units"][0]["payee"] = json!({"email_address": "thief@example.com"});
    });
    let said = event("WH-2", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    let checkout = shop.checkout(&id).await;
    assert_eq!(
        (&checkout["status"], &checkout["reason"]),
        (&json!("review"), &json!("payee_mismatch"))
    );
}
