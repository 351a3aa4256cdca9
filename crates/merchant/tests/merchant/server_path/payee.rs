//! Money for somebody else: with the public client id a browser can change an
//! order before it is paid.

use leptos_paypal_api::Intent;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::buyer::{REST, server_order, token_of};
use crate::harness::{World, id_of, read};

const THIEF: &str = "stranger@example.com";

impl World {
    /// Changes who is paid, as nobody but the shop should be able to.
    async fn pay_the_thief(&self, api: &str, id: &str) {
        let payment = self
            .shop
            .ledger()
            .server_payment(&id.parse().unwrap())
            .await;
        let payment = payment.unwrap().unwrap().paypal_id.unwrap();
        let (path, change) = if api == "payments_v1" {
            let change = json!([{"op": "replace", "path": "/transactions/0/payee",
                "value": {"email": THIEF}}]);
            (format!("/v1/payments/payment/{payment}"), change)
        } else {
            let change = json!([{"op": "replace", "path": "/purchase_units/0/payee",
                "value": {"email_address": THIEF}}]);
            (format!("/v2/checkout/orders/{payment}"), change)
        };
        let client = &self.shop.client;
        let token = client
            .post(format!("{}/v1/oauth2/token", self.sandbox.url()))
            .basic_auth("sandbox-client", Some("sandbox-secret"))
            .body("grant_type=client_credentials");
        let (_, token) = read(token.send().await.unwrap()).await;
        let changed = client
            .patch(format!("{}{path}", self.sandbox.url()))
            .bearer_auth(token["access_token"].as_str().unwrap())
            .header("content-type", "application/json")
            .body(change.to_string());
        let changed = changed.send().await.unwrap();
        assert!(changed.status().is_success(), "{:?}", changed.text().await);
    }
}

#[tokio::test]
async fn money_that_went_to_somebody_else_is_not_paid() {
    for api in REST {
        for cause in ["return", "reconcile"] {
            let world = World::with_stranger().await;
            let (id, query) = world.agreed(api).await;
            world.pay_the_thief(api, &id).await;
            if cause == "return" {
                world.shop.complete(&id, &query).await;
            } else {
                world.shop.advance(3 * 60);
                world.shop.running.merchant().tick().await.unwrap();
            }
            let checkout = world.shop.checkout(&id).await;
            assert_eq!(
                (&checkout["status"], &checkout["reason"]),
                (&json!("review"), &json!("payee_mismatch")),
                "{api} {cause}"
            );
            assert_eq!(world.balance("merchant@example.com").await, "0.00");
        }
    }
}

#[tokio::test]
async fn money_that_is_reserved_for_somebody_else_is_not_captured() {
    for api in REST {
        // The account that the money is reserved for is not the shop's.
        let world = World::changed(|config| {
            config.server.as_mut().unwrap().intent = Intent::Authorize;
            config.receivers = vec!["THEFTHEFTHEF2".to_owned()];
        })
        .await;
        let created = world.shop.create(&server_order(api)).await;
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "approve").await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(
            (&done["status"], &done["reason"]),
            (&json!("review"), &json!("payee_mismatch")),
            "{api}"
        );
        let body = json!({"idempotency_key": "capture-1"});
        let path = format!("/checkouts/{id}/capture");
        let (status, problem) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::CONFLICT, &json!("not_possible")),
            "{problem}"
        );
        assert_eq!(world.balance("merchant@example.com").await, "0.00");
        let body = json!({"idempotency_key": "release-1"});
        let path = format!("/checkouts/{id}/void");
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(done["checkout"]["status"], "failed");
    }
}

/// An answer to a capture may be short: then it says nothing of the payee.
#[tokio::test]
async fn an_answer_that_names_no_payee_is_asked_about() {
    let paypal = crate::harness::paypal::Scripted::open().await;
    let shop = crate::harness::Shop::open(&paypal.url).await;
    for (payee, status) in [("merchant@example.com", "paid"), (THIEF, "review")] {
        let created = shop.create(&server_order("orders_v2")).await;
        let (id, order) = (id_of(&created), token_of(&created));
        let capture = json!({
            "id": format!("CAP{}", &order[3..]), "status": "COMPLETED",
            "amount": {"currency_code": "USD", "value": "67.67"},
        });
        paypal.captured(&order, &capture);
        paypal.change(&order, |order| {
            order["purchase_units"][0]["payee"] = json!({"email_address": payee});
        });
        let short = json!({"id": order, "status": "COMPLETED",
            "purchase_units": [{"payments": {"captures": [capture]}}]});
        paypal.will("/capture", 201, short);
        let query = format!("token={order}&PayerID=BUYER23456789");
        let done = shop.complete(&id, &query).await;
        assert_eq!(done["status"], status, "{done}");
        let calls = shop.ledger().calls(&id.parse().unwrap()).await.unwrap();
        assert_eq!(calls.last().unwrap().operation, "v2 get order");
    }
}
