//! Webhook transmissions: their age, and one body for each.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::eventually;
use crate::server_path::webhooks::{VERIFY, capture, created, deliver_as, event, open, open_with};

/// The shop's clock is at 2026-09-21T14:13:20Z.
#[tokio::test]
async fn a_message_older_than_paypals_retries_is_refused() {
    let (paypal, shop) = open().await;
    for (n, (time, status)) in [
        ("1999-12-31T23:59:59Z", "created"),
        ("2026-09-17T14:13:19Z", "created"),
        ("yesterday", "created"),
        ("2026-09-17T14:13:21Z", "paid"),
        ("2026-09-18T15:00:00Z", "paid"),
    ]
    .into_iter()
    .enumerate()
    {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        let said = event(
            &format!("WH-{n}"),
            "PAYMENT.CAPTURE.COMPLETED",
            "capture",
            &paid,
        );
        let transmission = format!("transmission-{n}");
        assert_eq!(
            deliver_as(&shop, &said, &transmission, time).await,
            StatusCode::OK
        );
        assert_eq!(shop.checkout(&id).await["status"], status, "{time}");
        let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
        assert_eq!(kept.len(), usize::from(status == "paid"), "{time}");
    }
}

#[tokio::test]
async fn a_shop_says_how_old_a_message_may_be() {
    let hour = Duration::from_secs(60 * 60);
    let (paypal, shop) = open_with(move |config| config.webhook_max_age = hour).await;
    for (n, (time, status)) in [
        ("2026-09-21T12:13:20Z", "created"),
        ("2026-09-21T13:13:19Z", "created"),
        ("2026-09-21T13:13:20Z", "paid"),
    ]
    .into_iter()
    .enumerate()
    {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        let kind = "PAYMENT.CAPTURE.COMPLETED";
        let said = event(&format!("WH-{n}"), kind, "capture", &paid);
        let delivered = deliver_as(&shop, &said, &format!("T-{n}"), time).await;
        assert_eq!(delivered, StatusCode::OK);
        assert_eq!(shop.checkout(&id).await["status"], status, "{time}");
    }
}

/// Of all the bodies that somebody can write to one genuine delivery, one may
/// wait for PayPal.
#[tokio::test]
async fn a_transmission_id_stands_for_one_body_also_before_paypal_is_asked() {
    const TIME: &str = "2026-09-21T12:00:00Z";
    const KIND: &str = "PAYMENT.CAPTURE.COMPLETED";
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let paid = capture(&order, &id, "COMPLETED", "67.67");
    paypal.captured(&order, &paid);
    let genuine = event("WH-1", KIND, "capture", &paid);
    // Verified, but nobody can be asked about the payment.
    paypal.will("/v2/checkout/orders/5O190120000000000", 503, json!({}));
    let asked = format!("/v2/checkout/orders/{order}");
    assert!(asked.ends_with("5O190120000000000"), "{asked}");
    let delivered = deliver_as(&shop, &genuine, "T-1", TIME).await;
    assert_eq!(delivered, StatusCode::SERVICE_UNAVAILABLE);
    for n in 2..5 {
        let forged = event(&format!("WH-{n}"), KIND, "capture", &paid);
        let delivered = deliver_as(&shop, &forged, "T-1", TIME).await;
        assert_eq!(delivered, StatusCode::OK, "it is refused for good");
    }
    // The genuine one is welcome, as it was and signed anew.
    for transmission in ["T-1", "T-2"] {
        let delivered = deliver_as(&shop, &genuine, transmission, TIME).await;
        assert_eq!(delivered, StatusCode::SERVICE_UNAVAILABLE);
    }
    paypal.recover("/v2/checkout/orders/5O190120000000000");
    shop.advance(10 * 60);
    shop.running.merchant().tick().await.unwrap();
    assert_eq!(shop.steps(&id).await.last().unwrap().0, "webhook");
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    let events: Vec<_> = kept.iter().map(|kept| kept.event_id.as_str()).collect();
    assert_eq!(events, ["WH-1"]);
}

/// While PayPal is asked about the genuine one, others with its id may come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forged_body_does_not_overtake_the_genuine_one() {
    const TIME: &str = "2026-09-21T12:00:00Z";
    const KIND: &str = "PAYMENT.CAPTURE.COMPLETED";
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let paid = capture(&order, &id, "COMPLETED", "67.67");
    paypal.captured(&order, &paid);
    let genuine = event("WH-1", KIND, "capture", &paid);
    let gate = paypal.hold("/v2/checkout/orders/5O190120000000000");
    let delivered = deliver_as(&shop, &genuine, "T-1", TIME);
    let meanwhile = async {
        eventually(|| async { (gate.arrived() > 0).then_some(()) }).await;
        let unknown = capture("5O1UNKNOWN", "co_unknown", "COMPLETED", "67.67");
        let forged = event("WH-2", KIND, "capture", &unknown);
        let refused = deliver_as(&shop, &forged, "T-1", TIME).await;
        gate.release();
        refused
    };
    let (delivered, refused) = tokio::join!(delivered, meanwhile);
    assert_eq!((delivered, refused), (StatusCode::OK, StatusCode::OK));
    assert_eq!(shop.checkout(&id).await["status"], "paid");
}

#[tokio::test]
async fn a_transmission_id_stands_for_one_body() {
    const TIME: &str = "2026-09-21T12:00:00Z";
    let (paypal, shop) = open().await;
    let mut said = Vec::new();
    for n in 0..2 {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        let kind = "PAYMENT.CAPTURE.COMPLETED";
        said.push((id, event(&format!("WH-{n}"), kind, "capture", &paid)));
    }
    for (_, event) in [&said[0], &said[0], &said[1]] {
        assert_eq!(deliver_as(&shop, event, "T-1", TIME).await, StatusCode::OK);
    }
    assert_eq!(shop.checkout(&said[0].0).await["status"], "paid");
    assert_eq!(shop.checkout(&said[1].0).await["status"], "created");
    // Both wait at once: the first that is verified is the one.
    let mut waiting = Vec::new();
    for n in 2..4 {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        let kind = "PAYMENT.CAPTURE.COMPLETED";
        waiting.push((id, event(&format!("WH-{n}"), kind, "capture", &paid)));
    }
    paypal.will(VERIFY, 503, json!({}));
    for (_, event) in &waiting {
        let status = deliver_as(&shop, event, "T-2", TIME).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    shop.advance(10 * 60);
    shop.running.merchant().tick().await.unwrap();
    // The other one is found paid by asking, not because of its message.
    for ((id, _), cause) in waiting.iter().zip(["webhook", "reconcile"]) {
        assert_eq!(shop.steps(id).await.last().unwrap().0, cause);
    }
}
