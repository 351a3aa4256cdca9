//! Checkouts from which nobody comes back.

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::buyer::{APIS, path_of, server_order};
use crate::harness::{World, id_of};

/// The buyer agreed and closed the browser.
#[tokio::test]
async fn what_was_agreed_to_is_finished_without_the_browser() {
    for api in APIS {
        let world = World::start().await;
        // PayPal's message would come first.
        world.faults(json!({"ipn": {"hold": true}})).await;
        let (id, _) = world.agreed(api).await;
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "created");
        world.shop.advance(3 * 60);
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "paid");
        assert_eq!(world.payments_of(&id).await, 1);
        let causes: Vec<_> = world.shop.steps(&id).await;
        assert_eq!(causes.last().unwrap().0, "reconcile");
    }
}

/// The money moved, and the answer never came.
#[tokio::test]
async fn a_lost_answer_is_asked_for() {
    for api in APIS {
        let mut world = World::start().await;
        let (id, query) = world.agreed(api).await;
        world
            .faults(json!({"http": {"status": 503, "path": path_of(api)}}))
            .await;
        let (status, problem) = world.shop.try_complete(&id, &query).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
        assert_eq!(problem["code"], "paypal_unreachable");
        assert_eq!(problem["checkout_status"], "created");
        world.faults(json!({})).await;
        world.shop = world.shop.restart().await;
        world.shop.advance(60);
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "paid");
        assert_eq!(world.payments_of(&id).await, 1);
    }
}

#[tokio::test]
async fn paypal_is_asked_less_and_less_and_not_about_what_is_settled() {
    let world = World::start().await;
    let paid = world.paid("orders_v2").await;
    let created = world.shop.create(&server_order("orders_v2")).await;
    let id = id_of(&created);
    let checkout = id.parse().unwrap();
    let mut asked = Vec::new();
    for _ in 0..40 {
        world.shop.advance(3600);
        world.shop.running.merchant().tick().await.unwrap();
        let calls = world.shop.ledger().calls(&checkout).await.unwrap();
        asked.push(calls.len());
    }
    // 40 hours: hourly at first, then every twelve hours.
    let last = *asked.last().unwrap();
    assert!((4..14).contains(&last), "{asked:?}");
    let calls = world.shop.ledger().calls(&paid.parse().unwrap()).await;
    assert_eq!(calls.unwrap().len(), 2);
    // Money that comes later still counts.
    assert_eq!(world.shop.checkout(&id).await["status"], "expired");
}

#[tokio::test]
async fn one_of_two_servers_asks() {
    let world = World::start().await;
    let (id, _) = world.agreed("orders_v2").await;
    let other = world.shop.beside().await;
    world.shop.advance(3 * 60);
    let (one, two) = tokio::join!(
        world.shop.running.merchant().tick(),
        other.running.merchant().tick()
    );
    one.unwrap();
    two.unwrap();
    let calls = world
        .shop
        .ledger()
        .calls(&id.parse().unwrap())
        .await
        .unwrap();
    let captures = calls
        .iter()
        .filter(|call| call.operation == "v2 capture order")
        .count();
    assert_eq!(captures, 1, "{calls:?}");
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
}
