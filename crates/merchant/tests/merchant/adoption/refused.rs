//! Payments that are not adopted, and leave nothing behind.

use leptos_paypal_core::Currency;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::open;
use crate::harness::page::{ARTICLES, PAGE_APIS, fresh_id, request};
use crate::harness::{Shop, World, id_of, order};

/// Expects a refusal, and a ledger without the checkout.
async fn is_refused(shop: &Shop, paypal_id: &str, checkout: &str, status: u16, code: &str) {
    let (answered, problem) = shop.adopt(paypal_id).await;
    assert_eq!(
        (answered.as_u16(), &problem["code"]),
        (status, &json!(code)),
        "{problem}"
    );
    if let Ok(id) = checkout.parse() {
        assert!(shop.ledger().checkout(&id).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_shop_adopts_only_when_it_is_told_to() {
    let world = World::start().await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    is_refused(
        &world.shop,
        &payment.paypal_id,
        &payment.checkout,
        404,
        "adoption_off",
    )
    .await;
    // An operator does it in any case.
    let merchant = world.shop.running.merchant();
    let (id, status) = merchant.adopt(&payment.paypal_id).await.unwrap();
    assert_eq!(
        (id.as_str(), status.as_str()),
        (payment.checkout.as_str(), "paid")
    );
}

#[tokio::test]
async fn a_payment_whose_money_has_not_moved_is_not_adopted() {
    let world = open().await;
    for api in PAGE_APIS {
        let new = request(api, &fresh_id(), Currency::USD, &ARTICLES);
        let payment = world.page_makes(api, &new).await;
        let shop = &world.shop;
        let (id, checkout) = (&payment.paypal_id, &payment.checkout);
        is_refused(shop, id, checkout, 409, "payment_not_completed").await;
        world.page_completes(&payment).await;
        assert_eq!(shop.adopt(id).await.1["status"], "paid");
    }
}

#[tokio::test]
async fn money_for_somebody_else_is_not_adopted() {
    let mut config = paypal_sandbox::Config::default();
    config.accounts.push(paypal_sandbox::AccountConfig {
        email: "stranger@example.com".to_owned(),
        ..paypal_sandbox::AccountConfig::default()
    });
    let world = World::of(config, |config| config.adopts_client_payments = true).await;
    for api in PAGE_APIS {
        let payment = world
            .page_pays(api, |new| {
                if api == "payments_v1" {
                    new["transactions"][0]["payee"] = json!({"email": "stranger@example.com"});
                } else {
                    new["purchase_units"][0]["payee"] =
                        json!({"email_address": "stranger@example.com"});
                }
            })
            .await;
        is_refused(
            &world.shop,
            &payment.paypal_id,
            &payment.checkout,
            409,
            "payee_mismatch",
        )
        .await;
        let merchant = world.shop.running.merchant();
        let refused = merchant.adopt(&payment.paypal_id).await.unwrap_err();
        assert_eq!(refused.code(), "payee_mismatch");
    }
}

#[tokio::test]
async fn ids_that_name_nothing_are_not_adopted() {
    let world = open().await;
    for (id, status, code) in [
        ("", 400, "paypal_id_unreadable"),
        ("../../v1/oauth2/token", 400, "paypal_id_unreadable"),
        ("5O190127TN364715T?x=1", 400, "paypal_id_unreadable"),
        ("5O19012", 404, "payment_unknown"),
        ("co_aaaaaaaaaaaaaaaaaaaaaaaaaa", 404, "payment_unknown"),
        ("EC-60U79048BN7719609", 404, "payment_unknown"),
        ("5O190127TN364715T", 404, "payment_unknown"),
        ("PAYID-L4DUKPA4FP52372FV6317036", 404, "payment_unknown"),
        ("PAY-../x", 400, "paypal_id_unreadable"),
    ] {
        let before = questions(&world).await;
        is_refused(&world.shop, id, "", status, code).await;
        let asked = questions(&world).await - before;
        // One where the id says what it can be; otherwise an order, a capture,
        // a sale, an authorization of either API.
        let expected = match id {
            "PAYID-L4DUKPA4FP52372FV6317036" => 1,
            "5O190127TN364715T" => 5,
            _ => 0,
        };
        assert_eq!(asked, expected, "{id}");
    }
    let before = questions(&world).await;
    let long = "A".repeat(5_000);
    is_refused(&world.shop, &long, "", 400, "paypal_id_unreadable").await;
    assert_eq!(questions(&world).await, before);
}

/// Number of questions that PayPal was asked, without those for a token.
async fn questions(world: &World) -> usize {
    let calls = world.control(Method::GET, "calls", Value::Null).await;
    let calls = calls.as_array().unwrap();
    let is_token = |call: &&Value| call["operation"] == "POST /v1/oauth2/token";
    calls.len() - calls.iter().filter(is_token).count()
}

#[tokio::test]
async fn a_payment_without_a_checkout_id_is_not_adopted() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world
            .page_pays(api, |new| {
                let (unit, custom, invoice) = if api == "payments_v1" {
                    (&mut new["transactions"][0], "custom", "invoice_number")
                } else {
                    (&mut new["purchase_units"][0], "custom_id", "invoice_id")
                };
                unit[custom] = json!("order 17");
                unit.as_object_mut().unwrap().remove(invoice);
            })
            .await;
        is_refused(
            &world.shop,
            &payment.paypal_id,
            "",
            409,
            "checkout_id_missing",
        )
        .await;
    }
}

/// A shop that has delivered by hand until now delivers nothing again.
#[tokio::test]
async fn an_old_payment_is_adopted_by_an_operator_alone() {
    let world = open().await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    let made = world.payment(&payment.checkout).await;
    let made: jiff::Timestamp = made["created_at"]
        .as_str()
        .map(|time| time.parse().unwrap())
        .unwrap_or_else(jiff::Timestamp::now);
    let five_days_later = made.as_millisecond() + 5 * 24 * 60 * 60_000;
    let clock = &world.shop.clock;
    clock.store(five_days_later, std::sync::atomic::Ordering::SeqCst);
    is_refused(
        &world.shop,
        &payment.paypal_id,
        &payment.checkout,
        409,
        "payment_too_old",
    )
    .await;
    let merchant = world.shop.running.merchant();
    let (_, status) = merchant.adopt(&payment.paypal_id).await.unwrap();
    assert_eq!(status.as_str(), "paid");
}

#[tokio::test]
async fn paypal_that_cannot_be_asked_is_asked_again() {
    let world = open().await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    world
        .faults(json!({"http": {"status": 503, "path": "/v2/checkout/orders"}}))
        .await;
    let (status, problem) = world.shop.adopt(&payment.paypal_id).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
    assert_eq!(problem["retryable"], true);
    world.faults(json!({})).await;
    let (status, _) = world.shop.adopt(&payment.paypal_id).await;
    assert_eq!(status, StatusCode::CREATED);
}

/// A payment that names the checkout of somebody else does not pay it, whatever
/// its amount: a person sees the money.
#[tokio::test]
async fn a_payment_does_not_pay_the_checkout_of_another() {
    let world = open().await;
    for path in ["form", "server"] {
        let mut request_of_other = order("USD");
        request_of_other["path"] = json!(path);
        let other = id_of(&world.shop.create(&request_of_other).await);
        let new = request(
            "orders_v2",
            &other.parse().unwrap(),
            Currency::USD,
            &ARTICLES,
        );
        let payment = world.page_makes("orders_v2", &new).await;
        world.page_completes(&payment).await;
        for _ in 0..2 {
            let (status, problem) = world.shop.adopt(&payment.paypal_id).await;
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::CONFLICT, &json!("checkout_taken"))
            );
            assert_eq!(problem["checkout_id"], Value::Null);
            let checkout = world.shop.checkout(&other).await;
            assert_eq!(checkout["path"], path);
            assert_eq!(
                (&checkout["status"], &checkout["reason"]),
                (&json!("review"), &json!("order_mismatch")),
                "{checkout}"
            );
        }
        assert_eq!(world.shop.history(&other).await.len(), 2);
    }
}

