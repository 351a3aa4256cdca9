//! The IPN simulator.

use crate::harness::shop::{Reply, Shop};
use crate::harness::{Harness, encode};
use form_urlencoded::parse;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn send(sandbox: &Harness, body: Value) -> (StatusCode, Value) {
    sandbox
        .control(Method::POST, "ipn-simulator", Some(body))
        .await
}

#[tokio::test]
async fn a_message_of_any_type_is_sent_and_the_answer_shown() {
    let sandbox = Harness::start().await;
    let mut shop = Shop::open().await;
    let types = sandbox.get("ipn-simulator").await;
    for name in types.as_object().unwrap().keys() {
        let (status, answer) = send(&sandbox, json!({"url": shop.url, "type": name})).await;
        assert_eq!(
            (status, &answer["status"]),
            (StatusCode::OK, &json!(200)),
            "{name}"
        );
        let sent = shop.next_text().await;
        assert!(sent.contains("test_ipn=1"), "{sent}");
        assert_eq!(answer["sent"], sent.as_str());
    }
    shop.will(&[Reply::Status(500)]);
    let fields = json!({"mc_gross": "0.01", "custom": null, "café": "é & =", "quantity": 3});
    let (_, answer) = send(&sandbox, json!({"url": shop.url, "fields": fields})).await;
    assert_eq!(answer["status"], 500);
    let sent = shop.next_text().await;
    let sent: Vec<(String, String)> = parse(sent.as_bytes()).into_owned().collect();
    let value = |name: &str| {
        sent.iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(value("mc_gross"), Some("0.01"));
    assert_eq!(value("café"), Some("é & ="));
    assert_eq!(value("quantity"), Some("3"));
    assert_eq!(value("custom"), None);
    // It is nobody's payment, and does not verify.
    assert!(
        sandbox
            .get("notifications")
            .await
            .as_array()
            .unwrap()
            .is_empty()
    );
    let mut back = vec![("cmd".to_owned(), "_notify-validate".to_owned())];
    back.extend(sent);
    let verdict = sandbox.post("/cgi-bin/webscr", encode(&back)).await;
    assert_eq!(verdict.text().await.unwrap(), "INVALID");
}

#[tokio::test]
async fn it_sends_to_this_machine_alone() {
    let sandbox = Harness::start().await;
    for url in [
        "http://192.0.2.1/ipn",
        "http://example.com/ipn",
        "http://localhost.example.com/ipn",
        "http://0.0.0.0:9/ipn",
        "http://[2001:db8::1]/ipn",
        "http://127.0.0.1@example.com/",
        "file:///etc/passwd",
        "",
    ] {
        let (status, problem) = send(&sandbox, json!({"url": url})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{url}: {problem}");
        assert_eq!(problem["code"], "url_refused", "{url}");
    }
    for url in [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://x.localhost:9/",
        "http://[::1]:9/",
    ] {
        let (status, answer) = send(&sandbox, json!({"url": url})).await;
        assert_eq!(status, StatusCode::OK, "{url}");
        assert_eq!(answer["error"], "connection refused", "{url}: {answer}");
    }
    let (status, problem) = send(
        &sandbox,
        json!({"url": "http://127.0.0.1:9/", "type": "nix"}),
    )
    .await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("type_unknown"))
    );
}

#[tokio::test]
async fn the_page_fills_in_the_fields_and_keeps_what_was_typed() {
    let sandbox = Harness::start().await;
    let mut shop = Shop::open().await;
    let page = sandbox
        .sandbox_page("/_sandbox/ipn-simulator?type=refund")
        .await;
    assert!(
        page.contains("name=\"field.parent_txn_id\"") && page.contains("value=\"refund\" selected")
    );
    let form = encode(&[
        ("type", "refund"),
        ("url", shop.url.as_str()),
        ("field.txn_id", "MINE"),
        ("field.custom", ""),
        ("name", "memo"),
        ("value", "hello"),
        ("name", ""),
        ("value", "lost"),
    ]);
    let answer = sandbox.send_form("/_sandbox/ipn-simulator", &form).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().await.unwrap();
    assert!(page.contains("The listener&#39;s answer") || page.contains("The listener's answer"));
    assert!(
        page.contains("value=\"MINE\"") && page.contains(">200</span>"),
        "{page}"
    );
    assert_eq!(shop.next_text().await, "txn_id=MINE&custom=&memo=hello");
    let refused = encode(&[("type", "refund"), ("url", "http://example.com/")]);
    let refused = sandbox.send_form("/_sandbox/ipn-simulator", &refused).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("role=\"alert\""));
}
