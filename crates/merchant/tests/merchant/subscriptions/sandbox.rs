//! The merchant server and the offline PayPal together: subscriptions run on
//! the sandbox's clock, and the ledger has every payment of them.

use std::sync::Arc;

use paypal_merchant::Catalogue;
use paypal_sandbox::{AccountConfig, Config, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Shop, World, edited, id_of};
use crate::subscriptions::paypal::{CATALOGUE, subscription};

/// The time of the harness' clock.
const START: &str = "2026-09-21T14:13:20Z";

/// A shop that offers subscriptions, beside a PayPal whose clock stands. The
/// buyer has `balance` USD.
async fn open(balance: &str) -> World {
    let mut buyer = AccountConfig::buyer();
    buyer.balances = [("USD".parse().unwrap(), balance.to_owned())].into();
    let config = Config {
        accounts: vec![AccountConfig::merchant(), buyer],
        now: Some(START.parse().unwrap()),
        ..Config::default()
    };
    let sandbox = Sandbox::spawn(config).await.unwrap();
    let change = Arc::new(|config: &mut paypal_merchant::Config| {
        config.catalogue = Catalogue::parse(CATALOGUE).unwrap();
        config.messages_per_minute = u32::MAX;
    });
    let shop = Shop::changed(&sandbox.url(), None, change).await;
    World { shop, sandbox }
}

/// Subscribes as a buyer does; the checkout and PayPal's id.
async fn subscribed(world: &World, plan: &str) -> (String, String) {
    let created = world.shop.create(&subscription(plan)).await;
    let id = id_of(&created);
    world.pay(&edited(&created, &[])).await;
    world.shop.until_recorded(&id, 1).await;
    let all = world
        .control(Method::GET, "subscriptions", Value::Null)
        .await;
    let subscr_id = all[0]["subscr_id"].as_str().unwrap().to_owned();
    assert_eq!(
        world.shop.checkout(&id).await["subscription"]["subscr_id"],
        subscr_id
    );
    (id, subscr_id)
}

/// Sets both clocks; PayPal does what is due.
async fn at(world: &World, now: &str) {
    let now: jiff::Timestamp = now.parse().unwrap();
    world.sandbox.clock().set(now);
    let shop = &world.shop.clock;
    shop.store(now.as_millisecond(), std::sync::atomic::Ordering::SeqCst);
    world
        .control(Method::GET, "subscriptions", Value::Null)
        .await;
}

/// The buyer's and the merchant's balance.
async fn balances(world: &World) -> (String, String) {
    let accounts = world.control(Method::GET, "accounts", Value::Null).await;
    let of = |email: &str| {
        let mut all = accounts.as_array().unwrap().iter();
        let account = all.find(|account| account["email"] == email).unwrap();
        account["balances"]["USD"].as_str().unwrap().to_owned()
    };
    (of("buyer@example.com"), of("merchant@example.com"))
}

#[tokio::test]
async fn the_ledger_has_every_payment_of_three_years() {
    let world = open("5000.00").await;
    let (id, _) = subscribed(&world, "GOLD").await;
    at(&world, "2029-10-01T00:00:00Z").await;
    // A sign-up, 36 payments, and the end.
    let messages = world.shop.until_recorded(&id, 38).await;
    assert!(
        messages
            .iter()
            .all(|message| message.verdict.as_deref() == Some("accepted")),
        "{messages:?}"
    );
    let checkout = world.shop.checkout(&id).await;
    assert_eq!(
        (&checkout["status"], &checkout["reason"]),
        (&json!("paid"), &json!(null))
    );
    let subscription = &checkout["subscription"];
    assert_eq!(subscription["status"], "ended", "{subscription}");
    assert_eq!(
        (&subscription["payments"], &subscription["paid"]),
        (&json!(36), &json!("324.00"))
    );
    assert_eq!(subscription["next_payment"], Value::Null);
    assert_eq!(
        balances(&world).await,
        ("4676.00".to_owned(), "324.00".to_owned())
    );
}

#[tokio::test]
async fn trials_come_before_the_regular_payments() {
    let world = open("5000.00").await;
    let (id, _) = subscribed(&world, "TRIAL").await;
    assert_eq!(world.shop.checkout(&id).await["status"], "approved");
    at(&world, "2026-12-31T00:00:00Z").await;
    // The sign-up, 5.00 after two weeks, and 9.00 on the 5th of two months.
    world.shop.until_recorded(&id, 4).await;
    let checkout = world.shop.checkout(&id).await;
    assert_eq!(
        (&checkout["status"], &checkout["reason"]),
        (&json!("paid"), &json!(null))
    );
    let subscription = &checkout["subscription"];
    assert_eq!(
        (&subscription["payments"], &subscription["paid"]),
        (&json!(3), &json!("23.00"))
    );
    assert_eq!(subscription["next_payment"]["amount"], "9.00");
    assert_eq!(
        balances(&world).await,
        ("4977.00".to_owned(), "23.00".to_owned())
    );
}

#[tokio::test]
async fn payments_that_fail_end_the_subscription() {
    let world = open("20.00").await;
    let (id, _) = subscribed(&world, "GOLD").await;
    at(&world, "2027-01-31T00:00:00Z").await;
    // The sign-up, two payments, three failures, and what PayPal ends.
    world.shop.until_recorded(&id, 7).await;
    let checkout = world.shop.checkout(&id).await;
    let subscription = &checkout["subscription"];
    assert!(
        subscription["status"] == "cancelled" || subscription["status"] == "ended",
        "{subscription}"
    );
    assert_eq!(
        (&subscription["payments"], &subscription["paid"]),
        (&json!(2), &json!("18.00"))
    );
    assert_eq!(
        balances(&world).await,
        ("2.00".to_owned(), "18.00".to_owned())
    );
}

#[tokio::test]
async fn a_cancelled_one_lasts_until_what_is_paid_for_is_over() {
    let world = open("5000.00").await;
    let (id, subscr_id) = subscribed(&world, "GOLD").await;
    at(&world, "2026-11-01T00:00:00Z").await;
    world.shop.until_recorded(&id, 3).await;
    let path = format!("subscriptions/{subscr_id}/cancel");
    world.control(Method::POST, &path, json!({})).await;
    world.shop.until_recorded(&id, 4).await;
    let checkout = world.shop.checkout(&id).await;
    assert_eq!(
        checkout["subscription"]["status"], "cancelled",
        "{checkout}"
    );
    assert_eq!(checkout["subscription"]["payments"], 2);
    at(&world, "2027-06-01T00:00:00Z").await;
    world.shop.until_recorded(&id, 5).await;
    let checkout = world.shop.checkout(&id).await;
    assert_eq!(checkout["subscription"]["status"], "ended", "{checkout}");
    assert_eq!(checkout["subscription"]["payments"], 2);
    assert_eq!(
        balances(&world).await,
        ("4982.00".to_owned(), "18.00".to_owned())
    );
}
