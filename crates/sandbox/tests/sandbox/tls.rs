//! The TLS listener: PayPal's host names, certificates of clients.

use std::net::SocketAddr;
use std::time::Duration;

use crate::harness::{self, Harness, encode};
use reqwest::{Certificate, Client, Identity, StatusCode};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

const HOST: &str = "api.sandbox.paypal.com";

const SET: &[(&str, &str)] = &[
    ("USER", "merchant_api1.example.com"),
    ("PWD", "sandbox-password"),
    ("VERSION", "98.0"),
    ("METHOD", "GetPalDetails"),
];

async fn start() -> (Harness, SocketAddr) {
    let mut sandbox = Harness::start().await;
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let address = sandbox.sandbox.listen_tls(address).await.unwrap();
    (sandbox, address)
}

async fn pem(sandbox: &Harness, post: bool, path: &str) -> (StatusCode, String) {
    let url = sandbox.url(&format!("/_sandbox/certificates/{path}"));
    let request = if post {
        sandbox.client.post(url)
    } else {
        sandbox.client.get(url)
    };
    let response = request.send().await.unwrap();
    (response.status(), response.text().await.unwrap())
}

/// A client that trusts the sandbox, and thinks that it is PayPal.
async fn client(sandbox: &Harness, address: SocketAddr, identity: Option<&str>) -> Client {
    let (status, root) = pem(sandbox, false, "root").await;
    assert_eq!(status, StatusCode::OK);
    let mut client = Client::builder()
        .no_proxy()
        .resolve(HOST, address)
        .tls_certs_only([Certificate::from_pem(root.as_bytes()).unwrap()]);
    if let Some(identity) = identity {
        client = client.identity(Identity::from_pem(identity.as_bytes()).unwrap());
    }
    client.build().unwrap()
}

async fn call(client: &Client, address: SocketAddr, fields: &[(&str, &str)]) -> String {
    let url = format!("https://{HOST}:{}/nvp", address.port());
    let response = client.post(url).body(encode(fields)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.text().await.unwrap()
}

#[tokio::test]
async fn a_certificate_stands_for_the_signature() {
    let (sandbox, address) = start().await;
    let (status, own) = pem(&sandbox, true, "merchant_api1.example.com").await;
    assert_eq!(status, StatusCode::OK);
    assert!(own.contains("PRIVATE KEY") && own.contains("BEGIN CERTIFICATE"));
    let with = client(&sandbox, address, Some(&own)).await;
    let without = client(&sandbox, address, None).await;
    let wrong = [SET, &[("SIGNATURE", "wrong")]].concat();
    let signed = [SET, &[("SIGNATURE", "sandbox-signature")]].concat();
    let other: Vec<(&str, &str)> = [&[("USER", "buyer_api1.example.com")], &SET[1..]].concat();
    for (client, fields, is_success) in [
        (&with, SET, true),
        (&without, SET, false),
        (&with, &wrong, false),
        (&without, &signed, true),
        (&with, &other, false),
    ] {
        let answer = call(client, address, fields).await;
        assert_eq!(answer.contains("ACK=Success"), is_success, "{answer}");
        assert_eq!(answer.contains("10002"), !is_success, "{answer}");
    }
    let plain = sandbox.client.post(sandbox.url("/nvp")).body(encode(SET));
    let plain = plain.send().await.unwrap().text().await.unwrap();
    assert!(plain.contains("10002"), "{plain}");
    // A new certificate replaces the one before.
    pem(&sandbox, true, "merchant_api1.example.com").await;
    let old = client(&sandbox, address, Some(&own)).await;
    let answer = call(&old, address, SET).await;
    assert!(answer.contains("10002"), "{answer}");
    // Also on a connection that has shown the old one.
    let answer = call(&with, address, SET).await;
    assert!(answer.contains("10002"), "{answer}");
    let (_, renewed) = pem(&sandbox, true, "merchant_api1.example.com").await;
    let renewed = client(&sandbox, address, Some(&renewed)).await;
    let answer = call(&renewed, address, SET).await;
    assert!(answer.contains("ACK=Success"), "{answer}");
    // A reset leaves no certificate behind.
    let reset = sandbox.client.post(sandbox.url("/_sandbox/reset"));
    assert!(reset.send().await.unwrap().status().is_success());
    let answer = call(&renewed, address, SET).await;
    assert!(answer.contains("10002"), "{answer}");
    let (status, _) = pem(&sandbox, true, "nobody_api1.example.com").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_accounts_certificate_is_none() {
    let seller = paypal_sandbox::AccountConfig {
        email: "seller@example.com".to_owned(),
        ..paypal_sandbox::AccountConfig::default()
    };
    let mut config = paypal_sandbox::Config::default();
    config.accounts.push(seller);
    let mut sandbox = Harness::with(config).await;
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let address = sandbox.sandbox.listen_tls(address).await.unwrap();
    let (_, own) = pem(&sandbox, true, "seller_api1.example.com").await;
    let client = client(&sandbox, address, Some(&own)).await;
    let answer = call(&client, address, SET).await;
    assert!(answer.contains("10002"), "{answer}");
}

#[tokio::test]
async fn links_are_https_and_silent_clients_keep_nobody_waiting() {
    let (sandbox, address) = start().await;
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(TcpStream::connect(address).await.unwrap());
    }
    let client = client(&sandbox, address, None).await;
    let url = format!("https://{HOST}:{}/cgi-bin/webscr", address.port());
    let form = client.post(&url).body(encode(&harness::buy_now(&[])));
    let page = tokio::time::timeout(Duration::from_secs(5), form.send());
    let page = page.await.unwrap().unwrap();
    let start = format!("https://{HOST}:{}/checkoutnow?token=EC-", address.port());
    assert!(page.url().as_str().starts_with(&start), "{}", page.url());
    // What is no TLS is cut.
    let mut plain = TcpStream::connect(address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut plain, b"GET / HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP"));
}
