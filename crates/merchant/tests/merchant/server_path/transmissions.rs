//! Webhook transmissions: their age, and one body for each.

use reqwest::StatusCode;
use serde_json::json;

use crate::server_path::webhooks::{VERIFY, capture, created, deliver_as, event, open};

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
