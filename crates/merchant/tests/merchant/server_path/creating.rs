//! From the cart to PayPal's page.

use std::sync::Arc;

use leptos_paypal_core::CheckoutId;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::{APIS, CLASSIC, path_of, server_order, token_of};
use crate::harness::{Shop, World, id_of, order};

#[tokio::test]
async fn paypal_shows_what_the_shop_priced() {
    let world = World::start().await;
    for api in APIS {
        let created = world.shop.create(&server_order(api)).await;
        assert_eq!(created["status"], "created");
        assert_eq!(created["path"], "server");
        assert_eq!(created["api"], api);
        assert_eq!(created["total"], "67.67");
        assert!(created.get("fields").is_none(), "{created}");
        let url = created["approval_url"].as_str().unwrap();
        assert!(url.starts_with(&world.sandbox.url()), "{url}");
        let path = format!("checkouts/{}", token_of(&created));
        let shown = world.control(Method::GET, &path, Value::Null).await;
        assert_eq!(shown["total"], "67.67", "{shown}");
        assert_eq!(shown["items_total"], "57.99");
        assert_eq!(shown["shipping"], "4.90");
        assert_eq!(shown["tax"], "4.78");
        let status = world.shop.checkout(&id_of(&created)).await;
        assert_eq!(status["approval_url"], created["approval_url"]);
        assert_eq!(status["payment"], Value::Null);
    }
}

#[tokio::test]
async fn every_currency_keeps_its_decimals() {
    let world = World::start().await;
    for api in APIS {
        for (currency, total) in [("EUR", "53.50"), ("JPY", "9500")] {
            let mut request = server_order(api);
            request["currency"] = json!(currency);
            request["idempotency_key"] = json!(format!("key-{api}-{currency}"));
            let created = world.shop.create(&request).await;
            assert_eq!(created["total"], total, "{api}");
            let query = world.click(&token_of(&created), "approve").await;
            let done = world.shop.complete(&id_of(&created), &query).await;
            assert_eq!(done["status"], "paid", "{done}");
            assert_eq!(done["payment"]["gross"], total);
        }
    }
}

#[tokio::test]
async fn the_shop_chooses_where_the_request_does_not() {
    let world = World::changed(|config| {
        let server = config.server.as_mut().unwrap();
        server.api = paypal_merchant::Api::PaymentsV1;
    })
    .await;
    let mut request = order("USD");
    request["path"] = json!("server");
    let created = world.shop.create(&request).await;
    assert_eq!(created["api"], "payments_v1");
    assert!(token_of(&created).starts_with("EC-"));
}

#[tokio::test]
async fn the_same_key_is_the_same_payment() {
    let world = World::start().await;
    for api in APIS {
        let request = server_order(api);
        let created = world.shop.create(&request).await;
        let (status, again) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert_eq!((status, &again), (StatusCode::OK, &created));
        let mut other = request.clone();
        other["lines"][0]["quantity"] = json!(1);
        let (status, refused) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&other))
            .await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(refused["code"], "idempotency_key_reused");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clicks_at_the_same_moment_are_one_payment() {
    for api in APIS {
        one_payment_of_many_clicks(api).await;
    }
}

async fn one_payment_of_many_clicks(api: &str) {
    let world = Arc::new(World::start().await);
    let request = server_order(api);
    let clicks: Vec<_> = (0..8)
        .map(|_| {
            let (world, request) = (Arc::clone(&world), request.clone());
            tokio::spawn(async move {
                let answer = world
                    .shop
                    .call(Method::POST, "/api/checkouts", Some(&request));
                answer.await
            })
        })
        .collect();
    let mut urls = Vec::new();
    for click in clicks {
        let (status, answer) = click.await.unwrap();
        assert!(status.is_success(), "{answer}");
        urls.push(answer["approval_url"].as_str().unwrap().to_owned());
    }
    urls.dedup();
    assert_eq!(urls.len(), 1, "{urls:?}");
}

/// The row and the id of the request are there before PayPal is asked, so a
/// server that died in between makes the same payment when it is asked again.
#[tokio::test]
async fn a_request_that_paypal_did_not_answer_is_repeated_as_the_same() {
    for api in APIS {
        let mut world = World::start().await;
        world
            .faults(json!({"http": {"status": 503, "path": path_of(api)}}))
            .await;
        let request = server_order(api);
        let (status, problem) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
        assert_eq!(problem["code"], "paypal_unreachable");
        assert_eq!(problem["retryable"], true);
        let id = id_of(&problem);
        world.faults(json!({})).await;
        world.shop = world.shop.restart().await;
        let (status, created) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert_eq!(status, StatusCode::OK, "{created}");
        assert_eq!(id_of(&created), id);
        let query = world.click(&token_of(&created), "approve").await;
        assert_eq!(world.shop.complete(&id, &query).await["status"], "paid");
        let checkout: CheckoutId = id.parse().unwrap();
        let calls = world.shop.ledger().calls(&checkout).await.unwrap();
        if CLASSIC.contains(&api) {
            // Two sessions, of which nobody knows the first.
            let made = calls
                .iter()
                .filter(|call| call.operation.ends_with("SetExpressCheckout"));
            assert_eq!(made.count(), 2, "{calls:?}");
            assert_eq!(world.payments_of(&id).await, 1);
            continue;
        }
        let made: Vec<_> = calls
            .iter()
            .filter(|call| call.operation.contains("create"))
            .map(|call| call.request_id.clone().unwrap())
            .collect();
        assert!(made.len() >= 2, "{calls:?}");
        assert!(made.iter().all(|made| *made == format!("{id}-create")));
        assert!(calls.last().unwrap().debug_id.is_some());
    }
}

#[tokio::test]
async fn what_paypal_refuses_is_told_with_its_reason() {
    let world = World::changed(|config| {
        let credentials = leptos_paypal_api::Credentials::new("sandbox-client", "wrong");
        config.server.as_mut().unwrap().credentials = Some(credentials);
    })
    .await;
    let request = server_order("orders_v2");
    let (status, problem) = world
        .shop
        .call(Method::POST, "/api/checkouts", Some(&request))
        .await;
    assert_eq!(status, StatusCode::BAD_GATEWAY, "{problem}");
    assert_eq!(problem["code"], "paypal_refused");
    assert_eq!(problem["retryable"], false);
}

#[tokio::test]
async fn other_paths_apis_and_languages_are_refused() {
    let shop = Shop::open("http://127.0.0.1:1").await;
    for (name, value, code) in [
        ("path", "client", "path_unsupported"),
        ("api", "orders_v3", "api_unsupported"),
        ("locale", "de_DE<", "locale_unreadable"),
    ] {
        let mut request = server_order("orders_v2");
        request[name] = json!(value);
        let (status, problem) = shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
        assert_eq!(problem["code"], code);
    }
    // Nobody listens there.
    let (status, problem) = shop
        .call(
            Method::POST,
            "/api/checkouts",
            Some(&server_order("orders_v2")),
        )
        .await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
    assert_eq!(problem["code"], "paypal_unreachable");
}

#[tokio::test]
async fn without_a_rest_app_only_forms_work() {
    let shop = Shop::changed(
        "http://127.0.0.1:1",
        None,
        Arc::new(|config| config.server = None),
    )
    .await;
    let (status, problem) = shop
        .call(
            Method::POST,
            "/api/checkouts",
            Some(&server_order("orders_v2")),
        )
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["code"], "path_unsupported");
    shop.create(&order("USD")).await;
}
