//! The shop's own system is told of subscriptions as it is of orders.

use crate::subscriptions::paypal::{
    Club, cancelled, monthly, months_later, refund, sign_up, start, txn,
};

#[tokio::test]
async fn what_was_not_taken_comes_again_also_after_a_restart() {
    let mut club = Club::open().await;
    *club.taker.refuse.lock().unwrap() = 3;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    assert!(club.taker.took().is_empty());
    club.shop = club.shop.restart().await;
    for _ in 0..3 {
        club.shop.advance(3600);
        club.tick().await;
    }
    let mut kinds: Vec<_> = club
        .taker
        .took()
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["subscription_payment", "subscription_started"]);
}

#[tokio::test]
async fn a_payment_that_was_told_is_cancelled_when_its_money_goes_back() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    assert_eq!(
        club.taker.updates.lock().unwrap()[1].event_id,
        format!("{id}-payment-{}", txn(0))
    );
    club.taker.took();
    club.hear(&refund(&id, "2CB23456CD789012E", &txn(0), "-9.00"))
        .await;
    for _ in 0..3 {
        club.tick().await;
        club.shop.advance(3600);
    }
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates.len(), 1, "{updates:?}");
    assert_eq!(updates[0].kind, "subscription_payment_cancelled");
    assert_eq!(
        updates[0].event_id,
        format!("{id}-payment-{}-cancelled", txn(0))
    );
    // Paid and refunded before anything was told: nothing is.
    club.taker.took();
    club.hear(&monthly(&id, 1)).await;
    club.hear(&refund(&id, "3CB23456CD789012E", &txn(1), "-9.00"))
        .await;
    club.tick().await;
    assert_eq!(club.taker.took(), []);
}

#[tokio::test]
async fn an_event_says_what_comes_next() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates[1].next_due, Some(months_later(1)));
    assert_eq!(updates[1].subscription, "GOLD");
    let text = serde_json::to_value(&updates[1]).unwrap();
    assert_eq!(text["status"], "active");
    club.hear(&cancelled(&id, start())).await;
    club.tick().await;
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates[2].kind, "subscription_cancelled");
    assert_eq!(updates[2].next_due, None);
    assert_eq!(updates[2].paid_until, Some(months_later(1)));
}
