//! The log of API calls.

use crate::harness::rest::{Rest, order};
use crate::harness::{Harness, text};
use reqwest::Method;
use serde_json::Value;

fn told(calls: &Value) -> Vec<[&str; 3]> {
    let calls = calls.as_array().unwrap().iter();
    calls
        .map(|call| ["api", "operation", "result"].map(|name| text(&call[name])))
        .collect()
}

#[tokio::test]
async fn calls_of_every_api_are_listed_with_what_became_of_them() {
    let rest = Rest::start().await;
    let sandbox = &rest.harness;
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "5.00"))
        .await
        .expect(201);
    let id = text(&created["id"]);
    rest.post(
        &format!("/v2/checkout/orders/{id}/capture"),
        Value::Object(serde_json::Map::new()),
    )
    .await;
    rest.get("/v1/billing/plans").await;
    sandbox.nvp("GetBalance", &[]).await.expect_success();
    sandbox.nvp("DoNothing", &[]).await;
    let soap = "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><GetPalDetailsReq xmlns=\"urn:ebay:api:PayPalAPI\"><GetPalDetailsRequest/></GetPalDetailsReq></Body></Envelope>";
    sandbox.post("/2.0/", soap).await;

    let calls = sandbox.get("calls").await;
    assert_eq!(
        told(&calls),
        [
            ["rest", "POST /v1/oauth2/token", "200"],
            ["rest", "POST /v2/checkout/orders", "201"],
            ["rest", "POST /v2/checkout/orders/{id}/capture", "422"],
            ["rest", "GET /v1/billing/plans", "404"],
            ["nvp", "GetBalance", "Success"],
            ["nvp", "DoNothing", "Failure"],
            ["soap", "GetPalDetails", "Failure"],
        ]
    );
    let debug_id = text(&calls[1]["debug_id"]);
    assert!(!debug_id.is_empty());

    let page = sandbox.sandbox_page("/_sandbox/calls").await;
    assert!(
        page.contains("POST /v2/checkout/orders/{id}/capture"),
        "{page}"
    );
    assert!(page.contains(debug_id), "{page}");

    sandbox.control(Method::POST, "reset", None).await;
    assert_eq!(sandbox.get("calls").await.as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn names_that_clients_send_are_cut_and_escaped() {
    let sandbox = Harness::start().await;
    let long = format!("<script>{}", "A".repeat(5000));
    sandbox.nvp(&long, &[]).await;
    let calls = sandbox.get("calls").await;
    assert_eq!(text(&calls[0]["operation"]).len(), 200);
    let page = sandbox.sandbox_page("/_sandbox/calls").await;
    assert!(!page.contains("<script>A"), "{page}");
}
