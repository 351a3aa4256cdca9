//! `_notify-validate`: what is verified, for every kind of client.

use crate::harness::message::verdict;
use crate::harness::shop::Shop;
use crate::harness::{self, Harness, buy_now, encode};
use paypal_sandbox::{Config, Verification};
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

#[tokio::test]
async fn every_kind_of_client_gets_its_message_verified() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    let name = "Mug ~ (blue) 50% + 茶 'x' \"q\"";
    sandbox
        .paid(&buy_now(&[("item_name", name), ("notify_url", &shop.url)]))
        .await;
    let raw = shop.next_text().await;
    let pairs: Vec<(String, String)> = form_urlencoded::parse(raw.as_bytes())
        .into_owned()
        .collect();
    let again = encode(&pairs);
    // PHP's urlencode and rawurlencode differ in blanks and the tilde.
    let strict: String = again.replace('+', "%20").replace("%7E", "~");
    let lower = raw.replace("%E8%8C%B6", "%e8%8c%b6");
    let reversed = encode(&pairs.iter().rev().cloned().collect::<Vec<_>>());
    let webscr = "/cgi-bin/webscr";
    for (client, path, body) in [
        (
            "PHP sample",
            webscr.to_owned(),
            format!("cmd=_notify-validate&{again}"),
        ),
        (
            "PHP rawurlencode",
            webscr.to_owned(),
            format!("cmd=_notify-validate&{strict}"),
        ),
        (
            "lower-case hex",
            webscr.to_owned(),
            format!("cmd=_notify-validate&{lower}"),
        ),
        (
            "Python sample",
            format!("{webscr}?{again}&cmd=_notify-validate"),
            String::new(),
        ),
        (
            "Ruby sample",
            format!("{webscr}?cmd=_notify-validate"),
            raw.clone(),
        ),
        (
            "django-paypal",
            webscr.to_owned(),
            format!("cmd=_notify-validate&{raw}"),
        ),
        (
            "WooCommerce",
            webscr.to_owned(),
            format!("{again}&cmd=_notify-validate"),
        ),
        (
            "with test_ipn",
            format!("{webscr}?test_ipn=1"),
            format!("{raw}&cmd=_notify-validate"),
        ),
        (
            "through a map",
            webscr.to_owned(),
            format!("cmd=_notify-validate&{reversed}"),
        ),
    ] {
        assert_eq!(verdict(&sandbox, &path, body).await, "VERIFIED", "{client}");
    }
    // django-paypal sends no Content-Type, others a wrong one.
    for kind in [None, Some("text/html")] {
        let mut request = sandbox
            .client
            .post(sandbox.url(webscr))
            .body(format!("cmd=_notify-validate&{raw}"));
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        assert_eq!(
            request.send().await.unwrap().text().await.unwrap(),
            "VERIFIED"
        );
    }
    let notifications = sandbox.get("notifications").await;
    assert_eq!(notifications[0]["verified"], true);
    assert_eq!(notifications[0]["body"], raw.as_str());
}

#[tokio::test]
async fn a_changed_message_is_invalid() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .paid(&buy_now(&[
            ("item_name", "café"),
            ("notify_url", &shop.url),
        ]))
        .await;
    let raw = shop.next_text().await;
    let pairs: Vec<&str> = raw.split('&').collect();
    for (what, body) in [
        ("nothing", String::new()),
        (
            "an amount changed",
            raw.replace("mc_gross=10.00", "mc_gross=0.01"),
        ),
        ("a field missing", pairs[1..].join("&")),
        ("a field more", format!("{raw}&extra=1")),
        ("a field twice", format!("{raw}&quantity=1")),
        ("a field twice, changed", format!("{raw}&mc_gross=0.01")),
        ("another encoding", raw.replace("caf%C3%A9", "caf%E9")),
        ("upper case", raw.replace("Completed", "COMPLETED")),
        ("unknown", "txn_id=1&mc_gross=10.00".to_owned()),
    ] {
        let body = format!("cmd=_notify-validate&{body}");
        assert_eq!(
            verdict(&sandbox, "/webscr", body).await,
            "INVALID",
            "{what}"
        );
    }
    assert_eq!(sandbox.get("notifications").await[0]["verified"], false);
}

