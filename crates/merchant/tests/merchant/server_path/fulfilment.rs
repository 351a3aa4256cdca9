//! Paid checkouts reach the shop's own system, at least once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use paypal_merchant::{Clock, Fulfilling, Fulfilment, HttpFulfilment, NotTaken, PaidOrder};
use ring::hmac;
use secrecy::SecretString;
use serde_json::Value;

use crate::harness::buyer::APIS;
use crate::harness::{Shop, World, eventually};

/// A system that takes orders, or says no as often as it is told to.
#[derive(Debug, Default)]
pub struct Taker {
    pub orders: Mutex<Vec<PaidOrder>>,
    pub cancelled: Mutex<Vec<PaidOrder>>,
    pub refuse: Mutex<usize>,
    /// Takes orders and never answers.
    pub is_silent: AtomicBool,
}

impl Fulfilment for Taker {
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(async move {
            {
                let mut refuse = self.refuse.lock().unwrap();
                if *refuse > 0 {
                    *refuse -= 1;
                    return Err(NotTaken::Refused("the stock room is closed".to_owned()));
                }
            }
            self.orders.lock().unwrap().push(order.clone());
            if self.is_silent.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            Ok(())
        })
    }

    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(async move {
            self.cancelled.lock().unwrap().push(order.clone());
            Ok(())
        })
    }
}

async fn with(taker: &Arc<Taker>) -> World {
    let taker = Arc::clone(taker);
    World::changed(move |config| config.fulfilment = Some(taker.clone())).await
}

#[tokio::test]
async fn every_paid_checkout_is_taken_once() {
    for api in APIS {
        let taker = Arc::new(Taker::default());
        let world = with(&taker).await;
        let id = world.paid(api).await;
        for _ in 0..3 {
            world.shop.running.merchant().tick().await.unwrap();
            world.shop.advance(3600);
        }
        let orders = taker.orders.lock().unwrap().clone();
        assert_eq!(orders.len(), 1, "{orders:?}");
        assert_eq!(orders[0].checkout_id, id);
        assert_eq!(orders[0].total, "67.67");
        assert!(orders[0].txn_id.is_some());
        assert_eq!(orders[0].lines[0].sku, "MUG");
        assert_eq!(orders[0].lines[0].quantity, 2);
    }
}

#[tokio::test]
async fn what_was_not_taken_comes_again_also_after_a_restart() {
    let taker = Arc::new(Taker::default());
    *taker.refuse.lock().unwrap() = 3;
    let mut world = with(&taker).await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    for _ in 0..2 {
        world.shop.running.merchant().tick().await.unwrap();
        world.shop.advance(60);
    }
    assert!(taker.orders.lock().unwrap().is_empty());
    world.shop = world.shop.restart().await;
    for _ in 0..3 {
        world.shop.running.merchant().tick().await.unwrap();
        world.shop.advance(3600);
    }
    assert_eq!(taker.orders.lock().unwrap().len(), 1);
    let kept = world.shop.ledger().fulfilment(&id.parse().unwrap()).await;
    let kept = kept.unwrap().unwrap();
    assert_eq!(kept.attempts, 3);
    assert!(kept.done_at.is_some() && kept.problem.is_none());
}

#[tokio::test]
async fn nothing_is_told_of_what_is_not_paid() {
    let taker = Arc::new(Taker::default());
    let world = with(&taker).await;
    world.agreed("orders_v2").await;
    let (wrong, _) = world.bought(&[("amount_1", "0.01")]).await;
    world.shop.until(&wrong, "review").await;
    world.shop.running.merchant().tick().await.unwrap();
    assert!(taker.orders.lock().unwrap().is_empty());
}

async fn refund(world: &World, id: &str, key: &str) {
    let path = format!("/checkouts/{id}/refund");
    let body = serde_json::json!({"idempotency_key": key});
    let (status, done) = world
        .shop
        .admin(reqwest::Method::POST, &path, Some(&body))
        .await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["checkout"]["status"], "refunded");
}

