//! Messages of PayPal about payments that a page made.

use std::sync::Arc;

use futures_util::future::join_all;
use leptos_paypal_core::Currency;
use paypal_merchant::{WebhookSettings, WebhookVerification};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::open;
use crate::harness::page::{ARTICLES, PAGE_APIS, fresh_id, request};
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, World, read};
use crate::server_path::fulfilment::Taker;
use crate::server_path::webhooks::{VERIFY, capture, deliver, event};

#[tokio::test]
async fn a_message_alone_leads_to_the_payment() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        let raw = world.newest_message().await;
        assert_eq!(world.shop.notify(&raw).await, StatusCode::OK);
        let checkout = world.shop.checkout(&payment.checkout).await;
        assert_eq!(
            (&checkout["status"], &checkout["path"]),
            (&json!("paid"), &json!("client")),
            "{api}"
        );
        let messages = world.shop.messages(&payment.checkout).await;
        assert_eq!(messages[0].verdict.as_deref(), Some("duplicate"));
        assert_eq!(
            world.shop.adopt(&payment.paypal_id).await,
            (StatusCode::OK, checkout)
        );
    }
}

#[tokio::test]
async fn a_message_about_a_payment_that_does_not_fit_leads_to_review() {
    let world = open().await;
    let payment = world
        .page_pays("orders_v2", |new| {
            new["purchase_units"][0]["items"][1]["sku"] = json!("GOLD");
        })
        .await;
    let raw = world.newest_message().await;
    for _ in 0..2 {
        assert_eq!(world.shop.notify(&raw).await, StatusCode::OK);
        let checkout = world.shop.checkout(&payment.checkout).await;
        assert_eq!(
            (&checkout["status"], &checkout["reason"]),
            (&json!("review"), &json!("items_mismatch"))
        );
    }
}

#[tokio::test]
async fn a_message_without_a_payment_is_kept_as_it_was() {
    let world = World::start().await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    let id = payment.checkout.parse().unwrap();
    // The shop does not adopt.
    let raw = format!(
        "txn_type=express_checkout&txn_id=5O190127TN364715T&payment_status=Completed\
         &mc_gross=67.67&mc_currency=USD&custom={}&test_ipn=1",
        payment.checkout
    );
    world
        .faults(json!({"post_back": {"answer": "VERIFIED"}}))
        .await;
    assert_eq!(world.shop.notify(raw.as_bytes()).await, StatusCode::OK);
    assert!(world.shop.ledger().checkout(&id).await.unwrap().is_none());
    let kept = world.shop.ledger().messages(None).await.unwrap();
    assert_eq!(kept[0].verdict.as_deref(), Some("unknown_order"));

    // The shop adopts, and PayPal knows no such transaction.
    let world = open().await;
    world
        .faults(json!({"post_back": {"answer": "VERIFIED"}}))
        .await;
    assert_eq!(world.shop.notify(raw.as_bytes()).await, StatusCode::OK);
    let kept = world.shop.ledger().messages(None).await.unwrap();
    assert_eq!(kept[0].verdict.as_deref(), Some("unknown_order"));
}

