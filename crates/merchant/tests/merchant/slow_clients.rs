//! Clients that say little, slowly, or never come to an end.

use std::sync::Arc;
use std::time::Duration;

use crate::harness::{self, Change, Shop, eventually};
use reqwest::{Method, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SOON: Duration = Duration::from_millis(300);
/// Nothing here takes so long unless it takes for ever.
const NEVER: Duration = Duration::from_secs(20);

async fn open(change: impl Fn(&mut paypal_merchant::Config) + Send + Sync + 'static) -> Shop {
    let change: Arc<Change> = Arc::new(move |config| change(config));
    Shop::changed("http://127.0.0.1:9", None, change).await
}

async fn connect(shop: &Shop) -> TcpStream {
    let address = shop.running.url().replace("http://", "");
    TcpStream::connect(address).await.unwrap()
}

/// Everything that comes until the server closes the connection.
async fn to_the_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(NEVER, stream.read_to_end(&mut answer)).await;
    // A connection that is reset is closed, too.
    let _ = read.expect("the connection stays open");
    String::from_utf8(answer).unwrap()
}

async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut byte = [0];
    matches!(stream.read(&mut byte).await, Ok(0) | Err(_))
}

#[tokio::test]
async fn who_says_nothing_or_half_a_head_is_hung_up_on() {
    let shop = open(|config| config.header_timeout = SOON).await;
    for head in [
        "",
        "GET /health HTTP/1.1\r\n",
        "GET /health HTTP/1.1\r\nhost: shop\r\nx: ",
    ] {
        let mut stream = connect(&shop).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = to_the_end(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{head:?}: {answer}");
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let shop = open(|config| config.header_timeout = SOON).await;
    let mut stream = connect(&shop).await;
    let request = "GET /api/catalogue HTTP/1.1\r\nhost: shop\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let answer = to_the_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn there_are_so_many_connections() {
    let shop = open(|config| {
        config.max_connections = 3;
        config.header_timeout = NEVER;
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = connect(&shop).await;
        // It has its place once it is answered.
        let request = "GET /api/catalogue HTTP/1.1\r\nhost: shop\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut byte = [0];
        stream.read_exact(&mut byte).await.unwrap();
        held.push(stream);
    }
    let mut other = connect(&shop).await;
    assert!(is_closed(&mut other).await);
    held.pop();
    eventually(|| async {
        let url = format!("{}/api/catalogue", shop.running.url());
        reqwest::get(url).await.ok()
    })
    .await;
}

#[tokio::test]
async fn a_body_that_stands_still_is_given_up() {
    let shop = open(|config| config.body_timeout = SOON).await;
    for path in ["/api/checkouts", "/paypal/ipn"] {
        let mut stream = connect(&shop).await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\n\
             content-length: 1000\r\n\r\n{{"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = to_the_end(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
    }
}

/// Large bodies that never end share one budget; ordinary messages go through.
#[tokio::test]
async fn unfinished_bodies_take_so_much_memory() {
    const LARGE: usize = 900 * 1024;
    let shop = open(|config| {
        config.body_timeout = NEVER;
        config.body_budget = 4 * 1024 * 1024;
        config.webhook = Some(paypal_merchant::WebhookSettings {
            id: "WH123".parse().unwrap(),
            verification: paypal_merchant::WebhookVerification::Api,
        });
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..20 {
        let mut stream = connect(&shop).await;
        let head = "POST /paypal/webhooks HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\
                    content-length: 1000000\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        // One that is refused may be closed before it has said everything.
        let _ = stream.write_all(&vec![b'x'; LARGE]).await;
        held.push(tokio::spawn(async move {
            let answer = to_the_end(&mut stream).await;
            answer.starts_with("HTTP/1.1 503").to_string()
        }));
    }
    // Four of them fit.
    eventually(|| async {
        let refused = held.iter().filter(|held| held.is_finished()).count();
        (refused >= 16).then_some(())
    })
    .await;
    // Small ones go through.
    assert_eq!(shop.notify(b"").await, StatusCode::BAD_REQUEST);
    let (status, _) = shop
        .call(Method::POST, "/api/checkouts", Some(&harness::order("USD")))
        .await;
    assert_eq!(status, StatusCode::CREATED);
    for held in held {
        held.abort();
    }
}