/// Paid, refunded, and only then the shop's system can be reached.
#[tokio::test]
async fn an_order_whose_money_went_back_is_not_sent() {
    for api in APIS {
        let taker = Arc::new(Taker::default());
        *taker.refuse.lock().unwrap() = 1;
        let world = with(&taker).await;
        let id = world.paid(api).await;
        world.shop.running.merchant().tick().await.unwrap();
        refund(&world, &id, "refund-1").await;
        for _ in 0..3 {
            world.shop.advance(3600);
            world.shop.running.merchant().tick().await.unwrap();
        }
        assert!(taker.orders.lock().unwrap().is_empty());
        assert!(taker.cancelled.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_order_that_was_sent_is_cancelled_once_when_its_money_goes_back() {
    for api in APIS {
        let taker = Arc::new(Taker::default());
        let world = with(&taker).await;
        let id = world.paid(api).await;
        world.shop.running.merchant().tick().await.unwrap();
        refund(&world, &id, "refund-1").await;
        for _ in 0..3 {
            world.shop.running.merchant().tick().await.unwrap();
            world.shop.advance(3600);
        }
        assert_eq!(taker.orders.lock().unwrap().len(), 1);
        let cancelled = taker.cancelled.lock().unwrap().clone();
        assert_eq!(cancelled.len(), 1, "{cancelled:?}");
        assert_eq!(
            (&*cancelled[0].checkout_id, cancelled[0].kind),
            (&*id, "cancelled")
        );
    }
}

/// The server is killed between telling and writing down that it told.
#[tokio::test]
async fn an_order_that_may_have_been_taken_is_cancelled_when_its_money_goes_back() {
    let taker = Arc::new(Taker::default());
    taker.is_silent.store(true, Ordering::SeqCst);
    let mut world = with(&taker).await;
    let id = world.paid("orders_v2").await;
    let telling = world.shop.running.merchant().tick();
    tokio::time::timeout(Duration::from_secs(2), telling)
        .await
        .unwrap_err();
    assert_eq!(taker.orders.lock().unwrap().len(), 1);
    taker.is_silent.store(false, Ordering::SeqCst);
    world.shop = world.shop.restart().await;
    refund(&world, &id, "refund-1").await;
    for _ in 0..3 {
        world.shop.advance(3600);
        world.shop.running.merchant().tick().await.unwrap();
    }
    assert_eq!(taker.orders.lock().unwrap().len(), 1);
    assert_eq!(taker.cancelled.lock().unwrap().len(), 1);
}

type Calls = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

#[tokio::test]
async fn the_call_is_signed_and_names_the_checkout() {
    const SECRET: &str = "a secret between two machines";
    let calls: Calls = Arc::default();
    let taken = Arc::clone(&calls);
    let router = Router::new().route(
        "/paid",
        post(move |headers: HeaderMap, body: Bytes| {
            let mut calls = taken.lock().unwrap();
            calls.push((headers, body));
            // The first time it is not well.
            let status = if calls.len() == 1 {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::NO_CONTENT
            };
            async move { (status, Json(Value::Null)) }
        }),
    );
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let url = format!("http://{}/paid", listener.local_addr().unwrap());
    let served = tokio::spawn(async move { axum::serve(listener, router).await });
    let world = World::changed(move |config| {
        let clock: Clock = config.clock.clone();
        let secret = SecretString::from(SECRET);
        let url = url.parse().unwrap();
        config.fulfilment = Some(Arc::new(HttpFulfilment::new(url, secret, clock).unwrap()));
    })
    .await;
    let id = world.paid("orders_v2").await;
    for _ in 0..3 {
        world.shop.running.merchant().tick().await.unwrap();
        world.shop.advance(60);
    }
    let calls = calls.lock().unwrap().clone();
    assert_eq!(calls.len(), 2);
    for (headers, body) in calls {
        let header = |name: &str| headers[name].to_str().unwrap();
        assert_eq!(header("idempotency-key"), id);
        let signed = [header("checkout-timestamp").as_bytes(), b".", &body].concat();
        let signature = header("checkout-signature").strip_prefix("v1=").unwrap();
        let bytes: Vec<u8> = (0..signature.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&signature[at..at + 2], 16).unwrap())
            .collect();
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
        hmac::verify(&key, &signed, &bytes).unwrap();
        let order: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(order["checkout_id"], id);
        assert_eq!(order["total"], "67.67");
    }
    served.abort();
}

/// Each paid checkout wakes the server, which must not keep it from its
/// regular work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_shop_still_looks_after_quiet_checkouts() {
    let taker = Arc::new(Taker::default());
    let sandbox = paypal_sandbox::Sandbox::spawn(paypal_sandbox::Config::default())
        .await
        .unwrap();
    let every = Some(Duration::from_millis(400));
    let change = Arc::new(move |config: &mut paypal_merchant::Config| {
        config.fulfilment = Some(taker.clone());
        config.requests_per_minute = u32::MAX;
    });
    let shop = Shop::changed(&sandbox.url(), every, change).await;
    let world = World { shop, sandbox };
    let (quiet, _) = world.agreed("orders_v2").await;
    world.shop.advance(3 * 60);
    eventually(|| async {
        world.paid("orders_v2").await;
        (world.shop.checkout(&quiet).await["status"] == "paid").then_some(())
    })
    .await;
}