#[tokio::test]
async fn a_message_waits_while_paypal_cannot_be_asked_about_the_payment() {
    let world = open().await;
    let payment = world.page_pays("payments_v1", |_| {}).await;
    let raw = world.newest_message().await;
    world
        .faults(json!({"http": {"status": 503, "path": "/v1/payments/payment"}}))
        .await;
    assert_eq!(
        world.shop.notify(&raw).await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    world.faults(json!({})).await;
    world.shop.advance(2 * 60 * 60);
    world.shop.running.merchant().tick().await.unwrap();
    let checkout = world.shop.checkout(&payment.checkout).await;
    assert_eq!(checkout["status"], "paid");
}

/// A PayPal by script with a webhook, and a shop that adopts.
async fn scripted(taker: Arc<Taker>) -> (Scripted, Arc<Shop>) {
    let paypal = Scripted::open().await;
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    let shop = Shop::changed(
        &paypal.url,
        None,
        Arc::new(move |config| {
            config.adopts_client_payments = true;
            config.fulfilment = Some(taker.clone());
            config.webhook = Some(WebhookSettings {
                id: "WH123".parse().unwrap(),
                verification: WebhookVerification::Api,
            });
        }),
    )
    .await;
    (paypal, Arc::new(shop))
}

/// An order that a page made and captured: the checkout, the order, the capture.
async fn captured(paypal: &Scripted, shop: &Shop) -> (String, String, Value) {
    let id = fresh_id();
    let mut new = request("orders_v2", &id, Currency::USD, &ARTICLES);
    new["purchase_units"][0]["payee"] = json!({"email_address": "merchant@example.com"});
    new["create_time"] = json!("2026-09-21T14:00:00Z");
    let made = shop
        .client
        .post(format!("{}/v2/checkout/orders", paypal.url))
        .header("content-type", "application/json")
        .body(new.to_string());
    let (_, made) = read(made.send().await.unwrap()).await;
    let order = made["id"].as_str().unwrap().to_owned();
    let paid = capture(&order, id.as_str(), "COMPLETED", "67.67");
    paypal.captured(&order, &paid);
    (id.into(), order, paid)
}

#[tokio::test]
async fn a_webhook_message_leads_to_the_payment() {
    let (paypal, shop) = scripted(Arc::default()).await;
    let (id, order, paid) = captured(&paypal, &shop).await;
    let said = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    let checkout = shop.checkout(&id).await;
    assert_eq!(
        (&checkout["status"], &checkout["path"]),
        (&json!("paid"), &json!("client"))
    );
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    assert_eq!(kept[0].verdict.as_deref(), Some("accepted"));
    assert_eq!(shop.adopt(&order).await, (StatusCode::OK, checkout));

    // What goes back later is told as of any payment.
    paypal.change(&order, |order| {
        order["purchase_units"][0]["payments"]["captures"][0]["status"] = json!("REFUNDED");
    });
    let said = event("WH-2", "PAYMENT.CAPTURE.REVERSED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "reversed");
}

#[tokio::test]
async fn a_webhook_message_waits_while_paypal_cannot_be_asked() {
    let (paypal, shop) = scripted(Arc::default()).await;
    let (id, order, paid) = captured(&paypal, &shop).await;
    let end: &'static str = Box::leak(format!("/orders/{order}").into_boxed_str());
    paypal.will(end, 503, json!({}));
    let said = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::SERVICE_UNAVAILABLE);
    paypal.will(end, 200, json!({"id": order}));
    // An order that pays nobody is nothing to adopt.
    assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
    assert!(
        shop.ledger()
            .checkout(&id.parse().unwrap())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_webhook_message_that_waited_leads_to_the_payment() {
    let taker = Arc::new(Taker::default());
    let (paypal, shop) = scripted(Arc::clone(&taker)).await;
    let (id, order, paid) = captured(&paypal, &shop).await;
    let end: &'static str = Box::leak(format!("/orders/{order}").into_boxed_str());
    paypal.will(end, 503, json!({}));
    let said = event("WH-1", "PAYMENT.CAPTURE.COMPLETED", "capture", &paid);
    assert_eq!(deliver(&shop, &said).await, StatusCode::SERVICE_UNAVAILABLE);
    let known = shop.ledger().checkout(&id.parse().unwrap()).await.unwrap();
    assert!(known.is_none());
    paypal.recover(end);
    // PayPal delivers it again, and once more.
    for _ in 0..2 {
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        let checkout = shop.checkout(&id).await;
        assert_eq!(
            (&checkout["status"], &checkout["path"]),
            (&json!("paid"), &json!("client"))
        );
    }
    let steps = shop.steps(&id).await;
    let paid = steps.iter().filter(|(_, to)| to == "paid").count();
    assert_eq!((paid, steps.len()), (1, 2), "{steps:?}");
    shop.running.merchant().tick().await.unwrap();
    assert_eq!(taker.orders.lock().unwrap().len(), 1);
}

/// Nobody is told of a checkout that another one is about to make.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_adopt_a_payment_at_once_find_its_checkout() {
    let (paypal, shop) = scripted(Arc::default()).await;
    for _ in 0..10 {
        let (id, order, _) = captured(&paypal, &shop).await;
        let answers = join_all((0..8).map(|_| shop.adopt(&order))).await;
        let made = answers
            .iter()
            .filter(|(status, _)| *status == StatusCode::CREATED);
        assert_eq!(made.count(), 1, "{answers:?}");
        for (_, checkout) in &answers {
            assert_eq!(
                (&checkout["checkout_id"], &checkout["status"]),
                (&json!(id), &json!("paid"))
            );
        }
    }
}

/// Page, webhook and IPN message race on two servers: one checkout, paid in one
/// step, and told once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everybody_who_knows_of_the_payment_makes_one_checkout() {
    const ROUNDS: usize = 5;
    let taker = Arc::new(Taker::default());
    let (paypal, shop) = scripted(Arc::clone(&taker)).await;
    let other = Arc::new(shop.beside().await);
    for round in 1..=ROUNDS {
        let (id, order, paid) = captured(&paypal, &shop).await;
        let txn_id = paid["id"].as_str().unwrap().to_owned();
        let end: &'static str = Box::leak(format!("/captures/{txn_id}").into_boxed_str());
        paypal.will(end, 200, paid.clone());
        let raw = format!(
            "txn_type=express_checkout&txn_id={txn_id}&payment_status=Completed&mc_gross=67.67\
             &mc_currency=USD&custom={id}&invoice={id}&test_ipn=1\
             &receiver_email=merchant%40example.com"
        );
        let mut racers = Vec::new();
        for server in 0..6 {
            let shop = Arc::clone(if server % 2 == 0 { &shop } else { &other });
            let (order, raw) = (order.clone(), raw.clone());
            let said = event(
                &format!("WH-{round}-{server}"),
                "PAYMENT.CAPTURE.COMPLETED",
                "capture",
                &paid,
            );
            racers.push(tokio::spawn(async move {
                match server / 2 {
                    0 => {
                        let adopted = shop.adopt(&order).await;
                        assert!(adopted.0.is_success(), "{adopted:?}");
                    }
                    1 => assert_eq!(deliver(&shop, &said).await, StatusCode::OK),
                    _ => assert_eq!(shop.notify(raw.as_bytes()).await, StatusCode::OK),
                }
            }));
        }
        for racer in racers {
            racer.await.unwrap();
        }
        assert_eq!(shop.checkout(&id).await["status"], "paid");
        let steps = shop.steps(&id).await;
        let paid = steps.iter().filter(|(_, to)| to == "paid").count();
        assert_eq!((paid, steps.len()), (1, 2), "{steps:?}");
        shop.running.merchant().tick().await.unwrap();
        assert_eq!(taker.orders.lock().unwrap().len(), round);
    }
}