/// Two payments of a page under one id, where the account takes an invoice
/// number twice.
#[tokio::test]
async fn a_second_payment_of_a_page_is_paid_twice_or_does_not_fit() {
    let mut config = paypal_sandbox::Config::default();
    config.accounts[0].block_duplicate_invoices = false;
    let world = World::of(config, |config| config.adopts_client_payments = true).await;
    for (articles, reason) in [
        (&ARTICLES[..], "paid_twice"),
        (&ARTICLES[..1], "amount_mismatch"),
    ] {
        let id = fresh_id();
        let mut adopted = Value::Null;
        for articles in [&ARTICLES[..], articles] {
            let new = request("orders_v2", &id, Currency::USD, articles);
            let payment = world.page_makes("orders_v2", &new).await;
            world.page_completes(&payment).await;
            (_, adopted) = world.shop.adopt(&payment.paypal_id).await;
        }
        assert_eq!(
            (&adopted["status"], &adopted["reason"]),
            (&json!("review"), &json!(reason)),
            "{adopted}"
        );
    }
}

/// Somebody who knows the id of a payment of the shop's own gets no other
/// checkout of it.
#[tokio::test]
async fn a_payment_of_the_server_stays_what_it_is() {
    let world = open().await;
    for api in PAGE_APIS {
        let id = world.paid(api).await;
        let checkout = id.parse().unwrap();
        let payment = world.shop.ledger().server_payment(&checkout).await;
        let paypal_id = payment.unwrap().unwrap().paypal_id.unwrap();
        let before = world.shop.checkout(&id).await;
        let (status, problem) = world.shop.adopt(&paypal_id).await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::CONFLICT, &json!("checkout_taken"))
        );
        let txn_id = before["payment"]["txn_id"].as_str().unwrap();
        assert_eq!(world.shop.adopt(txn_id).await, (status, problem));
        assert_eq!(world.shop.checkout(&id).await, before);
        // The operator is told which one it is.
        let (known, _) = world
            .shop
            .running
            .merchant()
            .adopt(&paypal_id)
            .await
            .unwrap();
        assert_eq!(known.as_str(), id);
    }
}
