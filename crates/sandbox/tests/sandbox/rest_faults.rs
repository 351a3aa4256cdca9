//! Faults on purpose, and calls that come twice.

use crate::harness::rest::{Rest, link, order, payment, query_of, value};
use crate::harness::text;
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn approved_order(rest: &Rest) -> String {
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "10.00"))
        .await
        .expect(201);
    let id = text(&created["id"]).to_owned();
    rest.approve(&id).await;
    id
}

#[tokio::test]
async fn the_same_request_id_is_the_same_payment() {
    let rest = Rest::start().await;
    let key = [("paypal-request-id", "key-1")];
    let body = order("CAPTURE", "USD", "10.00");
    let first = rest
        .post_with("/v2/checkout/orders", &key, body.clone())
        .await
        .expect(201);
    let again = rest
        .post_with("/v2/checkout/orders/", &key, body)
        .await
        .expect(200);
    assert_eq!(first, again);
    let other = rest
        .post_with(
            "/v2/checkout/orders",
            &key,
            order("CAPTURE", "USD", "11.00"),
        )
        .await;
    assert_eq!(other.refused(), (422, "DUPLICATE_REQUEST_ID".to_owned()));
    let id = text(&first["id"]);
    rest.approve(id).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    let captured = rest.post_with(&path, &key, json!({})).await.expect(201);
    assert_eq!(
        rest.post_with(&path, &key, json!({})).await.expect(200),
        captured
    );
    let other = rest
        .post_with(&path, &[("paypal-request-id", "key-2")], json!({}))
        .await;
    assert_eq!(other.refused(), (422, "ORDER_ALREADY_CAPTURED".to_owned()));
    assert_eq!(rest.harness.balances("USD").await.1, "10.00");
    // Six hours later the id is free.
    rest.harness.sandbox.clock().advance(6 * 3600 + 1);
    let fresh = rest
        .post_with(
            "/v2/checkout/orders",
            &key,
            order("CAPTURE", "USD", "11.00"),
        )
        .await;
    assert_ne!(fresh.expect(201)["id"], first["id"]);
}

#[tokio::test]
async fn a_bank_that_refuses_leaves_the_way_back_open() {
    let rest = Rest::start().await;
    let id = approved_order(&rest).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    rest.harness
        .faults(json!({"payment": {"decline_next": 1}}))
        .await;
    let refused = rest.post(&path, json!({})).await;
    assert_eq!(refused.refused(), (422, "INSTRUMENT_DECLINED".to_owned()));
    assert!(link(&refused.body, "redirect").ends_with(&format!("/checkoutnow?token={id}")));
    rest.post(&path, json!({})).await.expect(201);

    let created = rest
        .post("/v1/payments/payment", payment("sale", "USD", "5.00"))
        .await
        .expect(201);
    let token = query_of(link(&created, "approval_url"));
    let token = value(&token, "token");
    let approve = format!("checkouts/{token}/approve");
    let (_, agreed) = rest
        .harness
        .control(Method::POST, &approve, Some(json!({"bank_refuses": true})))
        .await;
    let back = query_of(text(&agreed["redirect_url"]));
    let execute = format!("/v1/payments/payment/{}/execute", text(&created["id"]));
    let payer = json!({"payer_id": value(&back, "PayerID")});
    let refused = rest.post(&execute, payer.clone()).await;
    assert_eq!(refused.refused(), (400, "INSTRUMENT_DECLINED".to_owned()));
    let path = format!("/v1/payments/payment/{}", text(&created["id"]));
    assert_eq!(rest.get(&path).await.expect(200)["state"], "failed");
    assert_eq!(
        link(&refused.body, "redirect"),
        link(&created, "approval_url")
    );
    rest.approve(token).await;
    rest.post(&execute, payer).await.expect(200);
    assert_eq!(rest.harness.balances("USD").await.1, "15.00");
}