#[test]
fn any_flipped_byte_of_a_message_is_invalid() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, raw) = runtime.block_on(async {
        let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
        sandbox.paid(&buy_now(&[("notify_url", &shop.url)])).await;
        (sandbox, shop.next().await)
    });
    let decoded = |bytes: &[u8]| -> Vec<(Vec<u8>, Vec<u8>)> {
        let pairs = form_urlencoded::parse(bytes);
        let mut pairs: Vec<_> = pairs
            .map(|(n, v)| (n.into_owned().into_bytes(), v.into_owned().into_bytes()))
            .collect();
        pairs.sort();
        pairs
    };
    TestRunner::new(Runs::with_cases(200))
        .run(&(0..raw.len(), "[a-zA-Z0-9_.]"), |(at, letter)| {
            let mut changed = raw.clone();
            changed[at] = letter.as_bytes()[0];
            // Another spelling of the same bytes is the same message.
            prop_assume!(decoded(&changed) != decoded(&raw));
            let body = format!(
                "cmd=_notify-validate&{}",
                String::from_utf8(changed).unwrap()
            );
            let answer = runtime.block_on(verdict(&sandbox, "/webscr", body));
            prop_assert_eq!(answer, "INVALID");
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn strict_verification_wants_the_bytes_in_order() {
    let config = Config {
        verification: Verification::Strict,
        ..Config::default()
    };
    let (sandbox, mut shop) = (Harness::with(config).await, Shop::open().await);
    sandbox
        .paid(&buy_now(&[("item_name", "A b"), ("notify_url", &shop.url)]))
        .await;
    let raw = shop.next_text().await;
    let reversed: Vec<&str> = raw.split('&').rev().collect();
    for (path, body, answer) in [
        ("/webscr", format!("cmd=_notify-validate&{raw}"), "VERIFIED"),
        ("/webscr", format!("{raw}&cmd=_notify-validate"), "VERIFIED"),
        ("/webscr?cmd=_notify-validate", raw.clone(), "VERIFIED"),
        (
            "/webscr",
            format!("cmd=_notify-validate&{}", reversed.join("&")),
            "INVALID",
        ),
        (
            "/webscr",
            format!("cmd=_notify-validate&{}", raw.replace("A+b", "A%20b")),
            "INVALID",
        ),
    ] {
        assert_eq!(verdict(&sandbox, path, body).await, answer, "{path}");
    }
}

#[tokio::test]
async fn the_post_back_can_fail_on_purpose() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox.paid(&buy_now(&[("notify_url", &shop.url)])).await;
    let body = format!("cmd=_notify-validate&{}", shop.next_text().await);
    sandbox.faults(json!({"post_back": {"status": 503}})).await;
    let down = sandbox.post("/webscr", body.clone()).await;
    assert_eq!(down.status(), StatusCode::SERVICE_UNAVAILABLE);
    sandbox
        .faults(json!({"post_back": {"answer": "INVALID"}}))
        .await;
    assert_eq!(verdict(&sandbox, "/webscr", body.clone()).await, "INVALID");
    sandbox.faults(harness::no_faults()).await;
    assert_eq!(verdict(&sandbox, "/webscr", body).await, "VERIFIED");
}

#[tokio::test]
async fn a_listener_may_post_back_before_it_answers() {
    let sandbox = Harness::start().await;
    let (client, postback) = (sandbox.client.clone(), sandbox.url("/cgi-bin/webscr"));
    let (sender, mut verdicts) = tokio::sync::mpsc::unbounded_channel();
    let routes = axum::Router::new().route(
        "/ipn",
        axum::routing::post(async move |body: String| {
            let body = format!("cmd=_notify-validate&{body}");
            let answer = client.post(postback).body(body).send().await.unwrap();
            sender.send(answer.text().await.unwrap()).unwrap();
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ipn", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    sandbox.paid(&buy_now(&[("notify_url", &url)])).await;
    assert_eq!(verdicts.recv().await.unwrap(), "VERIFIED");
    sandbox
        .notification(|one| one["state"] == "delivered" && one["verified"] == true)
        .await;
    server.abort();
}
