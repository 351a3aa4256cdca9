//! The shop's own actions on payments.

use leptos_paypal_api::Intent;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::APIS;
use crate::harness::{World, edited, order};

#[tokio::test]
async fn nobody_comes_in_without_the_token() {
    let world = World::start().await;
    let id = world.paid("orders_v2").await;
    let path = format!("/api/admin/checkouts/{id}/refund");
    let body = json!({"idempotency_key": "refund-1"});
    let (status, problem) = world.shop.call(Method::POST, &path, Some(&body)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(problem["code"], "admin_token_wrong");
    let closed = World::changed(|config| config.admin_token = None).await;
    let (status, problem) = closed.shop.admin(Method::POST, "/checkouts", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(problem["code"], "not_found");
}

#[tokio::test]
async fn refunds_add_up_and_the_same_key_is_the_same_refund() {
    for api in APIS {
        let world = World::start().await;
        let id = world.paid(api).await;
        let path = format!("/checkouts/{id}/refund");
        let part = json!({"idempotency_key": "refund-1", "amount": "7.67"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&part)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(done["checkout"]["status"], "partially_refunded");
        let (status, again) = world.shop.admin(Method::POST, &path, Some(&part)).await;
        assert_eq!((status, &again["id"]), (StatusCode::OK, &done["id"]));
        assert_eq!(world.balance("merchant@example.com").await, "60.00");
        let other = json!({"idempotency_key": "refund-1", "amount": "8.00"});
        let (status, problem) = world.shop.admin(Method::POST, &path, Some(&other)).await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::CONFLICT, &json!("idempotency_key_reused"))
        );
        for other in [
            json!({"idempotency_key": "refund-1"}),
            json!({"idempotency_key": "refund-1", "amount": "7.67", "txn_id": "9TX"}),
        ] {
            let (status, problem) = world.shop.admin(Method::POST, &path, Some(&other)).await;
            assert_eq!(status, StatusCode::CONFLICT, "{problem}");
            assert_eq!(problem["code"], "idempotency_key_reused");
        }
        let much = json!({"idempotency_key": "refund-2", "amount": "60.01"});
        let (status, problem) = world.shop.admin(Method::POST, &path, Some(&much)).await;
        assert_eq!(status, StatusCode::CONFLICT, "{problem}");
        assert_eq!(problem["code"], "payment_refused");
        for amount in ["0.00", "-1.00", "1.001", "much"] {
            let bad = json!({"idempotency_key": "refund-bad", "amount": amount});
            let (status, problem) = world.shop.admin(Method::POST, &path, Some(&bad)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
            assert_eq!(problem["code"], "amount_unusable");
        }
        let rest = json!({"idempotency_key": "refund-3"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&rest)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(done["checkout"]["status"], "refunded");
        assert_eq!(world.balance("merchant@example.com").await, "0.00");
    }
}

/// PayPal's fee of a payment is told to nobody else.
#[tokio::test]
async fn the_fee_is_the_shops_business() {
    for api in APIS {
        let mut config = paypal_sandbox::Config::default();
        config.accounts[0].fee_rate = Some("2.9".parse().unwrap());
        let world = World::with(config).await;
        let (id, query) = world.agreed(api).await;
        let completed = world.shop.complete(&id, &query).await;
        for told in [&completed, &world.shop.checkout(&id).await] {
            assert_eq!(told["payment"]["gross"], "67.67");
            assert!(!told.to_string().contains("fee"), "{told}");
        }
        let path = format!("/checkouts/{id}/reconcile");
        let (status, told) = world.shop.admin(Method::POST, &path, None).await;
        assert_eq!(status, StatusCode::OK, "{told}");
        assert_eq!(told["payment"]["fee"], "1.96");
    }
}

/// A form payment is a sale like any other.
#[tokio::test]
async fn form_payments_are_refunded_too() {
    let world = World::start().await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let path = format!("/checkouts/{id}/refund");
    let all = json!({"idempotency_key": "refund-form"});
    let (status, done) = world.shop.admin(Method::POST, &path, Some(&all)).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["checkout"]["status"], "refunded");
    assert_eq!(world.balance("merchant@example.com").await, "0.00");
}

async fn reserved(api: &str) -> (World, String) {
    let world = World::changed(|config| {
        config.server.as_mut().unwrap().intent = Intent::Authorize;
    })
    .await;
    let (id, query) = world.agreed(api).await;
    let done = world.shop.complete(&id, &query).await;
    assert_eq!(done["status"], "pending", "{done}");
    assert_eq!(world.balance("merchant@example.com").await, "0.00");
    (world, id)
}

#[tokio::test]
async fn reserved_money_is_captured_and_refunded() {
    for api in APIS {
        let (world, id) = reserved(api).await;
        let body = json!({"idempotency_key": "capture-1"});
        let path = format!("/checkouts/{id}/capture");
        for _ in 0..2 {
            let (status, done) = world.shop.admin(Method::POST, &path, Some(&body)).await;
            assert_eq!(status, StatusCode::OK, "{done}");
            assert_eq!(done["checkout"]["status"], "paid");
        }
        assert_eq!(world.balance("merchant@example.com").await, "67.67");
        let path = format!("/checkouts/{id}/refund");
        let body = json!({"idempotency_key": "refund-1"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(done["checkout"]["status"], "refunded");
    }
}

#[tokio::test]
async fn reserved_money_is_released() {
    for api in APIS {
        let (world, id) = reserved(api).await;
        let body = json!({"idempotency_key": "release-1"});
        let path = format!("/checkouts/{id}/void");
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert_eq!(done["checkout"]["status"], "failed");
        let path = format!("/checkouts/{id}/capture");
        let body = json!({"idempotency_key": "capture-1"});
        let (status, problem) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::CONFLICT, "{problem}");
        assert_eq!(problem["code"], "not_possible");
        assert_eq!(world.balance("merchant@example.com").await, "0.00");
    }
}

#[tokio::test]
async fn the_shop_lists_and_asks() {
    let world = World::start().await;
    let (id, _) = world.agreed("orders_v2").await;
    let path = format!("/checkouts/{id}/reconcile");
    let (status, done) = world.shop.admin(Method::POST, &path, None).await;
    assert_eq!((status, &done["status"]), (StatusCode::OK, &json!("paid")));
    let (status, listed) = world
        .shop
        .admin(Method::GET, "/checkouts?status=paid", None)
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(listed[0]["checkout_id"], id);
    let (_, none) = world
        .shop
        .admin(Method::GET, "/checkouts?status=review", None)
        .await;
    assert_eq!(none, Value::Array(Vec::new()));
}

#[tokio::test]
async fn numbers_are_there_for_prometheus() {
    let world = World::start().await;
    world.paid("orders_v2").await;
    let url = format!("{}/metrics", world.shop.running.url());
    let text = world.shop.client.get(url).send().await.unwrap();
    let text = text.text().await.unwrap();
    for line in [
        "paypal_merchant_checkouts_created_total{path=\"server\"} 1",
        "paypal_merchant_transitions_total{status=\"paid\"} 1",
        "paypal_merchant_api_calls_total{operation=\"v2 capture order\",outcome=\"ok\"} 1",
        "paypal_merchant_waiting{kind=\"quiet_checkouts\"} 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

/// A checkout that was paid twice: of each payment its own rest goes back.
#[tokio::test]
async fn a_refund_counts_against_its_own_payment() {
    for api in APIS {
        let world = World::start().await;
        let id = world.paid(api).await;
        // Another invoice, as PayPal refuses to be paid twice for one.
        let form = world.shop.create(&order("USD")).await;
        let again = [("custom", id.as_str()), ("invoice", "again")];
        world.pay(&edited(&form, &again)).await;
        world.shop.until(&id, "review").await;
        let payments = world.control(Method::GET, "payments", Value::Null).await;
        let mut payments: Vec<_> = payments
            .as_array()
            .unwrap()
            .iter()
            .map(|payment| {
                let is_first = payment["invoice"] != "again";
                (is_first, payment["txn_id"].as_str().unwrap().to_owned())
            })
            .collect();
        payments.sort();
        let [(false, second), (true, first)] = payments.as_slice() else {
            panic!("{payments:?}");
        };
        let path = format!("/checkouts/{id}/refund");
        let part = json!({"idempotency_key": "refund-1", "txn_id": first, "amount": "7.67"});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&part)).await;
        assert_eq!(status, StatusCode::OK, "{api} {done}");
        assert_eq!(world.balance("merchant@example.com").await, "127.67");
        let all = json!({"idempotency_key": "refund-2", "txn_id": second});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&all)).await;
        assert_eq!(status, StatusCode::OK, "{api} {done}");
        assert_eq!(
            world.balance("merchant@example.com").await,
            "60.00",
            "{api}"
        );
        assert_eq!(done["checkout"]["status"], "partially_refunded", "{done}");
        // And of the first one its rest.
        let rest = json!({"idempotency_key": "refund-3", "txn_id": first});
        let (status, done) = world.shop.admin(Method::POST, &path, Some(&rest)).await;
        assert_eq!(status, StatusCode::OK, "{api} {done}");
        assert_eq!(world.balance("merchant@example.com").await, "0.00", "{api}");
        assert_eq!(done["checkout"]["status"], "refunded");
    }
}
