//! A person decides about checkouts in review.

use std::sync::Arc;

use leptos_paypal_core::Ruling;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::World;
use crate::server_path::fulfilment::Taker;

const SHORT: &[(&str, &str)] = &[("amount_1", "0.01")];

async fn decide(world: &World, id: &str, key: &str, decision: &str) -> (StatusCode, Value) {
    let path = format!("/checkouts/{id}/resolve");
    let note = format!("{decision}ed on the phone");
    let body = json!({"idempotency_key": key, "decision": decision, "note": note});
    world.shop.admin(Method::POST, &path, Some(&body)).await
}

#[tokio::test]
async fn accepted_money_is_paid_and_fulfilled_once() {
    let taker = Arc::new(Taker::default());
    let told = Arc::clone(&taker);
    let mut world = World::changed(move |config| config.fulfilment = Some(told.clone())).await;
    let (id, _) = world.bought(SHORT).await;
    world.shop.until(&id, "review").await;
    for _ in 0..2 {
        let (status, checkout) = decide(&world, &id, "decision-1", "accept").await;
        assert_eq!(
            (status, &checkout["status"]),
            (StatusCode::OK, &json!("paid"))
        );
        assert_eq!(checkout["reason"], Value::Null);
    }
    world.shop = world.shop.restart().await;
    // The message again is nothing new, and unpays nothing.
    let message = world.newest_message().await;
    let again = [&message[..], b"&resend=true"].concat();
    assert_eq!(world.shop.notify(&again).await, StatusCode::OK);
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
    world.shop.running.merchant().tick().await.unwrap();
    assert_eq!(taker.orders.lock().unwrap().len(), 1);
    let history = world.shop.history(&id).await;
    let last = history.last().unwrap();
    assert_eq!((&*last.cause, &*last.to_status), ("accepted", "paid"));
    assert_eq!(last.detail.as_deref(), Some("accepted on the phone"));
    let (status, problem) = decide(&world, &id, "decision-2", "reject").await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert_eq!(problem["code"], "not_possible");
    // What was accepted can go back.
    let path = format!("/checkouts/{id}/refund");
    let all = json!({"idempotency_key": "refund-1"});
    let (status, done) = world.shop.admin(Method::POST, &path, Some(&all)).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["checkout"]["status"], "refunded");
}

#[tokio::test]
async fn rejected_money_stays_in_review_until_it_went_back() {
    let world = World::start().await;
    let (id, _) = world.bought(SHORT).await;
    let review = world.shop.until(&id, "review").await;
    let listed = async || {
        let (_, list) = world
            .shop
            .admin(Method::GET, "/checkouts?status=review", None)
            .await;
        list[0]["rejected"].clone()
    };
    assert_eq!(listed().await, false);
    let (status, checkout) = decide(&world, &id, "decision-1", "reject").await;
    assert_eq!(status, StatusCode::OK, "{checkout}");
    assert_eq!(checkout["status"], "review");
    assert_eq!(checkout["reason"], review["reason"]);
    assert_eq!(listed().await, true);
    let (status, problem) = decide(&world, &id, "decision-1", "accept").await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("not_possible"))
    );
    let stored = world.shop.ledger().checkout(&id.parse().unwrap()).await;
    let values = stored.unwrap().unwrap().reason_detail.unwrap();
    assert!(values.contains("paid 19.69 USD"), "{values}");
    let path = format!("/checkouts/{id}/refund");
    let all = json!({"idempotency_key": "refund-1"});
    let (_, done) = world.shop.admin(Method::POST, &path, Some(&all)).await;
    assert_eq!(done["checkout"]["status"], "refunded");
}

#[tokio::test]
async fn a_decision_needs_a_note_and_something_to_decide() {
    let world = World::start().await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let (status, problem) = decide(&world, &id, "decision-1", "accept").await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    let merchant = world.shop.running.merchant();
    let id = id.parse().unwrap();
    let long = "x".repeat(1001);
    for note in ["", "  ", &long] {
        let result = merchant.resolve(&id, "decision-1", Ruling::Accept, note);
        assert_eq!(result.await.unwrap_err().code(), "note_unusable");
    }
    let nobody = "co_aaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap();
    let result = merchant.resolve(&nobody, "decision-1", Ruling::Accept, "why");
    assert_eq!(result.await.unwrap_err().code(), "checkout_unknown");
}
