//! Signatures of webhook messages: those of the sandbox, by its own certificate,
//! and those that are none.

use std::sync::{Arc, Mutex};

use leptos_paypal_api::webhook::TrustAnchors;
use paypal_merchant::{WebhookSettings, WebhookVerification};
use paypal_sandbox::Sandbox;
use reqwest::{Client, StatusCode};
use serde_json::json;

use super::webhooks;
use crate::harness::buyer::{APIS, server_order, token_of};
use crate::harness::{Shop, World, eventually, id_of};

/// A shop that the sandbox delivers to.
async fn open(by_chain: bool) -> World {
    let sandbox = Sandbox::spawn(paypal_sandbox::Config::default())
        .await
        .unwrap();
    let client = Client::new();
    let token: serde_json::Value = {
        let answer = client
            .post(format!("{}/v1/oauth2/token", sandbox.url()))
            .basic_auth("sandbox-client", Some("sandbox-secret"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials")
            .send()
            .await
            .unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    };
    let bearer = token["access_token"].as_str().unwrap().to_owned();
    let hooks = format!("{}/v1/notifications/webhooks", sandbox.url());
    let new =
        json!({"url": "https://shop.example/paypal/webhooks", "event_types": [{"name": "*"}]});
    let made = client
        .post(&hooks)
        .bearer_auth(&bearer)
        .header("content-type", "application/json")
        .body(new.to_string())
        .send()
        .await
        .unwrap();
    let made: serde_json::Value = serde_json::from_str(&made.text().await.unwrap()).unwrap();
    let id = made["id"].as_str().expect("a webhook").to_owned();
    let verification = if by_chain {
        let root = client
            .get(format!("{}/v1/notifications/certs/ROOT", sandbox.url()))
            .send()
            .await
            .unwrap();
        let root = root.bytes().await.unwrap();
        WebhookVerification::Chain(TrustAnchors::from_pem(&root).unwrap())
    } else {
        WebhookVerification::Api
    };
    let settings = Mutex::new(WebhookSettings {
        id: id.parse().unwrap(),
        verification,
    });
    let change = move |config: &mut paypal_merchant::Config| {
        config.webhook = Some(settings.lock().unwrap().clone());
    };
    let shop = Shop::changed(&sandbox.url(), None, Arc::new(change)).await;
    let url = format!("{}/paypal/webhooks", shop.running.url());
    let patch = json!([{"op": "replace", "path": "/url", "value": url}]);
    let patched = client
        .patch(format!("{hooks}/{id}"))
        .bearer_auth(&bearer)
        .header("content-type", "application/json")
        .body(patch.to_string())
        .send()
        .await
        .unwrap();
    assert!(patched.status().is_success(), "{:?}", patched.text().await);
    World { shop, sandbox }
}

async fn hears(world: &World, id: &str, kind: &str) {
    eventually(|| async {
        let kept = world.shop.ledger().webhooks(&id.parse().unwrap()).await;
        kept.unwrap().into_iter().find(|kept| {
            kept.event_type == kind && kept.verification == "verified" && kept.verdict.is_some()
        })
    })
    .await;
}

#[tokio::test]
async fn every_way_of_verifying_knows_paypals_own_messages() {
    for by_chain in [false, true] {
        let world = open(by_chain).await;
        for (api, kind) in APIS
            .into_iter()
            .zip(["PAYMENT.SALE.COMPLETED", "PAYMENT.CAPTURE.COMPLETED"])
        {
            let id = world.paid(api).await;
            hears(&world, &id, kind).await;
            assert_eq!(world.shop.checkout(&id).await["status"], "paid");
            assert_eq!(world.payments_of(&id).await, 1);
        }
    }
}

/// The buyer agreed and closed the browser: PayPal's message is enough.
#[tokio::test]
async fn an_agreed_order_is_finished_because_of_the_message() {
    let world = open(false).await;
    let created = world.shop.create(&server_order("orders_v2")).await;
    let id = id_of(&created);
    world.click(&token_of(&created), "approve").await;
    hears(&world, &id, "CHECKOUT.ORDER.APPROVED").await;
    assert_eq!(world.shop.checkout(&id).await["status"], "approved");
    world.shop.advance(30);
    world.shop.running.merchant().tick().await.unwrap();
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
}

/// Refunded on PayPal's own site: the shop hears of it.
#[tokio::test]
async fn a_refund_at_paypal_is_heard_of() {
    let world = open(true).await;
    for api in APIS {
        let id = world.paid(api).await;
        let txn = world.payment(&id).await["txn_id"].clone();
        let path = format!("payments/{}/refund", txn.as_str().unwrap());
        let part = json!({"amount": "7.67"});
        world.control(reqwest::Method::POST, &path, part).await;
        world.shop.until(&id, "partially_refunded").await;
    }
}

/// It is refused before it is kept, and does not use up its transmission id.
#[tokio::test]
async fn a_signature_of_another_algorithm_is_refused() {
    let (paypal, shop) = webhooks::open().await;
    let (id, order) = webhooks::created(&shop).await;
    let capture = webhooks::capture(&order, &id, "COMPLETED", "67.67");
    paypal.captured(&order, &capture);
    let paid = webhooks::event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &capture);
    let sent = ("69cd13f0-d67a-11e5-WH-1", "2026-11-21T12:00:01Z");
    for algorithm in ["SHA1withRSA", "SHA256withECDSA", "none", ""] {
        let status = webhooks::deliver_by(&shop, &paid, sent, algorithm).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{algorithm}");
    }
    assert_eq!(shop.checkout(&id).await["status"], "created");
    // The transmission is as good as one that comes for the first time.
    let status = webhooks::deliver_by(&shop, &paid, sent, "SHA256withRSA").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    assert_eq!(kept.len(), 1);
}
