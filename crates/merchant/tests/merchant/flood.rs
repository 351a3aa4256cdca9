//! Messages from those who are not PayPal: many, large, invented, given up
//! half way.

use std::sync::Arc;

use crate::harness::paypal::Scripted;
use crate::harness::verifier::Verifier;
use crate::harness::{Change, Shop, eventually};
use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode as Status;
use paypal_merchant::{WebhookSettings, WebhookVerification};
use reqwest::{Response, StatusCode};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

const VERIFY: &str = "/verify-webhook-signature";
const CERTIFICATE: &str = "https://api.paypal.com/v1/notifications/certs/CERT-1";
const IPN: &str = "/paypal/ipn";
const WEBHOOKS: &str = "/paypal/webhooks";

fn with_webhook(config: &mut paypal_merchant::Config) {
    config.webhook = Some(WebhookSettings {
        id: "WH123".parse().unwrap(),
        verification: WebhookVerification::Api,
    });
}

async fn open(
    paypal: &str,
    change: impl Fn(&mut paypal_merchant::Config) + Send + Sync + 'static,
) -> Shop {
    let change: Arc<Change> = Arc::new(move |config| {
        with_webhook(config);
        change(config);
    });
    Shop::changed(paypal, None, change).await
}

async fn post(shop: &Shop, path: &str, body: String) -> Response {
    deliver(shop, path, body, "c2ln", CERTIFICATE).await
}

async fn deliver(
    shop: &Shop,
    path: &str,
    body: String,
    signature: &str,
    certificate: &str,
) -> Response {
    let request = shop
        .client
        .post(format!("{}{path}", shop.running.url()))
        .header("paypal-transmission-id", "69cd13f0-d67a-11e5")
        .header("paypal-transmission-time", "2026-11-21T12:00:01Z")
        .header("paypal-transmission-sig", signature)
        .header("paypal-cert-url", certificate)
        .header("paypal-auth-algo", "SHA256withRSA");
    request.body(body).send().await.unwrap()
}

fn event(n: u32) -> String {
    json!({
        "id": format!("WH-{n}"), "event_version": "1.0", "create_time": "2026-11-21T12:00:00Z",
        "resource_type": "x", "resource_version": "2.0", "event_type": "X.Y", "summary": "…",
        "resource": {},
    })
    .to_string()
}

/// Waiting work, by kind.
async fn waiting(shop: &Shop) -> i64 {
    let work = shop.ledger().work().await.unwrap();
    work.iter().map(|(_, count)| count).sum()
}

