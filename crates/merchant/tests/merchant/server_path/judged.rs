//! Webhook messages are a reason to ask: PayPal's answer is what is judged.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::buyer::{CLASSIC, server_order};
use crate::harness::{Shop, World, id_of};
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

/// The same of a payment of Payments v1.
#[tokio::test]
async fn a_payment_is_judged_as_paypal_tells_it_when_asked() {
    fn sale(payment: &mut Value) -> &mut Value {
        &mut payment["transactions"][0]["related_resources"][0]["sale"]
    }
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 9] = [
        (
            |payment| payment["transactions"][0]["payee"] = json!({"email": "thief@example.com"}),
            "payee_mismatch",
        ),
        (
            |payment| payment["transactions"][0]["payee"] = json!({"merchant_id": "THEFTHEFTHEF2"}),
            "payee_mismatch",
        ),
        (
            |payment| payment["transactions"][0]["payee"] = Value::Null,
            "payee_mismatch",
        ),
        (
            |payment| payment["transactions"][0]["custom"] = json!("co_bbbbbbbbbbbbbbbbbbbbbbbbbb"),
            "order_mismatch",
        ),
        (
            |payment| payment["transactions"][0]["invoice_number"] = json!("another"),
            "order_mismatch",
        ),
        (
            |payment| payment["intent"] = json!("authorize"),
            "txn_type_mismatch",
        ),
        (
            |payment| sale(payment)["amount"]["total"] = json!("0.67"),
            "amount_mismatch",
        ),
        (
            |payment| sale(payment)["amount"] = Value::Null,
            "amount_mismatch",
        ),
        (
            |payment| sale(payment)["amount"]["currency"] = json!("EUR"),
            "currency_mismatch",
        ),
    ];
    let (paypal, shop) = open().await;
    for (n, (change, reason)) in changes.into_iter().enumerate() {
        let id = id_of(&shop.create(&server_order("payments_v1")).await);
        let known = id.parse().unwrap();
        let payment = shop.ledger().server_payment(&known).await.unwrap();
        let payment = payment.unwrap().paypal_id.unwrap();
        let paid = json!({
            "id": format!("1AB23456CD78901{n:02}"), "state": "completed",
            "amount": {"total": "67.67", "currency": "USD"}, "parent_payment": payment,
        });
        paypal.change(&payment, |payment| {
            payment["state"] = json!("approved");
            payment["transactions"][0]["related_resources"] = json!([{"sale": paid}]);
            change(payment);
        });
        let said = event(&format!("WH-{n}"), "PAYMENT.SALE.COMPLETED", "sale", &paid);
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        let checkout = shop.checkout(&id).await;
        assert_eq!(
            (&checkout["status"], &checkout["reason"]),
            (&json!("review"), &json!(reason)),
            "{n}"
        );
    }
}

/// The same of a session of Express Checkout, whose money somebody moves with
/// other words than the shop's. Another intent or currency PayPal refuses
/// (10423, 10444).
#[tokio::test]
async fn a_session_is_judged_as_paypal_tells_it_when_asked() {
    for api in CLASSIC {
        for (field, value, reason) in [
            ("CUSTOM", "co_bbbbbbbbbbbbbbbbbbbbbbbbbb", "order_mismatch"),
            ("INVNUM", "another", "order_mismatch"),
            ("AMT", "6.77", "amount_mismatch"),
        ] {
            let world = World::start().await;
            world.faults(json!({"ipn": {"hold": true}})).await;
            let (id, query) = world.agreed(api).await;
            let of_query = |name: &str| {
                let (_, rest) = query.split_once(&format!("{name}=")).unwrap();
                rest.split('&').next().unwrap().to_owned()
            };
            let mut fields = vec![
                ("METHOD".to_owned(), "DoExpressCheckoutPayment".to_owned()),
                ("TOKEN".to_owned(), of_query("token")),
                ("PAYERID".to_owned(), of_query("PayerID")),
            ];
            for (known, fitting) in [
                ("PAYMENTACTION", "Sale"),
                ("AMT", "67.67"),
                ("CURRENCYCODE", "USD"),
                ("CUSTOM", &id),
                ("INVNUM", &id),
            ] {
                let value = if known == field { value } else { fitting };
                fields.push((format!("PAYMENTREQUEST_0_{known}"), value.to_owned()));
            }
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            world.nvp(&fields).await;
            world.shop.advance(3 * 60);
            world.shop.running.merchant().tick().await.unwrap();
            let checkout = world.shop.checkout(&id).await;
            assert_eq!(
                (&checkout["status"], &checkout["reason"]),
                (&json!("review"), &json!(reason)),
                "{api} {field}"
            );
        }
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
