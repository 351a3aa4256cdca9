//! Webhook messages: kept, verified, recorded once.

use std::sync::Arc;

use paypal_merchant::{Config, WebhookSettings, WebhookVerification};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::buyer::{server_order, token_of};
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, id_of};

pub const VERIFY: &str = "/verify-webhook-signature";

pub async fn open() -> (Scripted, Arc<Shop>) {
    open_with(|_| {}).await
}

/// A shop with other settings.
pub async fn open_with(
    change: impl Fn(&mut Config) + Send + Sync + 'static,
) -> (Scripted, Arc<Shop>) {
    let paypal = Scripted::open().await;
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    let shop = Shop::changed(
        &paypal.url,
        None,
        Arc::new(move |config| {
            change(config);
            config.webhook = Some(WebhookSettings {
                id: "WH123".parse().unwrap(),
                verification: WebhookVerification::Api,
            });
        }),
    )
    .await;
    (paypal, Arc::new(shop))
}

pub fn event(id: &str, kind: &str, resource_type: &str, resource: &Value) -> Value {
    json!({
        "id": id, "event_version": "1.0", "create_time": "2026-11-21T12:00:00Z",
        "resource_type": resource_type, "resource_version": "2.0", "event_type": kind,
        "summary": "…", "resource": resource,
    })
}

pub fn capture(order: &str, checkout: &str, status: &str, value: &str) -> Value {
    json!({
        "id": format!("CAP{}", &order[3..]), "status": status, "custom_id": checkout,
        "amount": {"currency_code": "USD", "value": value},
        "supplementary_data": {"related_ids": {"order_id": order}},
    })
}

pub async fn deliver(shop: &Shop, event: &Value) -> StatusCode {
    let id = format!(
        "69cd13f0-d67a-11e5-{}",
        event["id"].as_str().unwrap_or_default()
    );
    deliver_as(shop, event, &id, "2026-11-21T12:00:01Z").await
}

pub async fn deliver_as(shop: &Shop, event: &Value, id: &str, time: &str) -> StatusCode {
    deliver_by(shop, event, (id, time), "SHA256withRSA").await
}

/// Delivers an event whose signature is said to be of some algorithm.
pub async fn deliver_by(
    shop: &Shop,
    event: &Value,
    (id, time): (&str, &str),
    algorithm: &str,
) -> StatusCode {
    let answer = shop
        .client
        .post(format!("{}/paypal/webhooks", shop.running.url()))
        .header("content-type", "application/json")
        .header("paypal-transmission-id", id)
        .header("paypal-transmission-time", time)
        .header("paypal-transmission-sig", "c2lnbmF0dXJl")
        .header(
            "paypal-cert-url",
            "https://api.paypal.com/v1/notifications/certs/C-1",
        )
        .header("paypal-auth-algo", algorithm)
        .body(event.to_string());
    let answer = answer.send().await.unwrap();
    let status = answer.status();
    assert!(answer.bytes().await.unwrap().is_empty());
    status
}

pub async fn created(shop: &Shop) -> (String, String) {
    let created = shop.create(&server_order("orders_v2")).await;
    (id_of(&created), token_of(&created))
}

