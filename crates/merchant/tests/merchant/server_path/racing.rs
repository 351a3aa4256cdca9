//! Everybody who knows of the money comes at once.

use std::sync::Arc;

use reqwest::StatusCode;

use crate::harness::World;
use crate::harness::buyer::APIS;
use crate::server_path::fulfilment::Taker;

/// Two tabs, two servers' reconcilers and the IPN message race; the checkout
/// is paid in one step, and fulfilled once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn return_message_and_reconciler_fulfil_once() {
    const ROUNDS: usize = 5;
    for api in APIS {
        let taker = Arc::new(Taker::default());
        let world = {
            let taker = Arc::clone(&taker);
            Arc::new(World::changed(move |config| config.fulfilment = Some(taker.clone())).await)
        };
        let other = Arc::new(world.shop.beside().await);
        for round in 1..=ROUNDS {
            let (id, query) = world.agreed(api).await;
            world.shop.advance(3 * 60);
            let mut racers = Vec::new();
            for tab in 0..2 {
                let (world, other) = (Arc::clone(&world), Arc::clone(&other));
                let (id, query) = (id.clone(), query.clone());
                racers.push(tokio::spawn(async move {
                    let shop = if tab == 0 { &world.shop } else { &*other };
                    let (status, answer) = shop.try_complete(&id, &query).await;
                    assert_eq!(status, StatusCode::OK, "{answer}");
                }));
            }
            for server in 0..2 {
                let (world, other) = (Arc::clone(&world), Arc::clone(&other));
                racers.push(tokio::spawn(async move {
                    let shop = if server == 0 { &world.shop } else { &*other };
                    shop.running.merchant().tick().await.unwrap();
                }));
            }
            for racer in racers {
                racer.await.unwrap();
            }
            assert_eq!(world.shop.checkout(&id).await["status"], "paid", "{api}");
            assert_eq!(world.payments_of(&id).await, 1);
            let steps = world.shop.steps(&id).await;
            let paid = steps.iter().filter(|(_, to)| to == "paid").count();
            assert_eq!(paid, 1, "{steps:?}");
            world.shop.running.merchant().tick().await.unwrap();
            assert_eq!(taker.orders.lock().unwrap().len(), round);
        }
    }
}

/// PayPal's message comes first, or after the return: it is one payment.
#[tokio::test]
async fn the_message_about_a_payment_of_the_server_fits_it() {
    let world = World::start().await;
    let id = world.paid("payments_v1").await;
    let messages = world.shop.until_recorded(&id, 1).await;
    assert_eq!(messages[0].verification, "verified");
    assert_eq!(messages[0].verdict.as_deref(), Some("duplicate"));
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
}
