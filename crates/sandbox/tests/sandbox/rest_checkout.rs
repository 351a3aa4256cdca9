//! From the creation to the money, by each of the REST APIs.

use crate::harness::rest::{Rest, link, order, payment, query_of, value};
use crate::harness::{Harness, buy_now, text};
use serde_json::{Value, json};

#[tokio::test]
async fn a_v1_payment_moves_exactly_its_total_when_it_is_executed() {
    let rest = Rest::start().await;
    let mut body = payment("sale", "USD", "30.11");
    body["transactions"][0] = json!({
        "amount": {
            "currency": "USD", "total": "30.11",
            "details": {
                "subtotal": "30.00", "tax": "0.07", "shipping": "0.03", "handling_fee": "1.00",
                "shipping_discount": "-1.00", "insurance": "0.01",
            },
        },
        "description": "Two hats", "custom": "order-7", "invoice_number": "INV-7",
        "item_list": {"items": [
            {"name": "Hat", "sku": "1", "price": "6.00", "currency": "USD", "quantity": "4", "tax": "0.01"},
            {"name": "Hand bag", "sku": "2", "price": "6", "currency": "USD", "quantity": 1, "tax": 0.03},
        ]},
    });
    let created = rest.post("/v1/payments/payment/", body).await.expect(201);
    let id = text(&created["id"]);
    assert!(id.starts_with("PAYID-") && id.len() == 30, "{id}");
    assert_eq!(created["state"], "created");
    let amount = &created["transactions"][0]["amount"];
    assert_eq!(amount["details"]["shipping_discount"], "-1.00");
    assert_eq!(
        created["transactions"][0]["item_list"]["items"][1]["price"],
        "6.00"
    );
    let approval = link(&created, "approval_url");
    assert!(
        approval.starts_with(&rest.harness.sandbox.url()),
        "{approval}"
    );
    let token = query_of(approval);
    let token = value(&token, "token");

    let path = format!("/v1/payments/payment/{id}");
    let early = rest
        .post(
            &format!("{path}/execute"),
            json!({"payer_id": "BUYER23456789"}),
        )
        .await;
    assert_eq!(
        early.refused(),
        (400, "PAYMENT_NOT_APPROVED_FOR_EXECUTION".to_owned())
    );
    let back = rest.approve(token).await;
    assert_eq!(value(&back, "order"), "7");
    assert_eq!(value(&back, "paymentId"), id);
    assert_eq!(value(&back, "token"), token);
    let payer = value(&back, "PayerID");
    let seen = rest.get(&path).await.expect(200);
    assert_eq!(
        (&seen["state"], &seen["payer"]["status"]),
        (&json!("created"), &json!("VERIFIED"))
    );
    assert_eq!(
        rest.harness.balances("USD").await,
        ("5000.00".into(), "0.00".into())
    );

    let wrong = rest
        .post(
            &format!("{path}/execute"),
            json!({"payer_id": "NOBODY2345678"}),
        )
        .await;
    assert_eq!(wrong.refused(), (400, "INVALID_PAYER_ID".to_owned()));
    let done = rest
        .post(&format!("{path}/execute"), json!({"payer_id": payer}))
        .await
        .expect(200);
    assert_eq!(done["state"], "approved");
    let sale = &done["transactions"][0]["related_resources"][0]["sale"];
    assert_eq!(
        (&sale["state"], &sale["amount"]["total"]),
        (&json!("completed"), &json!("30.11"))
    );
    assert_eq!(
        sale["transaction_fee"],
        json!({"value": "0.00", "currency": "USD"})
    );
    assert_eq!(
        rest.harness.balances("USD").await,
        ("4969.89".into(), "30.11".into())
    );
    let again = rest
        .post(&format!("{path}/execute"), json!({"payer_id": payer}))
        .await;
    assert_eq!(again.refused(), (400, "PAYMENT_ALREADY_DONE".to_owned()));

    let sale_id = text(&sale["id"]);
    let found = rest
        .get(&format!("/v1/payments/sale/{sale_id}"))
        .await
        .expect(200);
    assert_eq!(found["parent_payment"], id);
    let known = &rest.harness.get("payments").await[0];
    assert_eq!(
        (
            &known["txn_id"],
            &known["api"],
            &known["invoice"],
            &known["custom"]
        ),
        (
            &json!(sale_id),
            &json!("payments_v1"),
            &json!("INV-7"),
            &json!("order-7")
        )
    );
    let refund = rest
        .post(&format!("/v1/payments/sale/{sale_id}/refund"), json!({}))
        .await
        .expect(201);
    assert_eq!(
        (&refund["state"], &refund["amount"]["total"]),
        (&json!("completed"), &json!("30.11"))
    );
    assert_eq!(
        rest.harness.balances("USD").await,
        ("5000.00".into(), "0.00".into())
    );
    let listed = rest.get("/v1/payments/payment?count=5").await.expect(200);
    assert_eq!(
        (&listed["count"], &listed["payments"][0]["id"]),
        (&json!(1), &json!(id))
    );
}