#[tokio::test]
async fn one_client_brings_so_many_messages_in_a_minute() {
    let shop = open("http://127.0.0.1:9", |config| {
        config.messages_per_minute = 3
    })
    .await;
    for (path, expected) in [
        (IPN, StatusCode::BAD_REQUEST),
        (WEBHOOKS, StatusCode::BAD_REQUEST),
        (WEBHOOKS, StatusCode::BAD_REQUEST),
        (IPN, StatusCode::TOO_MANY_REQUESTS),
        (WEBHOOKS, StatusCode::TOO_MANY_REQUESTS),
    ] {
        let answer = post(&shop, path, String::new()).await;
        assert_eq!(answer.status(), expected, "{path}");
        let limited = expected == StatusCode::TOO_MANY_REQUESTS;
        assert_eq!(answer.headers().contains_key("retry-after"), limited);
    }
    shop.advance(60);
    let answer = post(&shop, IPN, String::new()).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn one_client_brings_so_many_bytes_in_a_minute() {
    let shop = open("http://127.0.0.1:9", |config| {
        config.message_bytes_per_minute = 100 * 1024;
    })
    .await;
    for expected in [StatusCode::BAD_REQUEST, StatusCode::TOO_MANY_REQUESTS] {
        let answer = post(&shop, WEBHOOKS, "x".repeat(60 * 1024)).await;
        assert_eq!(answer.status(), expected);
    }
    assert_eq!(
        post(&shop, WEBHOOKS, event(1)).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn what_cannot_be_paypals_is_not_kept() {
    let paypal = Scripted::open().await;
    paypal.will(VERIFY, 503, json!({}));
    let shop = open(&paypal.url, |_| {}).await;
    let long = "A".repeat(600);
    for (signature, certificate) in [
        (long.as_str(), CERTIFICATE),
        (
            "c2ln",
            "https://invented.paypal.com/v1/notifications/certs/CERT-1",
        ),
        ("c2ln", "https://api.paypal.com/v1/notifications/webhooks"),
        ("c2ln", "https://evil.example/v1/notifications/certs/CERT-1"),
    ] {
        let answer = deliver(&shop, WEBHOOKS, event(1), signature, certificate).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{certificate}");
    }
    assert_eq!(waiting(&shop).await, 0);
}

#[tokio::test]
async fn what_paypal_does_not_read_does_not_wait() {
    for status in [400, 422] {
        let paypal = Scripted::open().await;
        paypal.will(VERIFY, status, json!({"name": "VALIDATION_ERROR"}));
        let shop = open(&paypal.url, |_| {}).await;
        assert_eq!(
            post(&shop, WEBHOOKS, event(1)).await.status(),
            StatusCode::OK
        );
        assert_eq!(waiting(&shop).await, 0);
    }
    // Refused is who asks, not the message.
    for status in [401, 403, 429, 500] {
        let paypal = Scripted::open().await;
        paypal.will(VERIFY, status, json!({"name": "X"}));
        let shop = open(&paypal.url, |_| {}).await;
        let answer = post(&shop, WEBHOOKS, event(1)).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{status}");
        assert_eq!(waiting(&shop).await, 1, "{status}");
    }
    let paypal = Verifier::open().await;
    let shop = open(&paypal.url, |_| {}).await;
    paypal.will(&[(400, "")]);
    assert_eq!(shop.notify(b"txn_id=T1").await, StatusCode::OK);
    assert_eq!(waiting(&shop).await, 0);
}

/// A PayPal that answers when it may.
async fn slow_paypal(may: Arc<Semaphore>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes = Router::new().fallback(move || {
        let may = Arc::clone(&may);
        async move {
            may.acquire().await.unwrap().forget();
            "VERIFIED"
        }
    });
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    url
}

#[tokio::test]
async fn a_message_outlives_its_request() {
    let may = Arc::new(Semaphore::new(0));
    let paypal = slow_paypal(Arc::clone(&may)).await;
    let shop = open(&paypal, |_| {}).await;
    let body = "txn_id=T1&payment_status=Completed&mc_gross=1.00&mc_currency=USD";
    let address = shop.running.url().replace("http://", "");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /paypal/ipn HTTP/1.1\r\nhost: shop\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    let kept = || async { shop.ledger().messages(None).await.unwrap().pop() };
    eventually(kept).await;
    drop(stream);
    // The server has seen that nobody waits any more.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    may.add_permits(1);
    let recorded =
        eventually(|| async { kept().await.filter(|message| message.verdict.is_some()) }).await;
    assert_eq!(recorded.verdict.as_deref(), Some("unknown_order"));
}

/// PayPal says nothing sensible about some messages.
#[tokio::test]
async fn poison_ends_no_round() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let well = Arc::new(Semaphore::new(0));
    let is_well = Arc::clone(&well);
    let routes = Router::new().fallback(move |body: Bytes| {
        let poison = body.windows(6).any(|part| part == b"poison");
        let is_well = is_well.available_permits() > 0;
        async move {
            if poison || !is_well {
                Err(Status::INTERNAL_SERVER_ERROR)
            } else {
                Ok("VERIFIED")
            }
        }
    });
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    let shop = open(&url, |_| {}).await;
    for n in 0..4 {
        let poison = format!("txn_id=T{n}&memo=poison");
        let answer = shop.notify(poison.as_bytes()).await;
        assert_eq!(answer, StatusCode::SERVICE_UNAVAILABLE);
    }
    for n in 10..13 {
        let message = format!("txn_id=T{n}&payment_status=Completed&mc_gross=1.00&mc_currency=USD");
        let answer = shop.notify(message.as_bytes()).await;
        assert_eq!(answer, StatusCode::SERVICE_UNAVAILABLE);
    }
    well.add_permits(1);
    shop.advance(61);
    shop.running.merchant().tick().await.unwrap();
    let messages = shop.ledger().messages(None).await.unwrap();
    let recorded = messages.iter().filter(|message| message.verdict.is_some());
    assert_eq!(recorded.count(), 3);
}

/// An index takes no long texts: the message is kept all the same, once.
#[tokio::test]
async fn a_message_with_long_names_is_kept() {
    let paypal = Verifier::open().await;
    let shop = open(&paypal.url, |_| {}).await;
    let long: String = (0..9_000)
        .map(|n| char::from(b'A' + (n * 7 % 26) as u8))
        .collect();
    for names in [
        format!("txn_id={long}"),
        format!("txn_id={long}&payment_status={long}"),
        format!("subscr_id={long}&txn_type=subscr_cancel"),
    ] {
        let raw = format!("{names}&custom=x&test_ipn=1");
        for _ in 0..2 {
            paypal.will(&[(200, "VERIFIED")]);
            assert_eq!(shop.notify(raw.as_bytes()).await, StatusCode::OK);
        }
    }
    let kept = shop.ledger().messages(None).await.unwrap();
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|message| message.raw.len() > 9_000));
}
