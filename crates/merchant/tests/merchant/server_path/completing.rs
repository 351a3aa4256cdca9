//! From PayPal's page to the money.

use std::sync::Arc;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::buyer::{APIS, CLASSIC, server_order, token_of};
use crate::harness::{World, id_of};

#[tokio::test]
async fn a_checkout_is_paid_and_the_money_is_there() {
    for api in APIS {
        let world = World::start().await;
        let (id, query) = world.agreed(api).await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "paid", "{done}");
        assert_eq!(done["payment"]["gross"], "67.67");
        assert_eq!(done["approval_url"], Value::Null);
        assert_eq!(world.balance("merchant@example.com").await, "67.67");
        assert_eq!(world.balance("buyer@example.com").await, "4932.33");
        let known = world.payment(&id).await;
        assert_eq!(known["txn_id"], done["payment"]["txn_id"]);
        // Reloads, and coming back by the other address.
        for query in [query.as_str(), "", &format!("checkout={id}&cancelled=1")] {
            assert_eq!(world.shop.complete(&id, query).await["status"], "paid");
        }
        assert_eq!(world.payments_of(&id).await, 1);
        assert_eq!(world.balance("merchant@example.com").await, "67.67");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_pay_once() {
    for api in APIS {
        let world = Arc::new(World::start().await);
        let (id, query) = world.agreed(api).await;
        let tabs: Vec<_> = (0..6)
            .map(|_| {
                let (world, id, query) = (Arc::clone(&world), id.clone(), query.clone());
                tokio::spawn(async move { world.shop.try_complete(&id, &query).await })
            })
            .collect();
        for tab in tabs {
            let (status, answer) = tab.await.unwrap();
            assert_eq!(
                (status, &answer["status"]),
                (StatusCode::OK, &json!("paid"))
            );
        }
        assert_eq!(world.payments_of(&id).await, 1);
        let steps = world.shop.steps(&id).await;
        let paid = steps.iter().filter(|(_, to)| to == "paid").count();
        assert_eq!(paid, 1, "{steps:?}");
    }
}

/// The money was moved, and this server knows nothing of it: that is a success
/// too.
#[tokio::test]
async fn done_already_is_a_success() {
    for api in APIS {
        let world = World::start().await;
        // PayPal's message would come first.
        world.faults(json!({"ipn": {"hold": true}})).await;
        let (id, query) = world.agreed(api).await;
        let checkout = id.parse().unwrap();
        let payment = world.shop.ledger().server_payment(&checkout).await.unwrap();
        let paypal_id = payment.unwrap().paypal_id.unwrap();
        let payer = query.split("PayerID=").nth(1).unwrap();
        let payer = payer.split('&').next().unwrap();
        match api {
            "payments_v1" => {
                let path = format!("/v1/payments/payment/{paypal_id}/execute");
                world.rest(&path, &json!({"payer_id": payer})).await;
            }
            "orders_v2" => {
                let path = format!("/v2/checkout/orders/{paypal_id}/capture");
                world.rest(&path, &json!({})).await;
            }
            _ => {
                let fields = [
                    ("METHOD", "DoExpressCheckoutPayment"),
                    ("TOKEN", &paypal_id),
                    ("PAYERID", payer),
                    ("PAYMENTREQUEST_0_PAYMENTACTION", "Sale"),
                    ("PAYMENTREQUEST_0_AMT", "67.67"),
                    ("PAYMENTREQUEST_0_CUSTOM", &id),
                    ("PAYMENTREQUEST_0_INVNUM", &id),
                ];
                world.nvp(&fields).await;
            }
        }
        assert_eq!(world.payments_of(&id).await, 1);
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "paid", "{done}");
        assert_eq!(world.payments_of(&id).await, 1);
        let calls = world.shop.ledger().calls(&checkout).await.unwrap();
        let outcomes: Vec<_> = calls.iter().map(|call| call.outcome.as_str()).collect();
        assert_eq!(outcomes[..3], ["ok", "paypal_done_already", "ok"]);
        // The session, the transactions of the checkout, and the one.
        let asked = if CLASSIC.contains(&api) { 3 } else { 1 };
        assert_eq!(outcomes.len(), 2 + asked, "{calls:?}");
    }
}

#[tokio::test]
async fn a_buyer_who_did_not_agree_has_the_way_back() {
    for api in APIS {
        let world = World::start().await;
        let created = world.shop.create(&server_order(api)).await;
        let id = id_of(&created);
        let token = token_of(&created);
        // As if a page were reloaded, or somebody wrote the address himself.
        for query in [
            String::new(),
            format!("checkout={id}&token={token}"),
            format!("checkout={id}&token={token}&PayerID=NOBODY2345678"),
        ] {
            let (status, answer) = world.shop.try_complete(&id, &query).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
            assert_eq!(answer["status"], "created");
            assert_eq!(answer["approval_url"], created["approval_url"]);
        }
        assert_eq!(world.payments_of(&id).await, 0);
    }
}

