//! IPN: what is sent, when, how often, and how it is verified.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

use std::collections::HashMap;

use harness::shop::{Reply, Shop};
use harness::{Harness, buy_now, encode, text, upload};
use paypal_sandbox::{AccountConfig, Config, Verification};
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::json;

/// A UTF-8 message as names and values.
fn decoded(body: &str) -> HashMap<String, String> {
    form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect()
}

fn assert_fields(message: &HashMap<String, String>, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        assert_eq!(
            message.get(*name).map(String::as_str),
            Some(*value),
            "{name} in {message:?}"
        );
    }
}

async fn verdict(sandbox: &Harness, path: &str, body: impl Into<String>) -> String {
    let response = sandbox.post(path, body).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(
        response.headers()[CONTENT_TYPE]
            .to_str()
            .unwrap()
            .starts_with("text/plain")
    );
    response.text().await.unwrap()
}

#[tokio::test]
async fn a_single_item_is_told_by_ipns_own_names() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-01-14T04:12:59Z"})),
        )
        .await;
    let payment = sandbox
        .paid(&buy_now(&[
            ("business", "MERCHANT@example.com"),
            ("item_name", "Mug “blue” 茶"),
            ("item_number", "MUG-1"),
            ("quantity", "2"),
            ("shipping", "1.50"),
            ("handling", "0.25"),
            ("tax", "1.00"),
            ("discount_amount", "0.75"),
            ("on0", "Size"),
            ("os0", "Large"),
            ("on1", "Colour"),
            ("os1", "Red"),
            ("custom", "order-77"),
            ("invoice", "INV-7"),
            ("notify_url", &shop.url),
        ]))
        .await;
    let message = decoded(&shop.next_text().await);
    assert_fields(
        &message,
        &[
            ("txn_type", "web_accept"),
            ("txn_id", text(&payment["txn_id"])),
            ("payment_status", "Completed"),
            ("payment_date", "20:12:59 Jan 13, 2026 PST"),
            ("payment_type", "instant"),
            ("mc_gross", "22.00"),
            ("mc_fee", "0.00"),
            ("mc_currency", "USD"),
            ("payment_gross", "22.00"),
            ("payment_fee", "0.00"),
            ("business", "merchant@example.com"),
            ("receiver_email", "merchant@example.com"),
            ("receiver_id", "MERCHANT23456"),
            ("payer_email", "buyer@example.com"),
            ("payer_id", "BUYER23456789"),
            ("payer_status", "verified"),
            ("first_name", "Test"),
            ("last_name", "Buyer"),
            ("address_street", "1 Main St"),
            ("address_country", "United States"),
            ("address_country_code", "US"),
            ("item_name", "Mug “blue” 茶"),
            ("item_number", "MUG-1"),
            ("quantity", "2"),
            ("shipping", "1.50"),
            ("handling_amount", "0.25"),
            ("tax", "1.00"),
            ("discount", "0.75"),
            ("option_name1", "Size"),
            ("option_selection1", "Large"),
            ("option_name2", "Colour"),
            ("option_selection2", "Red"),
            ("custom", "order-77"),
            ("invoice", "INV-7"),
            ("charset", "UTF-8"),
            ("test_ipn", "1"),
        ],
    );
    assert_eq!(message["verify_sign"].len(), 56);
    assert_eq!(message["ipn_track_id"].len(), 13);
    for absent in [
        "num_cart_items",
        "amount",
        "mc_gross_1",
        "pending_reason",
        "resend",
    ] {
        assert!(!message.contains_key(absent), "{absent}");
    }
}