#[tokio::test]
async fn pending_payments_move_money_when_they_are_settled() {
    let rest = Rest::start().await;
    let id = approved_order(&rest).await;
    rest.harness
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let done = rest
        .post(&format!("/v2/checkout/orders/{id}/capture"), json!({}))
        .await
        .expect(201);
    assert_eq!(
        done["status"], "COMPLETED",
        "of the order, which is no proof of money"
    );
    let capture = &done["purchase_units"][0]["payments"]["captures"][0];
    assert_eq!(
        (&capture["status"], &capture["status_details"]["reason"]),
        (&json!("PENDING"), &json!("ECHECK"))
    );
    assert_eq!(rest.harness.balances("USD").await.1, "0.00");
    let path = format!("/v2/payments/captures/{}", text(&capture["id"]));
    let refund = rest.post(&format!("{path}/refund"), json!({})).await;
    assert_eq!(refund.refused(), (422, "PENDING_CAPTURE".to_owned()));
    let settle = format!("payments/{}/settle", text(&capture["id"]));
    rest.harness
        .control(Method::POST, &settle, Some(json!({"status": "Completed"})))
        .await;
    assert_eq!(rest.get(&path).await.expect(200)["status"], "COMPLETED");
    assert_eq!(rest.harness.balances("USD").await.1, "10.00");
}

#[tokio::test]
async fn a_cut_connection_loses_the_answer_or_the_request_and_never_more() {
    let rest = Rest::start().await;
    let id = approved_order(&rest).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    let send = async || {
        let request = rest.harness.client.post(rest.harness.url(&path));
        request.bearer_auth(&rest.token).body("{}").send().await
    };
    rest.harness
        .faults(json!({"http": {"path": "/v2/", "cut": "before", "count": 1}}))
        .await;
    assert!(send().await.is_err());
    assert_eq!(rest.harness.balances("USD").await.1, "0.00");
    rest.harness
        .faults(json!({"http": {"path": "/v2/", "cut": "after", "count": 1}}))
        .await;
    assert!(send().await.is_err());
    assert_eq!(rest.harness.balances("USD").await.1, "10.00");
    assert_eq!(
        rest.post(&path, json!({})).await.refused(),
        (422, "ORDER_ALREADY_CAPTURED".to_owned())
    );
    rest.harness
        .faults(json!({"http": {"path": "/v1/", "status": 503, "count": 2}}))
        .await;
    for status in [503, 503, 200] {
        assert_eq!(rest.get("/v1/payments/payment").await.status, status);
    }
}

#[tokio::test]
async fn mocked_errors_come_where_they_belong_and_nothing_is_done() {
    let rest = Rest::start().await;
    let id = approved_order(&rest).await;
    let path = format!("/v2/checkout/orders/{id}/capture");
    for (code, status, issue) in [
        ("INSTRUMENT_DECLINED", 422, "INSTRUMENT_DECLINED"),
        (
            "MISSING_REQUIRED_PARAMETER",
            400,
            "MISSING_REQUIRED_PARAMETER",
        ),
        ("PERMISSION_DENIED", 403, "PERMISSION_DENIED"),
        ("INTERNAL_SERVER_ERROR", 500, "INTERNAL_SERVER_ERROR"),
    ] {
        let mock = format!("{{'mock_application_codes': '{code}'}}");
        let headers = [("paypal-mock-response", &*mock)];
        let refused = rest.post_with(&path, &headers, json!({})).await;
        assert_eq!(refused.refused(), (status, issue.to_owned()));
    }
    let headers = [(
        "paypal-mock-response",
        "{\"mock_application_codes\": \"NO_SUCH_CODE\"}",
    )];
    rest.post_with(&path, &headers, json!({})).await.expect(201);
}

/// PayPal refuses a payment for good: the word is the `issue` of v2 and the
/// `name` of v1, and no link leads back to the buyer's page.
#[tokio::test]
async fn a_payment_is_refused_for_good() {
    let rest = Rest::start().await;
    let issue = "COMPLIANCE_VIOLATION";
    let v2 = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "5.00"))
        .await
        .expect(201);
    let id = text(&v2["id"]);
    rest.approve(id).await;
    let v1 = rest
        .post("/v1/payments/payment", payment("sale", "USD", "5.00"))
        .await
        .expect(201);
    let approval = link(&v1, "approval_url");
    let back = rest.approve(approval.split_once("token=").unwrap().1).await;
    let payer = json!({"payer_id": value(&back, "PayerID")});
    let execute = format!("/v1/payments/payment/{}/execute", text(&v1["id"]));
    let capture = format!("/v2/checkout/orders/{id}/capture");
    rest.harness
        .faults(json!({"payment": {"refuse": issue}}))
        .await;
    let refused = rest.post(&capture, json!({})).await;
    assert_eq!(refused.refused(), (422, issue.to_owned()));
    assert_eq!(refused.body["links"], json!([]));
    let refused = rest.post(&execute, payer).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["name"], issue);
    assert_eq!(rest.harness.balances("USD").await.1, "0.00");
    let struck = rest.harness.get("faults/struck").await;
    assert_eq!(struck["payment.refuse"], 2);
}