#[tokio::test]
async fn a_v2_order_moves_exactly_its_total_when_it_is_captured() {
    let rest = Rest::start().await;
    let mut body = order("CAPTURE", "USD", "41.50");
    body["purchase_units"][0] = json!({
        "amount": {
            "currency_code": "USD", "value": "41.50",
            "breakdown": {
                "item_total": {"currency_code": "USD", "value": "40"},
                "tax_total": {"currency_code": "USD", "value": "2.00"},
                "shipping": {"currency_code": "USD", "value": "4.00"},
                "shipping_discount": {"currency_code": "USD", "value": "1.50"},
                "discount": {"currency_code": "USD", "value": "3.00"},
            },
        },
        "items": [{"name": "Mug", "quantity": "2", "sku": "MUG",
            "unit_amount": {"currency_code": "USD", "value": "20.00"},
            "tax": {"currency_code": "USD", "value": "1.00"}}],
        "invoice_id": "INV-9", "custom_id": "order-9",
    });
    let created = rest.post("/v2/checkout/orders?", body).await.expect(201);
    let id = text(&created["id"]).to_owned();
    assert_eq!(created["status"], "CREATED");
    assert!(
        created.get("purchase_units").is_none(),
        "minimal: {created}"
    );
    assert_eq!(
        link(&created, "approve"),
        rest.harness.url(&format!("/checkoutnow?token={id}"))
    );
    let path = format!("/v2/checkout/orders/{id}");
    let early = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(early.refused(), (422, "ORDER_NOT_APPROVED".to_owned()));
    let back = rest.approve(&id).await;
    assert_eq!(
        (value(&back, "token"), value(&back, "PayerID")),
        (&*id, "BUYER23456789")
    );
    assert_eq!(rest.get(&path).await.expect(200)["status"], "APPROVED");
    let done = rest
        .post_with(
            &format!("{path}/capture"),
            &[("prefer", "return=representation")],
            json!({}),
        )
        .await
        .expect(201);
    assert_eq!(done["status"], "COMPLETED");
    let capture = &done["purchase_units"][0]["payments"]["captures"][0];
    assert_eq!(
        (&capture["status"], &capture["amount"]["value"]),
        (&json!("COMPLETED"), &json!("41.50"))
    );
    assert_eq!(
        done["purchase_units"][0]["amount"]["breakdown"]["item_total"]["value"],
        "40.00"
    );
    assert_eq!(
        rest.harness.balances("USD").await,
        ("4958.50".into(), "41.50".into())
    );
    let again = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(again.refused(), (422, "ORDER_ALREADY_CAPTURED".to_owned()));

    let capture = text(&capture["id"]);
    let part =
        json!({"amount": {"currency_code": "USD", "value": "1.50"}, "note_to_payer": "Sorry"});
    let refund = rest
        .post(&format!("/v2/payments/captures/{capture}/refund"), part)
        .await
        .expect(201);
    assert_eq!(refund["status"], "COMPLETED");
    let refund = rest
        .get(&format!("/v2/payments/refunds/{}", text(&refund["id"])))
        .await
        .expect(200);
    assert_eq!(
        (&refund["amount"]["value"], &refund["note_to_payer"]),
        (&json!("1.50"), &json!("Sorry"))
    );
    let seen = rest
        .get(&format!("/v2/payments/captures/{capture}"))
        .await
        .expect(200);
    assert_eq!(seen["status"], "PARTIALLY_REFUNDED");
    assert_eq!(
        rest.harness.balances("USD").await,
        ("4960.00".into(), "40.00".into())
    );
}

#[tokio::test]
async fn yen_have_no_decimals_anywhere() {
    let rest = Rest::start().await;
    let created = rest
        .post("/v1/payments/payment", payment("sale", "JPY", "1234"))
        .await
        .expect(201);
    let token = query_of(link(&created, "approval_url"));
    let back = rest.approve(value(&token, "token")).await;
    let path = format!("/v1/payments/payment/{}/execute", text(&created["id"]));
    rest.post(&path, json!({"payer_id": value(&back, "PayerID")}))
        .await
        .expect(200);
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "JPY", "766"))
        .await
        .expect(201);
    let id = text(&created["id"]);
    rest.approve(id).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    rest.post(&path, Value::Null).await.expect(201);
    assert_eq!(
        rest.harness.balances("JPY").await,
        ("498000".into(), "2000".into())
    );
    for body in [
        order("CAPTURE", "JPY", "1.00"),
        order("CAPTURE", "TWD", "1.5"),
    ] {
        let refused = rest.post("/v2/checkout/orders", body).await;
        assert_eq!(
            refused.refused(),
            (422, "DECIMALS_NOT_SUPPORTED".to_owned())
        );
    }
    let refused = rest
        .post("/v1/payments/payment", payment("sale", "JPY", "1.00"))
        .await;
    assert_eq!(refused.refused(), (400, "VALIDATION_ERROR".to_owned()));
}

#[tokio::test]
async fn a_form_payment_is_found_and_refunded_by_both_versions() {
    let rest = Rest::on(Harness::start().await).await;
    let paid = rest.harness.paid(&buy_now(&[("custom", "c")])).await;
    let id = text(&paid["txn_id"]);
    let sale = rest
        .get(&format!("/v1/payments/sale/{id}"))
        .await
        .expect(200);
    assert_eq!(
        (&sale["state"], &sale["amount"]["total"]),
        (&json!("completed"), &json!("10.00"))
    );
    let capture = rest
        .get(&format!("/v2/payments/captures/{id}"))
        .await
        .expect(200);
    assert_eq!(
        (&capture["amount"]["value"], &capture["custom_id"]),
        (&json!("10.00"), &json!("c"))
    );
    let part = json!({"amount": {"total": "4.00", "currency": "USD"}});
    rest.post(&format!("/v1/payments/sale/{id}/refund"), part)
        .await
        .expect(201);
    rest.post(&format!("/v2/payments/captures/{id}/refund"), json!({}))
        .await
        .expect(201);
    let over = rest
        .post(&format!("/v2/payments/captures/{id}/refund"), json!({}))
        .await;
    assert_eq!(over.refused(), (422, "CAPTURE_FULLY_REFUNDED".to_owned()));
    assert_eq!(
        rest.harness.balances("USD").await,
        ("5000.00".into(), "0.00".into())
    );
}
