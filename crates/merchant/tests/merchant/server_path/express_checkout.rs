//! Tests of Express Checkout alone: sessions, and transactions that are
//! searched.

use leptos_paypal_core::{Currency, Money};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::{CLASSIC, server_order, token_of};
use crate::harness::{World, id_of};

/// Names of the calls about a checkout, with what came of them.
async fn calls(world: &World, id: &str) -> Vec<(String, String)> {
    let calls = world.shop.ledger().calls(&id.parse().unwrap()).await;
    calls
        .unwrap()
        .into_iter()
        .map(|call| {
            let (_, name) = call.operation.split_once(' ').unwrap();
            (name.to_owned(), call.outcome)
        })
        .collect()
}

/// The buyer goes to PayPal's page for a token, and the payment counts by what
/// GetTransactionDetails says of it.
#[tokio::test]
async fn a_payment_is_judged_by_its_transaction() {
    for api in CLASSIC {
        let world = World::start().await;
        let created = world.shop.create(&server_order(api)).await;
        let url = created["approval_url"].as_str().unwrap();
        let webscr = format!(
            "{}/cgi-bin/webscr?cmd=_express-checkout&token=EC-",
            world.sandbox.url()
        );
        assert!(url.starts_with(&webscr), "{url}");
        assert!(url.ends_with("&useraction=commit"), "{url}");
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "approve").await;
        assert_eq!(world.shop.complete(&id, &query).await["status"], "paid");
        let names: Vec<_> = calls(&world, &id).await;
        let names: Vec<_> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "SetExpressCheckout",
                "DoExpressCheckoutPayment",
                "GetTransactionDetails"
            ]
        );
        let payment = world.payment(&id).await;
        assert_eq!(payment["invoice"], id.as_str());
    }
}

/// The credentials are those of another account than the one that is to be
/// paid.
#[tokio::test]
async fn money_on_another_account_is_not_paid() {
    for api in CLASSIC {
        let world = World::changed(|config| {
            config.business = "somebody@example.com".parse().unwrap();
        })
        .await;
        let (id, query) = world.agreed(api).await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "review", "{done}");
        assert_eq!(done["reason"], "payee_mismatch");
    }
}

/// 10411: the session is over and nothing came of it, so the checkout starts
/// again.
#[tokio::test]
async fn a_session_that_is_over_starts_again() {
    for api in CLASSIC {
        let world = World::start().await;
        let (id, query) = world.agreed(api).await;
        let hours = json!({"advance_seconds": 4 * 60 * 60});
        world.control(Method::PUT, "clock", hours).await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "expired", "{done}");
        assert_eq!(done["approval_url"], Value::Null);
        assert_eq!(world.payments_of(&id).await, 0);
        let asked = calls(&world, &id).await;
        assert_eq!(asked[1].0, "DoExpressCheckoutPayment");
        assert_eq!(asked.last().unwrap().0, "TransactionSearch");
        let (again, query) = world.agreed(api).await;
        assert_eq!(world.shop.complete(&again, &query).await["status"], "paid");
    }
}

/// The money moved, nobody heard of it, and the session is forgotten: the
/// search by invoice number finds it.
#[tokio::test]
async fn a_search_finds_what_went_quiet() {
    for api in CLASSIC {
        let world = World::start().await;
        world.faults(json!({"ipn": {"hold": true}})).await;
        let (id, query) = world.agreed(api).await;
        let token = query.split("token=").nth(1).unwrap();
        let token = token.split('&').next().unwrap().to_owned();
        let payer = query.split("PayerID=").nth(1).unwrap();
        let payer = payer.split('&').next().unwrap().to_owned();
        world
            .nvp(&[
                ("METHOD", "DoExpressCheckoutPayment"),
                ("TOKEN", &token),
                ("PAYERID", &payer),
                ("PAYMENTREQUEST_0_PAYMENTACTION", "Sale"),
                ("PAYMENTREQUEST_0_AMT", "67.67"),
                ("PAYMENTREQUEST_0_CUSTOM", &id),
                ("PAYMENTREQUEST_0_INVNUM", &id),
            ])
            .await;
        world.shop.advance(3 * 60);
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "paid");
        let found = calls(&world, &id).await;
        let found = found.iter().filter(|(name, _)| name == "TransactionSearch");
        assert_eq!(found.count(), 1);
        // Money that went back on PayPal's own site.
        let txn = world.payment(&id).await["txn_id"].clone();
        let path = format!("payments/{}/refund", txn.as_str().unwrap());
        world
            .control(Method::POST, &path, json!({"amount": "7.67"}))
            .await;
        let path = format!("/checkouts/{id}/reconcile");
        let (status, told) = world.shop.admin(Method::POST, &path, None).await;
        assert_eq!(status, StatusCode::OK, "{told}");
        assert_eq!(told["status"], "partially_refunded", "{told}");
    }
}

#[tokio::test]
async fn an_api_without_credentials_is_not_offered() {
    let world = World::changed(|config| config.server.as_mut().unwrap().classic = None).await;
    for api in CLASSIC {
        let request = server_order(api);
        let answer = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request));
        let (status, problem) = answer.await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
        assert_eq!(problem["code"], "api_unsupported");
    }
    // And a shop with nothing else needs no REST app.
    let world = World::changed(|config| {
        let server = config.server.as_mut().unwrap();
        server.credentials = None;
        server.api = paypal_merchant::Api::Nvp;
    })
    .await;
    let mut request = server_order("nvp");
    request.as_object_mut().unwrap().remove("api");
    let created = world.shop.create(&request).await;
    assert_eq!(created["api"], "nvp");
    let (status, _) = world
        .shop
        .call(
            Method::POST,
            "/api/checkouts",
            Some(&server_order("orders_v2")),
        )
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    // A form payment is refunded by the classic API then.
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let path = format!("/checkouts/{id}/refund");
    let all = json!({"idempotency_key": "refund-form"});
    let (status, done) = world.shop.admin(Method::POST, &path, Some(&all)).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["checkout"]["status"], "refunded");
}

/// PayPal knows no full refund after a part of it, whatever the rest is: here it is
/// what the order costs.
#[tokio::test]
async fn the_rest_of_an_overpaid_payment_goes_back() {
    let world = World::changed(|config| {
        let server = config.server.as_mut().unwrap();
        server.credentials = None;
        server.api = paypal_merchant::Api::Nvp;
    })
    .await;
    let (id, _) = world.bought(&[("amount_2", "29.99")]).await;
    let found = world.shop.until(&id, "review").await;
    assert_eq!(found["reason"], "amount_mismatch");
    let paid = read_usd(&world.balance("merchant@example.com").await);
    let surplus = paid.minus(read_usd("67.67")).unwrap();
    assert!(surplus.is_positive(), "{surplus}");
    let path = format!("/checkouts/{id}/refund");
    for (n, amount, left) in [(1, Some(surplus.text()), "67.67"), (2, None, "0.00")] {
        let mut wish = json!({"idempotency_key": format!("refund-{n}")});
        if let Some(amount) = amount {
            wish["amount"] = json!(amount);
        }
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&wish)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(world.balance("merchant@example.com").await, left);
    }
}

fn read_usd(text: &str) -> Money {
    Money::parse(text, Currency::USD).unwrap()
}
