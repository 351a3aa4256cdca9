//! Two servers of one shop on one database: whatever reaches both at once
//! happens once.

use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use paypal_merchant::{Fulfilling, Fulfilment, PaidOrder};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::{APIS, server_order, token_of};
use crate::harness::{Shop, World};

/// Each of the two, twice.
fn both<'a>(one: &'a Shop, other: &'a Shop) -> [&'a Shop; 4] {
    [one, other, one, other]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_opens_one_payment() {
    for api in APIS {
        let world = World::start().await;
        let other = world.shop.beside().await;
        let request = server_order(api);
        let answers = join_all(
            both(&world.shop, &other)
                .map(|shop| shop.call(Method::POST, "/api/checkouts", Some(&request))),
        )
        .await;
        let tokens: Vec<_> = answers
            .iter()
            .map(|(status, answer)| {
                assert!(status.is_success(), "{answer}");
                token_of(answer)
            })
            .collect();
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
        let made = answers
            .iter()
            .filter(|(status, _)| *status == StatusCode::CREATED);
        assert_eq!(made.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_return_to_both_pays_once() {
    for api in APIS {
        let world = World::start().await;
        let other = world.shop.beside().await;
        for _ in 0..5 {
            let (id, query) = world.agreed(api).await;
            let answers =
                join_all(both(&world.shop, &other).map(|shop| shop.try_complete(&id, &query)))
                    .await;
            for (status, answer) in answers {
                assert_eq!(
                    (status, &answer["status"]),
                    (StatusCode::OK, &json!("paid")),
                    "{answer}"
                );
            }
            assert_eq!(world.payments_of(&id).await, 1);
            let steps = other.steps(&id).await;
            let paid = steps.iter().filter(|(_, to)| to == "paid").count();
            assert_eq!(paid, 1, "{steps:?}");
        }
        assert_eq!(world.balance("merchant@example.com").await, "338.35");
    }
}

/// Return, message and the regular work, all of them at both.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn return_and_reconciler_race_and_one_pays() {
    for api in APIS {
        let world = World::start().await;
        let other = world.shop.beside().await;
        let mut checkouts = Vec::new();
        for _ in 0..5 {
            checkouts.push(world.agreed(api).await);
        }
        world.shop.advance(3 * 60);
        let ticks = join_all(both(&world.shop, &other).map(|shop| shop.running.merchant().tick()));
        let returns = join_all(
            checkouts
                .iter()
                .map(|(id, query)| other.try_complete(id, query)),
        );
        let (ticks, _) = tokio::join!(ticks, returns);
        assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
        for (id, query) in &checkouts {
            assert_eq!(other.complete(id, query).await["status"], "paid");
            assert_eq!(world.payments_of(id).await, 1);
            let steps = other.steps(id).await;
            let paid = steps.iter().filter(|(_, to)| to == "paid").count();
            assert_eq!(paid, 1, "{steps:?}");
        }
        assert_eq!(world.balance("merchant@example.com").await, "338.35");
    }
}

/// The same key is one refund; other keys cannot give back more than came.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_refund_asked_of_both_is_one() {
    for api in APIS {
        let world = World::start().await;
        let other = world.shop.beside().await;
        let id = world.paid(api).await;
        let path = format!("/checkouts/{id}/refund");
        let part = json!({"idempotency_key": "refund-1", "amount": "7.67"});
        let answers = join_all(
            both(&world.shop, &other).map(|shop| shop.admin(Method::POST, &path, Some(&part))),
        )
        .await;
        for (status, answer) in &answers {
            assert_eq!(*status, StatusCode::OK, "{answer}");
            assert_eq!(answer["id"], answers[0].1["id"]);
        }
        assert_eq!(world.balance("merchant@example.com").await, "60.00");
        let wishes: Vec<Value> = (0..4)
            .map(|n| json!({"idempotency_key": format!("refund-all-{n}"), "amount": "60.00"}))
            .collect();
        join_all(
            both(&world.shop, &other)
                .into_iter()
                .zip(&wishes)
                .map(|(shop, wish)| shop.admin(Method::POST, &path, Some(wish))),
        )
        .await;
        assert_eq!(world.balance("merchant@example.com").await, "0.00");
        assert_eq!(other.checkout(&id).await["status"], "refunded");
    }
}

/// Takes every order, and remembers.
#[derive(Debug, Default)]
struct Warehouse {
    orders: Mutex<Vec<String>>,
}

impl Fulfilment for Warehouse {
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(async move {
            self.orders.lock().unwrap().push(order.checkout_id.clone());
            Ok(())
        })
    }

    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        panic!("no money went back: {order:?}")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_shops_system_is_told_by_one() {
    let warehouse = Arc::new(Warehouse::default());
    let told = warehouse.clone();
    let world = World::changed(move |config| config.fulfilment = Some(told.clone())).await;
    let other = world.shop.beside().await;
    let mut paid = Vec::new();
    for n in 0..10 {
        let (id, query) = world.agreed(APIS[n % 2]).await;
        let shop = if n < 5 { &world.shop } else { &other };
        assert_eq!(shop.complete(&id, &query).await["status"], "paid");
        paid.push(id);
    }
    for _ in 0..2 {
        let ticks =
            join_all(both(&world.shop, &other).map(|shop| shop.running.merchant().tick())).await;
        assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    }
    let mut orders = warehouse.orders.lock().unwrap().clone();
    orders.sort();
    paid.sort();
    assert_eq!(orders, paid);
}
