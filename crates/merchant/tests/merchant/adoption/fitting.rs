//! Payments that are what the catalogue would have made.

use std::sync::Arc;

use leptos_paypal_core::Currency;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::open;
use crate::harness::World;
use crate::harness::page::{ARTICLES, PAGE_APIS, fresh_id, request};
use crate::server_path::fulfilment::Taker;

#[tokio::test]
async fn a_payment_by_the_catalogue_is_paid() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        let (status, checkout) = world.shop.adopt(&payment.paypal_id).await;
        assert_eq!(status, StatusCode::CREATED, "{checkout}");
        assert_eq!(checkout["checkout_id"], json!(payment.checkout));
        assert_eq!(checkout["status"], "paid", "{api}: {checkout}");
        assert_eq!(
            (&checkout["path"], &checkout["api"], &checkout["total"]),
            (&json!("client"), &json!(api), &json!("67.67"))
        );
        assert_eq!(checkout["lines"][0]["sku"], "MUG");
        assert_eq!(checkout["lines"][0]["options"][0]["value"], "Large");
        assert_eq!(checkout["lines"][1]["quantity"], 1);
        assert_eq!(checkout["payment"]["gross"], "67.67");
        assert_eq!(world.shop.checkout(&payment.checkout).await, checkout);
        let steps = world.shop.steps(&payment.checkout).await;
        assert_eq!(
            steps,
            [
                ("created".to_owned(), "created".to_owned()),
                ("adopted".to_owned(), "paid".to_owned())
            ]
        );
    }
}

#[tokio::test]
async fn other_currencies_and_single_articles_are_paid_too() {
    let world = open().await;
    for (currency, articles) in [
        (Currency::EUR, &ARTICLES[1..]),
        (Currency::JPY, &ARTICLES[..]),
        (
            Currency::USD,
            &[("MUG", Some("Small"), 9), ("MUG", Some("Large"), 1)][..1],
        ),
    ] {
        for api in PAGE_APIS {
            let new = request(api, &fresh_id(), currency, articles);
            let payment = world.page_makes(api, &new).await;
            world.page_completes(&payment).await;
            let (_, checkout) = world.shop.adopt(&payment.paypal_id).await;
            assert_eq!(checkout["status"], "paid", "{api} {currency}: {checkout}");
        }
    }
}

#[tokio::test]
async fn a_second_adoption_is_the_same_checkout() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        let (first, made) = world.shop.adopt(&payment.paypal_id).await;
        let (again, same) = world.shop.adopt(&payment.paypal_id).await;
        assert_eq!((first, again), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(made, same);
        // By the name of its capture or sale too.
        let txn_id = made["payment"]["txn_id"].as_str().unwrap();
        assert_eq!(world.shop.adopt(txn_id).await, (StatusCode::OK, same));
        assert_eq!(world.shop.history(&payment.checkout).await.len(), 2);
    }
}

#[tokio::test]
async fn a_capture_or_sale_leads_to_its_payment() {
    let world = open().await;
    for api in PAGE_APIS {
        let new = request(api, &fresh_id(), Currency::USD, &ARTICLES);
        let payment = world.page_makes(api, &new).await;
        let done = world.page_completes(&payment).await;
        let pointer = match api {
            "payments_v1" => "/transactions/0/related_resources/0/sale/id",
            _ => "/purchase_units/0/payments/captures/0/id",
        };
        let transaction = done.pointer(pointer).unwrap().as_str().unwrap();
        let (status, checkout) = world.shop.adopt(transaction).await;
        assert_eq!(status, StatusCode::CREATED, "{api}: {checkout}");
        assert_eq!(checkout["status"], "paid");
        assert_eq!(world.shop.adopt(&payment.paypal_id).await.0, StatusCode::OK);
    }
}

/// An adopted payment is refunded like any other, and PayPal is asked about
/// one that went back otherwise.
#[tokio::test]
async fn money_of_an_adopted_payment_goes_back() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        world.shop.adopt(&payment.paypal_id).await;
        let path = format!("/checkouts/{}/refund", payment.checkout);
        let part = json!({"idempotency_key": "refund-1", "amount": "7.67"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&part)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        let checkout = world.shop.checkout(&payment.checkout).await;
        assert_eq!(checkout["status"], "partially_refunded", "{api}");
        let rest = json!({"idempotency_key": "refund-2"});
        world.shop.admin(Method::POST, &path, Some(&rest)).await;
        let checkout = world.shop.checkout(&payment.checkout).await;
        assert_eq!(checkout["status"], "refunded", "{api}");
        assert_eq!(world.shop.adopt(&payment.paypal_id).await.1, checkout);
    }
}

#[tokio::test]
async fn a_payment_that_went_back_before_is_refunded() {
    let world = open().await;
    let new = request("orders_v2", &fresh_id(), Currency::USD, &ARTICLES);
    let payment = world.page_makes("orders_v2", &new).await;
    let done = world.page_completes(&payment).await;
    let capture = done["purchase_units"][0]["payments"]["captures"][0]["id"].clone();
    let path = format!("/v2/payments/captures/{}/refund", capture.as_str().unwrap());
    world.rest(&path, &json!({})).await;
    let (_, checkout) = world.shop.adopt(&payment.paypal_id).await;
    assert_eq!(checkout["status"], "refunded", "{checkout}");
}

#[tokio::test]
async fn the_shops_system_is_told_once() {
    let taker = Arc::new(Taker::default());
    let told = Arc::clone(&taker);
    let world = World::changed(move |config| {
        config.adopts_client_payments = true;
        config.fulfilment = Some(told.clone());
    })
    .await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    for _ in 0..2 {
        world.shop.adopt(&payment.paypal_id).await;
        world.shop.running.merchant().tick().await.unwrap();
    }
    let orders = taker.orders.lock().unwrap();
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].checkout_id.as_str(), payment.checkout);
    assert_eq!(orders[0].lines.len(), 2);
}

/// The page may only reserve the money: the shop captures or releases it.
#[tokio::test]
async fn reserved_money_is_pending_until_it_is_captured() {
    let world = open().await;
    for api in PAGE_APIS {
        let mut new = request(api, &fresh_id(), Currency::USD, &ARTICLES);
        new["intent"] = json!(if api == "payments_v1" {
            "authorize"
        } else {
            "AUTHORIZE"
        });
        let payment = world.page_makes(api, &new).await;
        world.page_authorizes(&payment).await;
        let (_, checkout) = world.shop.adopt(&payment.paypal_id).await;
        assert_eq!(checkout["status"], "pending", "{api}: {checkout}");
        let path = format!("/checkouts/{}/capture", payment.checkout);
        let body = json!({"idempotency_key": "capture-1"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        let checkout: Value = world.shop.checkout(&payment.checkout).await;
        assert_eq!(checkout["status"], "paid", "{api}");
    }
}

/// The money is on its way: the server asks what became of it.
#[tokio::test]
async fn a_payment_on_its_way_is_pending() {
    let world = open().await;
    world
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        let (status, checkout) = world.shop.adopt(&payment.paypal_id).await;
        assert_eq!(status, StatusCode::CREATED, "{api}: {checkout}");
        assert_eq!(checkout["status"], "pending");
        let quiet = world.shop.ledger().quiet(10).await.unwrap();
        assert!(quiet.iter().any(|id| id.as_str() == payment.checkout));
    }
}
