//! When and how often messages are delivered, and what can go wrong.

use crate::harness::message::{assert_fields, decoded, verdict};
use crate::harness::shop::{Reply, Shop};
use crate::harness::{Harness, buy_now, text};
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

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

/// A listener of few lines may look for the names as PayPal writes them.
#[tokio::test]
async fn header_names_are_written_as_paypal_writes_them() {
    let sandbox = Harness::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ipn", listener.local_addr().unwrap());
    sandbox.paid(&buy_now(&[("notify_url", &url)])).await;
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut start = String::new();
    while !start.contains("\r\n\r\n") {
        let byte = stream.read_u8().await.unwrap();
        start.push(char::from(byte));
    }
    for name in ["Content-Type: ", "Content-Length: ", "Host: "] {
        assert!(start.contains(&format!("\r\n{name}")), "{start}");
    }
}