#[tokio::test]
async fn a_carts_items_are_numbered_with_and_without_underscore() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .paid(&upload(&[
            ("currency_code", "EUR"),
            ("quantity_1", "2"),
            ("shipping_1", "1.50"),
            ("shipping2_1", "0.50"),
            ("tax_1", "0.40"),
            ("discount_amount_1", "1.00"),
            ("on0_1", "Size"),
            ("os0_1", "Large"),
            ("item_name_2", "Pen"),
            ("item_number_2", "PEN"),
            ("amount_2", "3.00"),
            ("handling_2", "0.20"),
            ("handling_cart", "1.00"),
            ("no_shipping", "1"),
            ("notify_url", &shop.url),
        ]))
        .await;
    let message = decoded(&shop.next_text().await);
    assert_fields(
        &message,
        &[
            ("txn_type", "cart"),
            ("num_cart_items", "2"),
            ("mc_gross", "25.60"),
            ("mc_currency", "EUR"),
            ("payment_gross", ""),
            ("payment_fee", ""),
            ("item_name1", "Mug"),
            ("item_number1", ""),
            ("quantity1", "2"),
            // Goods less the line's discount, with its shipping and tax.
            ("mc_gross_1", "21.40"),
            ("mc_shipping1", "2.00"),
            ("mc_handling1", "0.00"),
            ("tax1", "0.40"),
            ("option_name1_1", "Size"),
            ("option_selection1_1", "Large"),
            ("item_name2", "Pen"),
            ("item_number2", "PEN"),
            ("mc_gross_2", "3.20"),
            ("mc_handling2", "0.20"),
            ("mc_shipping", "2.00"),
            ("mc_handling", "1.20"),
            ("tax", "0.40"),
            ("discount", "1.00"),
            ("custom", ""),
        ],
    );
    assert!(
        !message.contains_key("address_street"),
        "no_shipping=1 asks for none"
    );
}

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
async fn the_message_is_in_the_forms_charset_else_the_accounts() {
    let mut shop = Shop::open().await;
    let mut merchant = AccountConfig::merchant();
    merchant.charset = "windows-1252".to_owned();
    merchant.ipn_url = Some(shop.url.clone());
    let config = Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    let start = "cmd=_xclick&business=merchant%40example.com&amount=5&item_name=";
    for (rest, sent, charset) in [
        ("caf%E9+%80", "item_name=caf%E9+%80", "charset=windows-1252"),
        (
            "caf%C3%A9&charset=utf-8",
            "item_name=caf%C3%A9",
            "charset=UTF-8",
        ),
        (
            "%8A%BF&charset=shift_jis",
            "item_name=%8A%BF",
            "charset=Shift_JIS",
        ),
    ] {
        let response = sandbox.post("/webscr", format!("{start}{rest}")).await;
        let token = harness::location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        sandbox.approve(&token).await;
        let raw = shop.next_text().await;
        let pairs: Vec<&str> = raw.split('&').collect();
        assert!(pairs.contains(&sent) && pairs.contains(&charset), "{raw}");
        assert_eq!(
            verdict(&sandbox, "/webscr", format!("cmd=_notify-validate&{raw}")).await,
            "VERIFIED"
        );
    }
}

#[tokio::test]
async fn refunds_and_settlements_are_told_too() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox
        .paid(&upload(&[
            ("notify_url", &shop.url),
            ("custom", "c"),
            ("invoice", "I"),
        ]))
        .await;
    let txn_id = text(&payment["txn_id"]).to_owned();
    let pending = decoded(&shop.next_text().await);
    assert_fields(
        &pending,
        &[
            ("payment_status", "Pending"),
            ("pending_reason", "echeck"),
            ("payment_type", "echeck"),
            ("txn_id", &txn_id),
        ],
    );
    assert!(
        !pending.contains_key("mc_fee"),
        "no fee while nothing has moved"
    );
    sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/settle"),
            Some(json!({"status": "Completed"})),
        )
        .await;
    let completed = decoded(&shop.next_text().await);
    assert_fields(
        &completed,
        &[
            ("payment_status", "Completed"),
            ("txn_id", &txn_id),
            ("mc_fee", "0.00"),
        ],
    );
    assert!(!completed.contains_key("pending_reason"));
    assert_ne!(pending["ipn_track_id"], completed["ipn_track_id"]);
    sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/refund"),
            Some(json!({"amount": "4"})),
        )
        .await;
    let refund = decoded(&shop.next_text().await);
    assert_fields(
        &refund,
        &[
            ("payment_status", "Refunded"),
            ("reason_code", "refund"),
            ("parent_txn_id", &txn_id),
            ("mc_gross", "-4.00"),
            ("mc_fee", "0.00"),
            ("payment_gross", "-4.00"),
            ("item_name1", "Mug"),
            ("mc_gross_1", "10.00"),
            ("custom", "c"),
            ("invoice", "I"),
        ],
    );
    assert_ne!(refund["txn_id"], txn_id);
    for absent in ["txn_type", "num_cart_items"] {
        assert!(!refund.contains_key(absent), "{absent}");
    }
}

