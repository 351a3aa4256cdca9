//! Forms of subscriptions, and their messages.

use std::collections::HashMap;

use paypal_sandbox::Config;

use super::message::decoded;
use super::{Harness, text};

pub const DAY: i64 = 24 * 3600;

/// A form for 9.00 USD a month until somebody cancels, with more variables; a
/// later value replaces an earlier one, `"-"` takes the variable away.
pub fn subscribe(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let start = [
        ("cmd", "_xclick-subscriptions"),
        ("business", "merchant@example.com"),
        ("item_name", "Tea club"),
        ("item_number", "CLUB"),
        ("no_note", "1"),
        ("notify_url", "http://127.0.0.1:9/ipn"),
        ("a3", "9.00"),
        ("p3", "1"),
        ("t3", "M"),
        ("src", "1"),
    ];
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in start.iter().chain(more) {
        fields.retain(|(known, _)| known != name);
        if *value != "-" {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    fields
}

/// A sandbox whose clock stands.
pub async fn start(now: &str) -> Harness {
    Harness::with(Config {
        now: Some(now.parse().unwrap()),
        ..Config::default()
    })
    .await
}

/// Sets the clock, and lets happen what is due.
pub async fn at(sandbox: &Harness, now: &str) {
    sandbox.sandbox.clock().set(now.parse().unwrap());
    sandbox.get("subscriptions").await;
}

/// Subscribes by a form; answers `subscr_id`.
pub async fn subscribed(sandbox: &Harness, form: &[(String, String)]) -> String {
    let token = sandbox.open(form).await;
    sandbox.approve(&token).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(checkout["status"], "subscribed");
    text(&checkout["subscr_id"]).to_owned()
}

/// Every message, in its order.
pub async fn messages(sandbox: &Harness) -> Vec<HashMap<String, String>> {
    let all = sandbox.get("notifications").await;
    let all = all.as_array().unwrap().iter();
    all.map(|one| decoded(text(&one["body"]))).collect()
}

/// `txn_type` of messages.
pub fn types(messages: &[HashMap<String, String>]) -> Vec<&str> {
    let all = messages.iter();
    all.map(|message| message["txn_type"].as_str()).collect()
}