#[tokio::test]
async fn a_capture_pays_and_a_refund_refunds() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let capture = capture(&order, &id, "COMPLETED", "67.67");
    paypal.captured(&order, &capture);
    let paid = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &capture);
    assert_eq!(deliver(&shop, &paid).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    // The same event, and the same news in another one.
    assert_eq!(deliver(&shop, &paid).await, StatusCode::OK);
    let again = event("WH-2", "PAYMENT.CAPTURE.COMPLETED", "capture", &capture);
    assert_eq!(deliver(&shop, &again).await, StatusCode::OK);
    let refund = json!({
        "id": "1JU08902781691411", "status": "COMPLETED",
        "amount": {"currency_code": "USD", "value": "7.67"},
        "links": [{"rel": "up", "method": "GET",
            "href": format!("https://api.paypal.com/v2/payments/captures/{}", capture["id"].as_str().unwrap())}],
    });
    paypal.will("/refunds/1JU08902781691411", 200, refund.clone());
    let back = event("WH-3", "PAYMENT.CAPTURE.REFUNDED", "refund", &refund);
    assert_eq!(deliver(&shop, &back).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "partially_refunded");
    let steps = shop.steps(&id).await;
    let causes: Vec<_> = steps
        .iter()
        .map(|(cause, to)| (cause.as_str(), to.as_str()))
        .collect();
    assert_eq!(
        causes,
        [
            ("created", "created"),
            ("webhook", "paid"),
            ("webhook", "partially_refunded")
        ]
    );
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    let verdicts: Vec<_> = kept
        .iter()
        .map(|kept| kept.verdict.clone().unwrap())
        .collect();
    assert_eq!(verdicts, ["accepted", "accepted", "accepted"]);
}

#[tokio::test]
async fn what_does_not_fit_is_looked_at() {
    let (paypal, shop) = open().await;
    for (n, (value, reason)) in [("6.77", "amount_mismatch"), ("67.68", "amount_mismatch")]
        .into_iter()
        .enumerate()
    {
        let (id, order) = created(&shop).await;
        let capture = capture(&order, &id, "COMPLETED", value);
        paypal.captured(&order, &capture);
        let id_of_event = format!("WH-{n}");
        let paid = event(
            &id_of_event,
            "PAYMENT.CAPTURE.COMPLETED",
            "capture",
            &capture,
        );
        assert_eq!(deliver(&shop, &paid).await, StatusCode::OK);
        let checkout = shop.checkout(&id).await;
        assert_eq!(
            (&checkout["status"], &checkout["reason"]),
            (&json!("review"), &json!(reason))
        );
    }
}

#[tokio::test]
async fn messages_may_come_in_any_order() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    paypal.captured(&order, &capture(&order, &id, "COMPLETED", "67.67"));
    let done = event(
        "WH-2",
        "PAYMENT.CAPTURE.COMPLETED",
        "capture",
        &capture(&order, &id, "COMPLETED", "67.67"),
    );
    let pending = event(
        "WH-1",
        "PAYMENT.CAPTURE.PENDING",
        "capture",
        &capture(&order, &id, "PENDING", "67.67"),
    );
    for late in [&done, &pending] {
        assert_eq!(deliver(&shop, late).await, StatusCode::OK);
        assert_eq!(shop.checkout(&id).await["status"], "paid");
    }
    let (id, order) = created(&shop).await;
    let agreed = json!({
        "id": order, "status": "APPROVED", "intent": "CAPTURE",
        "purchase_units": [{"custom_id": id}],
    });
    paypal.change(&order, |order| order["status"] = json!("APPROVED"));
    let agreed = event("WH-3", "CHECKOUT.ORDER.APPROVED", "checkout-order", &agreed);
    assert_eq!(deliver(&shop, &agreed).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "approved");
}

#[tokio::test]
async fn an_invalid_message_changes_nothing_and_a_true_one_after_it_counts() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    paypal.captured(&order, &capture(&order, &id, "COMPLETED", "67.67"));
    let paid = event(
        "WH-1",
        "PAYMENT.CAPTURE.COMPLETED",
        "capture",
        &capture(&order, &id, "COMPLETED", "67.67"),
    );
    paypal.will(VERIFY, 200, json!({"verification_status": "FAILURE"}));
    assert_eq!(deliver(&shop, &paid).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "created");
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    assert_eq!(deliver(&shop, &paid).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
}