#[tokio::test]
async fn a_failing_listener_is_tried_again_with_doubling_pauses() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-03-01T00:00:00Z"})),
        )
        .await;
    shop.will(&[Reply::Status(500), Reply::Redirect, Reply::Status(204)]);
    sandbox.paid(&buy_now(&[("notify_url", &shop.url)])).await;
    let first = shop.next().await;
    for (attempts, pause) in [(1, 1), (2, 2), (3, 4)] {
        let waiting = sandbox
            .notification(|one| {
                one["attempts"].as_array().unwrap().len() == attempts
                    && one["next_attempt"].is_string()
            })
            .await;
        assert_eq!(waiting["state"], "waiting");
        // A second too early nothing goes out, then it does.
        if pause > 1 {
            sandbox
                .control(
                    Method::PUT,
                    "clock",
                    Some(json!({"advance_seconds": pause - 1})),
                )
                .await;
            assert!(shop.is_quiet());
        }
        let left = if pause > 1 { 1 } else { pause };
        sandbox
            .control(Method::PUT, "clock", Some(json!({"advance_seconds": left})))
            .await;
        assert_eq!(shop.next().await, first, "a retry is the same bytes");
    }
    let delivered = sandbox
        .notification(|one| one["state"] == "delivered")
        .await;
    let answers: Vec<_> = delivered["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["answer"]))
        .collect();
    assert_eq!(answers, ["500", "303", "204", "200"]);
    let times: Vec<_> = delivered["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["time"]))
        .collect();
    assert_eq!(times[3], "2026-03-01T00:00:07Z");
    // By hand it goes out once more, with the body it had.
    let path = format!("notifications/{}/resend", text(&delivered["id"]));
    let (status, _) = sandbox.control(Method::POST, &path, None).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert_eq!(shop.next().await, first);
    let (status, _) = sandbox
        .control(Method::POST, "notifications/nope/resend", None)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_there_is_given_up_after_sixteen_attempts() {
    let sandbox = Harness::start().await;
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-03-01T00:00:00Z"})),
        )
        .await;
    // A port that was free a moment ago and refuses now.
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/ipn", listener.local_addr().unwrap())
    };
    sandbox.paid(&buy_now(&[("notify_url", &gone)])).await;
    for attempts in 1..16 {
        sandbox
            .notification(|one| {
                one["attempts"].as_array().unwrap().len() == attempts
                    && one["next_attempt"].is_string()
            })
            .await;
        sandbox
            .control(
                Method::PUT,
                "clock",
                Some(json!({"advance_seconds": 1 << (attempts - 1)})),
            )
            .await;
    }
    let ended = sandbox.notification(|one| one["state"] == "given up").await;
    let attempts = ended["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 16);
    assert_eq!(attempts[0]["answer"], "connection refused");
    assert_eq!(attempts[0]["status"], serde_json::Value::Null);
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

#[tokio::test]
async fn faults_lose_delay_double_change_and_disorder_messages() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-03-01T00:00:00Z"})),
        )
        .await;
    let form = buy_now(&[("notify_url", &shop.url)]);
    // Lost, until somebody asks for it.
    sandbox.faults(json!({"ipn": {"drop": 1}})).await;
    sandbox.paid(&form).await;
    let dropped = sandbox.notification(|one| one["state"] == "dropped").await;
    assert_eq!(dropped["attempts"], json!([]));
    assert!(shop.is_quiet());
    let path = format!("notifications/{}/resend", text(&dropped["id"]));
    sandbox.control(Method::POST, &path, None).await;
    assert_eq!(shop.next_text().await, text(&dropped["body"]));
    // Late by the clock.
    sandbox.faults(json!({"ipn": {"delay_ms": 5000}})).await;
    sandbox.paid(&form).await;
    sandbox
        .control(Method::PUT, "clock", Some(json!({"advance_seconds": 4})))
        .await;
    assert!(shop.is_quiet());
    sandbox
        .control(Method::PUT, "clock", Some(json!({"advance_seconds": 1})))
        .await;
    let late = shop.next_text().await;
    // Doubled, the same bytes.
    sandbox.faults(json!({"ipn": {"duplicate": 2}})).await;
    sandbox.paid(&form).await;
    let bodies = [
        shop.next_text().await,
        shop.next_text().await,
        shop.next_text().await,
    ];
    assert!(
        bodies
            .iter()
            .all(|body| *body == bodies[0] && *body != late)
    );
    // Changed on the way: what was sent stays true.
    sandbox
        .faults(json!({"ipn": {"tamper": {"mc_gross": "0.01", "x": "y z"}}}))
        .await;
    let payment = sandbox.paid(&form).await;
    let tampered = shop.next_text().await;
    assert_fields(&decoded(&tampered), &[("mc_gross", "0.01"), ("x", "y z")]);
    assert_eq!(
        verdict(
            &sandbox,
            "/webscr",
            format!("cmd=_notify-validate&{tampered}")
        )
        .await,
        "INVALID"
    );
    let stored = sandbox
        .notification(|one| one["txn_id"] == payment["txn_id"])
        .await;
    assert_fields(&decoded(text(&stored["body"])), &[("mc_gross", "10.00")]);
    // Held back, then newest first.
    sandbox.faults(json!({"ipn": {"hold": true}})).await;
    let first = sandbox.paid(&form).await;
    let second = sandbox.paid(&form).await;
    sandbox.notification(|one| one["state"] == "held").await;
    assert!(shop.is_quiet());
    sandbox.faults(json!({"ipn": {"reverse": true}})).await;
    for expected in [second, first] {
        let message = decoded(&shop.next_text().await);
        assert_eq!(message["txn_id"], text(&expected["txn_id"]));
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
async fn the_accounts_address_is_used_only_while_its_ipn_is_on() {
    let mut shop = Shop::open().await;
    for (ipn, expected) in [(true, 1), (false, 0)] {
        let mut merchant = AccountConfig::merchant();
        merchant.ipn = ipn;
        merchant.ipn_url = Some(shop.url.clone());
        let config = Config {
            accounts: vec![merchant, AccountConfig::buyer()],
            ..Config::default()
        };
        let sandbox = Harness::with(config).await;
        sandbox.paid(&buy_now(&[])).await;
        let all = sandbox.get("notifications").await;
        assert_eq!(all.as_array().unwrap().len(), expected);
        if ipn {
            shop.next().await;
        }
        // The form's own address is notified in any case.
        sandbox.paid(&buy_now(&[("notify_url", &shop.url)])).await;
        shop.next().await;
    }
}
