//! Orders and payments before and after they are completed: patched, captured in
//! parts, voided.

use crate::harness::rest::{Rest, link, order, payment, query_of, value};
use crate::harness::text;
use serde_json::{Value, json};

fn usd(value: &str) -> Value {
    json!({"currency_code": "USD", "value": value})
}

#[tokio::test]
async fn the_intent_of_an_order_is_patched() {
    let rest = Rest::start().await;
    let made = rest.post("/v2/checkout/orders", order("AUTHORIZE", "USD", "10.00"));
    let id = text(&made.await.expect(201)["id"]).to_owned();
    let path = format!("/v2/checkout/orders/{id}");
    let capture = json!([{"op": "replace", "path": "/intent", "value": "CAPTURE"}]);
    rest.patch(&path, capture).await.expect(204);
    let order = rest.get(&path).await.expect(200);
    assert_eq!(order["intent"], "CAPTURE");
    assert_eq!(
        link(&order, "capture"),
        rest.harness.url(&format!("{path}/capture"))
    );
    rest.approve(&id).await;
    let late = rest.post(&format!("{path}/authorize"), json!({})).await;
    assert_eq!(late.status, 422, "{}", late.body);
    let done = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(done.expect(201)["status"], "COMPLETED");
}

#[tokio::test]
async fn orders_are_patched_until_they_are_captured() {
    let rest = Rest::start().await;
    let id = text(
        &rest
            .post("/v2/checkout/orders", order("CAPTURE", "USD", "10.00"))
            .await
            .expect(201)["id"],
    )
    .to_owned();
    let path = format!("/v2/checkout/orders/{id}");
    let change =
        |path: &str, value: Value| json!([{"op": "replace", "path": path, "value": value}]);
    let amount = "/purchase_units/@reference_id=='default'/amount";
    rest.patch(&path, change(amount, usd("12.00")))
        .await
        .expect(204);
    for (change, issue) in [
        (change("/status", json!("COMPLETED")), "NOT_PATCHABLE"),
        (
            change("status", json!("COMPLETED")),
            "INVALID_JSON_POINTER_FORMAT",
        ),
        (
            change("/purchase_units/@reference_id=='other'/amount", usd("1.00")),
            "REFERENCE_ID_NOT_FOUND",
        ),
        (change(amount, usd("0.001")), "DECIMAL_PRECISION"),
    ] {
        assert_eq!(
            rest.patch(&path, change).await.refused(),
            (422, issue.to_owned())
        );
    }
    rest.approve(&id).await;
    rest.post(&format!("{path}/capture"), json!({}))
        .await
        .expect(201);
    assert_eq!(rest.harness.balances("USD").await.1, "12.00");
    let late = rest.patch(&path, change(amount, usd("13.00"))).await;
    assert_eq!(late.refused(), (422, "ORDER_ALREADY_COMPLETED".to_owned()));
}

#[tokio::test]
async fn authorisations_are_captured_in_parts_and_let_go() {
    let rest = Rest::start().await;
    let id = text(
        &rest
            .post("/v2/checkout/orders", order("AUTHORIZE", "USD", "10.00"))
            .await
            .expect(201)["id"],
    )
    .to_owned();
    rest.approve(&id).await;
    let path = format!("/v2/checkout/orders/{id}");
    let wrong = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(
        wrong.refused(),
        (422, "ACTION_DOES_NOT_MATCH_INTENT".to_owned())
    );
    let done = rest
        .post(&format!("{path}/authorize"), json!({}))
        .await
        .expect(201);
    let authorization = &done["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!(authorization["status"], "CREATED");
    assert_eq!(rest.harness.balances("USD").await.1, "0.00");
    let path = format!("/v2/payments/authorizations/{}", text(&authorization["id"]));
    let part = |value: &str| json!({"amount": usd(value)});
    rest.post(&format!("{path}/capture"), part("4.00"))
        .await
        .expect(201);
    let over = rest.post(&format!("{path}/capture"), part("6.01")).await;
    assert_eq!(
        over.refused(),
        (422, "MAX_CAPTURE_AMOUNT_EXCEEDED".to_owned())
    );
    assert_eq!(
        rest.get(&path).await.expect(200)["status"],
        "PARTIALLY_CAPTURED"
    );
    rest.post(&format!("{path}/capture"), json!({}))
        .await
        .expect(201);
    assert_eq!(
        rest.harness.balances("USD").await,
        ("4990.00".into(), "10.00".into())
    );
    let more = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(
        more.refused(),
        (422, "AUTHORIZATION_ALREADY_CAPTURED".to_owned())
    );
    let void = rest.post(&format!("{path}/void"), Value::Null).await;
    assert_eq!(void.refused(), (422, "PREVIOUSLY_CAPTURED".to_owned()));

    let created = rest
        .post("/v1/payments/payment", payment("order", "USD", "8.00"))
        .await
        .expect(201);
    let token = query_of(link(&created, "approval_url"));
    let back = rest.approve(value(&token, "token")).await;
    let execute = format!("/v1/payments/payment/{}/execute", text(&created["id"]));
    let done = rest
        .post(&execute, json!({"payer_id": value(&back, "PayerID")}))
        .await
        .expect(200);
    let order = &done["transactions"][0]["related_resources"][0]["order"];
    assert_eq!(order["state"], "PENDING");
    let path = format!("/v1/payments/orders/{}", text(&order["id"]));
    let part = json!({"amount": {"currency": "USD", "total": "3.00"}});
    let reserved = rest
        .post(&format!("{path}/authorize"), part.clone())
        .await
        .expect(201);
    assert_eq!(reserved["state"], "authorized");
    let captured = rest
        .post(&format!("{path}/capture"), part)
        .await
        .expect(201);
    assert_eq!(captured["state"], "completed");
    assert_eq!(
        rest.post(&format!("{path}/do-void"), Value::Null)
            .await
            .expect(200)["state"],
        "VOIDED"
    );
    let again = rest.post(&format!("{path}/do-void"), Value::Null).await;
    assert_eq!(again.refused(), (400, "ORDER_CANNOT_BE_VOIDED".to_owned()));
    assert_eq!(rest.harness.balances("USD").await.1, "13.00");
}

#[tokio::test]
async fn units_are_captured_all_or_none() {
    let rest = Rest::start().await;
    let unit = |id: &str| {
        json!({
            "reference_id": id,
            "invoice_id": "I-1",
            "amount": {"currency_code": "USD", "value": "10.00"},
        })
    };
    let mut request = order("CAPTURE", "USD", "10.00");
    request["purchase_units"] = json!([unit("a"), unit("b")]);
    let created = rest.post("/v2/checkout/orders", request).await;
    let id = text(&created.expect(201)["id"]).to_owned();
    rest.approve(&id).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    let refused = rest.post(&path, json!({})).await;
    assert_eq!(refused.refused(), (422, "DUPLICATE_INVOICE_ID".to_owned()));
    let (buyer, merchant) = rest.harness.balances("USD").await;
    assert_eq!((buyer.as_str(), merchant.as_str()), ("5000.00", "0.00"));
}
