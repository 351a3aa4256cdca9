//! Lists, for the admin API and the command line.

use std::process::{Command, Output};

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::fresh_key;
use crate::subscriptions::paypal::{
    Club, SUBSCR, cancelled, monthly, months_later, payment, sign_up, start, txn,
};

fn run(club: &Club, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paypal-merchant"));
    command.args(arguments).env_remove("DATABASE_URL");
    match club.shop.database() {
        Ok(file) => command.env("PAYPAL_MERCHANT_DATABASE", file),
        Err(url) => command.env("DATABASE_URL", url),
    };
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    (
        status.success(),
        String::from_utf8([stdout, stderr].concat()).unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_sees_every_subscription() {
    let club = Club::open().await;
    let request = json!({
        "idempotency_key": fresh_key(), "currency": "USD", "subscription": {"id": "GOLD"},
        "custom": "member 17",
    });
    let id = crate::harness::id_of(&club.shop.create(&request).await);
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.hear(&payment(&id, &txn(1), months_later(1), "8.00"))
        .await;
    let over = club.subscribe("GOLD").await;
    let other = [("subscr_id", "S-2AB23456CD789012E")];
    club.hear(&crate::subscriptions::paypal::with(
        cancelled(&over, start()),
        &other,
    ))
    .await;

    let (status, listed) = club.shop.admin(Method::GET, "/subscriptions", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let path = "/subscriptions?status=active";
    let (_, listed) = club.shop.admin(Method::GET, path, None).await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["checkout_id"], id);
    assert_eq!(listed[0]["reason"], "amount_mismatch");
    assert_eq!(listed[0]["custom"], "member 17");
    let path = format!("/subscriptions/{id}");
    let (_, shown) = club.shop.admin(Method::GET, &path, None).await;
    assert_eq!(shown["payments"][0]["status"], "paid");
    assert_eq!(shown["payments"][1]["reason"], "amount_mismatch");
    assert_eq!(shown["checkout"]["subscription"]["payments"], 1);
    let (status, _) = club
        .shop
        .admin(Method::GET, "/subscriptions/co_x", None)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);

    let (ok, told) = run(&club, &["subscriptions"]);
    assert!(ok && told.lines().count() == 2, "{told}");
    let (ok, told) = run(&club, &["subscriptions", "--status", "active"]);
    for part in [&*id, "active", "9.00", "amount_mismatch", "member 17"] {
        assert!(ok && told.contains(part), "{part} is not in\n{told}");
    }
    assert_eq!(told.lines().count(), 1);
    let (ok, told) = run(&club, &["subscriptions", "show", &id]);
    for part in [SUBSCR, "36 times", &txn(1), "amount_mismatch", "member 17"] {
        assert!(ok && told.contains(part), "{part} is not in\n{told}");
    }
    let (ok, told) = run(&club, &["subscriptions", "--status", "odd"]);
    assert!(!ok && told.contains("payment_failed"), "{told}");
    let (ok, told) = run(&club, &["show", &id]);
    assert!(ok && told.contains("subscr_signup"), "{told}");
    let metrics = club
        .shop
        .client
        .get(format!("{}/metrics", club.shop.running.url()));
    let text = metrics.send().await.unwrap().text().await.unwrap();
    let line = "subscription_transitions_total{status=\"active\"} 1";
    assert!(text.contains(line), "{text}");
}