#[tokio::test]
async fn a_query_of_another_payment_is_not_believed() {
    for api in APIS {
        let world = World::start().await;
        let (_, theirs) = world.agreed(api).await;
        let created = world.shop.create(&server_order(api)).await;
        let id = id_of(&created);
        let theirs: String = theirs
            .split('&')
            .filter(|pair| !pair.starts_with("checkout="))
            .collect::<Vec<_>>()
            .join("&");
        let (status, problem) = world.shop.try_complete(&id, &theirs).await;
        assert_eq!(status, StatusCode::CONFLICT, "{problem}");
        assert_eq!(problem["code"], "return_mismatch");
        assert_eq!(problem["checkout_status"], "created");
    }
}

#[tokio::test]
async fn cancel_is_a_hint_and_paypal_is_asked_first() {
    for api in APIS {
        let world = World::start().await;
        let created = world.shop.create(&server_order(api)).await;
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "cancel").await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "cancelled", "{done}");
        // The buyer thinks again.
        assert_eq!(done["approval_url"], created["approval_url"]);

        // Agreed at PayPal, and then the cancel address: nothing is cancelled,
        // and the money is not moved unasked.
        let (id, query) = world.agreed(api).await;
        let cancel = format!("checkout={id}&cancelled=1");
        let done = world.shop.complete(&id, &cancel).await;
        assert_eq!(done["status"], "approved", "{done}");
        world.shop.advance(3600);
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "approved");
        assert_eq!(world.payments_of(&id).await, 0);
        assert_eq!(world.shop.complete(&id, &query).await["status"], "paid");
    }
}

#[tokio::test]
async fn a_declined_buyer_is_sent_back_and_can_pay_after_all() {
    for api in APIS {
        let world = World::start().await;
        let (id, query) = world.agreed(api).await;
        world.faults(json!({"payment": {"decline": true}})).await;
        let (status, problem) = world.shop.try_complete(&id, &query).await;
        assert_eq!(status, StatusCode::CONFLICT, "{problem}");
        assert_eq!(problem["code"], "instrument_declined");
        let issue = if CLASSIC.contains(&api) {
            "10486"
        } else {
            "INSTRUMENT_DECLINED"
        };
        assert_eq!(problem["issue"], issue);
        let url = problem["approval_url"].as_str().unwrap();
        assert!(url.starts_with(&world.sandbox.url()));
        world.faults(json!({})).await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "paid", "{done}");
        assert_eq!(world.payments_of(&id).await, 1);
    }
}

#[tokio::test]
async fn pending_money_is_no_money_until_it_settles() {
    for api in APIS {
        let world = World::start().await;
        world
            .faults(json!({"payment": {"pending": "echeck"}}))
            .await;
        let (id, query) = world.agreed(api).await;
        let done = world.shop.complete(&id, &query).await;
        assert_eq!(done["status"], "pending", "{done}");
        world.faults(json!({})).await;
        let txn = world.payment(&id).await["txn_id"].clone();
        let path = format!("payments/{}/settle", txn.as_str().unwrap());
        let settled = json!({"status": "Completed"});
        world.control(reqwest::Method::POST, &path, settled).await;
        // The reconciler hears of it, even if no message comes.
        world.shop.advance(3600);
        world.shop.running.merchant().tick().await.unwrap();
        assert_eq!(world.shop.checkout(&id).await["status"], "paid");
    }
}

/// The payee is the shop of the configuration; money that went elsewhere is
/// looked at by a person.
#[tokio::test]
async fn money_that_does_not_fit_goes_to_review() {
    use axum::routing::{get, post};
    use axum::{Json, Router};

    let order = json!({
        "id": "5O190127TN364715T", "status": "COMPLETED", "intent": "CAPTURE",
        "purchase_units": [{
            "payee": {"email_address": "merchant@example.com"},
            "payments": {"captures": [{
                "id": "3C679366HH908993F", "status": "COMPLETED",
                "amount": {"currency_code": "USD", "value": "6.77"},
            }]},
        }],
    });
    let token = json!({
        "scope": "x", "access_token": "A21AA", "token_type": "Bearer", "app_id": "APP-1",
        "expires_in": 32400, "nonce": "x",
    });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let created = json!({
        "id": "5O190127TN364715T", "status": "CREATED",
        "links": [{"rel": "approve", "href": format!("{url}/checkoutnow?token=5O190127TN364715T")}],
    });
    let router = Router::new()
        .route("/v1/oauth2/token", post(move || async move { Json(token) }))
        .route(
            "/v2/checkout/orders",
            post(move || async move { Json(created) }),
        )
        .route("/v2/checkout/orders/{id}/capture", {
            let order = order.clone();
            post(move || async move { Json(order) })
        })
        .route(
            "/v2/checkout/orders/{id}",
            get(move || async move { Json(order) }),
        );
    let served = tokio::spawn(async move { axum::serve(listener, router).await });
    let shop = crate::harness::Shop::open(&url).await;
    let created = shop.create(&server_order("orders_v2")).await;
    let id = id_of(&created);
    let query = "token=5O190127TN364715T&PayerID=BUYER23456789";
    let done = shop.complete(&id, query).await;
    assert_eq!(done["status"], "review", "{done}");
    assert_eq!(done["reason"], "amount_mismatch");
    let history = shop.history(&id).await;
    let detail = history.last().unwrap().detail.clone().unwrap();
    assert_eq!(detail, "paid 6.77 USD, expected 67.67");
    served.abort();
}
