//! Changes of the two balances.

use crate::harness::{self, Harness, buy_now, text};
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn paying_moves_the_total_from_buyer_to_merchant() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[("quantity", "2"), ("invoice", "A-1"), ("custom", "co_1")]);
    let token = sandbox.open(&form).await;
    assert_eq!(sandbox.checkout(&token).await["status"], "created");
    assert_eq!(
        sandbox.balances("USD").await,
        ("5000.00".to_owned(), "0.00".to_owned())
    );
    let answer = sandbox.approve(&token).await;
    assert!(text(&answer["redirect_url"]).ends_with(&format!("/checkoutnow?token={token}")));
    assert_eq!(
        sandbox.balances("USD").await,
        ("4980.00".to_owned(), "20.00".to_owned())
    );
    assert_eq!(sandbox.checkout(&token).await["status"], "paid");
    let payment = sandbox.payment_of(&token).await;
    for (name, value) in [
        ("api", "form"),
        ("status", "Completed"),
        ("currency", "USD"),
        ("gross", "20.00"),
        ("fee", "0.00"),
        ("payer", "buyer@example.com"),
        ("payee", "merchant@example.com"),
        ("invoice", "A-1"),
        ("custom", "co_1"),
    ] {
        assert_eq!(payment[name], value, "{name}");
    }
    assert_eq!(text(&payment["txn_id"]).len(), 17);
    // Once more is the same payment.
    sandbox.approve(&token).await;
    sandbox.payment_of(&token).await;
    assert_eq!(sandbox.balances("USD").await.1, "20.00");
    let (status, problem) = sandbox
        .control(Method::POST, &format!("checkouts/{token}/cancel"), None)
        .await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("checkout_paid"))
    );
}

#[tokio::test]
async fn refunds_go_back_in_parts_and_never_beyond() {
    let mut merchant = AccountConfig::merchant();
    merchant.fee_rate = Some("2.9".parse().unwrap());
    merchant
        .fee_fixed
        .insert(leptos_paypal_core::Currency::USD, "0.30".to_owned());
    let config = Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    let payment = sandbox.paid(&buy_now(&[])).await;
    assert_eq!(payment["fee"], "0.59");
    assert_eq!(
        sandbox.balances("USD").await,
        ("4990.00".to_owned(), "9.41".to_owned())
    );
    let path = format!("payments/{}/refund", text(&payment["txn_id"]));
    let (status, refunded) = sandbox
        .control(Method::POST, &path, Some(json!({"amount": "2.50"})))
        .await;
    assert_eq!(status, StatusCode::OK, "{refunded}");
    assert_eq!(refunded["status"], "Partially_Refunded");
    assert_eq!(refunded["refunds"][0]["fee"], "0.15");
    for amount in ["7.51", "0", "x", "-1", "1.001"] {
        let (status, _) = sandbox
            .control(Method::POST, &path, Some(json!({"amount": amount})))
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
    }
    let (_, refunded) = sandbox.control(Method::POST, &path, None).await;
    assert_eq!(refunded["status"], "Refunded");
    assert_eq!(refunded["refunded"], "10.00");
    assert_eq!(
        sandbox.balances("USD").await,
        ("5000.00".to_owned(), "0.00".to_owned())
    );
    let (status, problem) = sandbox.control(Method::POST, &path, None).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["code"], "payment_not_refundable");
}

#[tokio::test]
async fn money_of_a_pending_payment_moves_when_it_is_settled() {
    let sandbox = Harness::start().await;
    let start = ("5000.00".to_owned(), "0.00".to_owned());
    for (settle, gone) in [
        ("Denied", "0.00"),
        ("Failed", "0.00"),
        ("Completed", "10.00"),
    ] {
        sandbox
            .faults(json!({"payment": {"pending": "echeck"}}))
            .await;
        let payment = sandbox.paid(&buy_now(&[])).await;
        assert_eq!(
            (&payment["status"], &payment["pending_reason"]),
            (&json!("Pending"), &json!("echeck"))
        );
        assert_eq!(sandbox.balances("USD").await, start);
        let path = format!("payments/{}/settle", text(&payment["txn_id"]));
        let refund = format!("payments/{}/refund", text(&payment["txn_id"]));
        assert_eq!(
            sandbox.control(Method::POST, &refund, None).await.0,
            StatusCode::CONFLICT
        );
        let (status, settled) = sandbox
            .control(Method::POST, &path, Some(json!({"status": settle})))
            .await;
        assert_eq!(status, StatusCode::OK, "{settled}");
        assert_eq!(settled["status"], settle);
        assert_eq!(sandbox.balances("USD").await.1, gone);
        let (status, _) = sandbox
            .control(Method::POST, &path, Some(json!({"status": settle})))
            .await;
        assert_eq!(status, StatusCode::CONFLICT);
    }
    sandbox.faults(harness::no_faults()).await;
    for action in ["authorization", "order"] {
        let payment = sandbox.paid(&buy_now(&[("paymentaction", action)])).await;
        assert_eq!(payment["pending_reason"], action);
        assert_eq!(sandbox.balances("USD").await.1, "10.00");
    }
}