#[tokio::test]
async fn what_nobody_can_verify_now_waits_and_is_asked_about_again() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    paypal.captured(&order, &capture(&order, &id, "COMPLETED", "67.67"));
    let paid = event(
        "WH-1",
        "PAYMENT.CAPTURE.COMPLETED",
        "capture",
        &capture(&order, &id, "COMPLETED", "67.67"),
    );
    paypal.will(VERIFY, 503, json!({}));
    for _ in 0..2 {
        assert_eq!(deliver(&shop, &paid).await, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(shop.checkout(&id).await["status"], "created");
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    shop.advance(10 * 60);
    shop.running.merchant().tick().await.unwrap();
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[tokio::test]
async fn orders_of_others_and_other_events_are_kept_and_taken() {
    let (_paypal, shop) = open().await;
    let stranger = capture("9ZZ00000000000000", "order-7", "COMPLETED", "1.00");
    for (id, kind, resource_type, resource) in [
        ("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", stranger),
        (
            "WH-2",
            "CUSTOMER.DISPUTE.CREATED",
            "dispute",
            json!({"dispute_id": "PP-1"}),
        ),
    ] {
        let event = event(id, kind, resource_type, &resource);
        assert_eq!(deliver(&shop, &event).await, StatusCode::OK);
    }
}

/// With the public client id a buyer makes an order of his own, names the
/// checkout in it and pays himself.
#[tokio::test]
async fn an_order_that_this_server_did_not_make_pays_nothing() {
    let (_paypal, shop) = open().await;
    let (id, _) = created(&shop).await;
    let own = capture("9ZZ00000000000000", &id, "COMPLETED", "67.67");
    let event = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &own);
    assert_eq!(deliver(&shop, &event).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "created");
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let (_paypal, shop) = open().await;
    let url = format!("{}/paypal/webhooks", shop.running.url());
    let plain = shop.client.post(&url).body("{\"id\":\"WH-1\"}");
    assert_eq!(
        plain.send().await.unwrap().status(),
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        deliver(&shop, &json!({"event_type": "PAYMENT.CAPTURE.COMPLETED"})).await,
        StatusCode::BAD_REQUEST
    );
    let closed = Shop::open("http://127.0.0.1:1").await;
    assert_eq!(
        deliver(&closed, &json!({"id": "WH-1"})).await,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_event_to_two_servers_counts_once() {
    let (paypal, shop) = open().await;
    let other = Arc::new(shop.beside().await);
    let (id, order) = created(&shop).await;
    paypal.captured(&order, &capture(&order, &id, "COMPLETED", "67.67"));
    let paid = event(
        "WH-1",
        "PAYMENT.CAPTURE.COMPLETED",
        "capture",
        &capture(&order, &id, "COMPLETED", "67.67"),
    );
    let deliveries: Vec<_> = (0..8)
        .map(|n| {
            let (shop, paid) = (
                Arc::clone(if n % 2 == 0 { &shop } else { &other }),
                paid.clone(),
            );
            tokio::spawn(async move { deliver(&shop, &paid).await })
        })
        .collect();
    for delivery in deliveries {
        assert_eq!(delivery.await.unwrap(), StatusCode::OK);
    }
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    assert_eq!(shop.steps(&id).await.len(), 2);
}

#[tokio::test]
async fn a_message_waits_while_paypal_cannot_be_asked_and_keeps_no_other_one_waiting() {
    let (paypal, shop) = open().await;
    let mut paid = Vec::new();
    for n in 0..2 {
        let (id, order) = created(&shop).await;
        let capture = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &capture);
        let said = event(
            &format!("WH-{n}"),
            "PAYMENT.CAPTURE.COMPLETED",
            "capture",
            &capture,
        );
        paid.push((id, order, said));
    }
    paypal.will("/verify-webhook-signature", 503, json!({}));
    for (_, _, said) in &paid {
        assert_eq!(deliver(&shop, said).await, StatusCode::SERVICE_UNAVAILABLE);
    }
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    // Of the first one PayPal says nothing that helps.
    let first: &'static str = Box::leak(paid[0].1.clone().into_boxed_str());
    paypal.will(first, 403, json!({"name": "NOT_AUTHORIZED"}));
    shop.advance(10 * 60);
    shop.running.merchant().tick().await.unwrap();
    assert_eq!(shop.checkout(&paid[0].0).await["status"], "created");
    assert_eq!(shop.checkout(&paid[1].0).await["status"], "paid");
}
