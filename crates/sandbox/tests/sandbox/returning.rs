//! The way back to the shop, and PDT.

use std::collections::HashMap;

use crate::harness::{Harness, buy_now, encode, field, location, text, upload};
use paypal_sandbox::{AccountConfig, Config};
use reqwest::StatusCode;
use serde_json::{Value, json};
use url::Url;

const RETURN: &str = "https://shop.example/return?checkout=co_1&x=%20y#end";

fn merchant(change: impl Fn(&mut AccountConfig)) -> Config {
    let mut merchant = AccountConfig::merchant();
    change(&mut merchant);
    Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    }
}

fn query(url: &str) -> HashMap<String, String> {
    Url::parse(url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect()
}

/// Pays through the pages; the answer to the click.
async fn click_pay(sandbox: &Harness, token: &str) -> reqwest::Response {
    let url = sandbox.url(&format!("/checkoutnow?token={token}"));
    let page = sandbox
        .client
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let csrf = field(&page, "csrf");
    let start = [("token", token), ("csrf", &csrf)];
    let (email, password) = (field(&page, "email"), field(&page, "password"));
    let login = [&start[..], &[("email", &email), ("password", &password)]].concat();
    sandbox.post("/checkoutnow/login", encode(&login)).await;
    sandbox.post("/checkoutnow/pay", encode(&start)).await
}

#[tokio::test]
async fn with_pdt_on_rm_has_no_effect_and_the_parameters_are_appended() {
    let sandbox = Harness::start().await;
    for rm in ["0", "1", "2"] {
        let more = [
            ("return", RETURN),
            ("rm", rm),
            ("custom", "c&d 茶"),
            ("item_number", "MUG"),
        ];
        let token = sandbox.open(&buy_now(&more)).await;
        let response = click_pay(&sandbox, &token).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "rm={rm}");
        let back = location(&response);
        assert!(
            back.starts_with("https://shop.example/return?checkout=co_1&x=%20y&tx="),
            "{back}"
        );
        assert!(back.ends_with("#end"), "{back}");
        let query = query(&back);
        let payment = sandbox.payment_of(&token).await;
        for (name, value) in [
            ("tx", text(&payment["txn_id"])),
            ("st", "Completed"),
            ("amt", "10.00"),
            ("cc", "USD"),
            ("cm", "c&d 茶"),
            ("item_number", "MUG"),
        ] {
            assert_eq!(query[name], value, "{name}");
        }
        assert!(!query["sig"].is_empty());
    }
}

#[tokio::test]
async fn without_pdt_rm_decides() {
    let sandbox = Harness::with(merchant(|account| account.pdt = false)).await;
    for rm in ["0", "1"] {
        let token = sandbox
            .open(&buy_now(&[("return", RETURN), ("rm", rm)]))
            .await;
        let response = click_pay(&sandbox, &token).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(location(&response), RETURN);
    }
    let token = sandbox
        .open(&upload(&[
            ("return", RETURN),
            ("rm", "2"),
            ("custom", "x\"y"),
        ]))
        .await;
    let response = click_pay(&sandbox, &token).await;
    assert_eq!(response.status(), StatusCode::OK);
    let page = response.text().await.unwrap();
    assert!(
        page.contains("data-automatic") && page.contains("method=\"post\""),
        "{page}"
    );
    assert_eq!(field(&page, "mc_gross"), "10.00");
    assert_eq!(field(&page, "item_name1"), "Mug");
    assert_eq!(field(&page, "custom"), "x&#34;y");
    // Seen again, the page does not leave by itself.
    let url = sandbox.url(&format!("/checkoutnow?token={token}"));
    let again = sandbox
        .client
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        again.contains("method=\"post\"") && !again.contains("data-automatic"),
        "{again}"
    );
    // The control API says the same.
    let answer = sandbox.approve(&token).await;
    assert_eq!(answer["method"], "POST");
    assert_eq!(answer["redirect_url"], RETURN);
    let fields: HashMap<String, String> =
        serde_json::from_value::<Vec<(String, String)>>(answer["fields"].clone())
            .unwrap()
            .into_iter()
            .collect();
    for (name, value) in [
        ("payment_status", "Completed"),
        ("custom", "x\"y"),
        ("charset", "UTF-8"),
        ("test_ipn", "1"),
        ("merchant_return_link", "Return to merchant"),
    ] {
        assert_eq!(fields[name], value, "{name}");
    }
}

#[tokio::test]
async fn without_auto_return_the_buyer_clicks() {
    let sandbox = Harness::with(merchant(|account| account.auto_return = false)).await;
    let token = sandbox.open(&buy_now(&[("return", RETURN)])).await;
    let response = click_pay(&sandbox, &token).await;
    assert_eq!(response.status(), StatusCode::OK);
    let page = response.text().await.unwrap();
    assert!(
        page.contains("Payment sent") && page.contains("Return to Test Merchant"),
        "{page}"
    );
    assert!(!page.contains("data-automatic"));
    // A GET form drops the query of its action, so everything is a field.
    assert_eq!(field(&page, "checkout"), "co_1");
    assert_eq!(
        field(&page, "tx"),
        text(&sandbox.payment_of(&token).await["txn_id"])
    );
}

#[tokio::test]
async fn without_a_return_address_the_journey_ends_here() {
    let sandbox = Harness::start().await;
    let token = sandbox.open(&buy_now(&[])).await;
    let response = click_pay(&sandbox, &token).await;
    assert_eq!(response.status(), StatusCode::OK);
    let page = response.text().await.unwrap();
    assert!(
        page.contains("Payment sent") && !page.contains("return-form"),
        "{page}"
    );
}

#[tokio::test]
async fn a_pending_payment_comes_back_as_pending() {
    let sandbox = Harness::start().await;
    sandbox
        .faults(json!({"payment": {"pending": "paymentreview"}}))
        .await;
    let token = sandbox.open(&buy_now(&[("return", RETURN)])).await;
    let answer = sandbox.approve(&token).await;
    assert_eq!(query(text(&answer["redirect_url"]))["st"], "Pending");
    assert_eq!(sandbox.checkout(&token).await["status"], "pending");
}

async fn look_up(sandbox: &Harness, tx: &str, at: &str) -> String {
    let form = [("cmd", "_notify-synch"), ("tx", tx), ("at", at)];
    let response = sandbox.post("/cgi-bin/webscr", encode(&form)).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/plain")
    );
    response.text().await.unwrap()
}

#[tokio::test]
async fn pdt_tells_ones_own_payments_as_they_stand() {
    let other = AccountConfig {
        email: "other@example.com".to_owned(),
        pdt_token: Some("other-token".to_owned()),
        ..AccountConfig::default()
    };
    let config = Config {
        accounts: vec![AccountConfig::merchant(), AccountConfig::buyer(), other],
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox
        .paid(&buy_now(&[("custom", "order 77"), ("item_name", "café")]))
        .await;
    let tx = text(&payment["txn_id"]);
    let body = look_up(&sandbox, tx, "sandbox-pdt-token").await;
    assert!(body.is_ascii() && !body.contains('\r'), "{body}");
    let lines: Vec<&str> = body.lines().collect();
    assert_eq!(lines[0], "SUCCESS");
    for line in [
        "payment_status=Pending",
        "mc_gross=10.00",
        "custom=order+77",
        "item_name=caf%C3%A9",
        "charset=UTF-8",
    ] {
        assert!(lines.contains(&line), "{line} is not in {body}");
    }
    let settle = format!("payments/{tx}/settle");
    sandbox
        .control(
            reqwest::Method::POST,
            &settle,
            Some(json!({"status": "Completed"})),
        )
        .await;
    assert!(
        look_up(&sandbox, tx, "sandbox-pdt-token")
            .await
            .contains("\npayment_status=Completed\n")
    );
    for (tx, at) in [
        (tx, "other-token"),
        (tx, "wrong"),
        (tx, ""),
        ("", "sandbox-pdt-token"),
        ("00000000000000000", "sandbox-pdt-token"),
    ] {
        let answer = look_up(&sandbox, tx, at).await;
        assert!(
            answer.starts_with("FAIL\nError: 400"),
            "{tx} {at}: {answer}"
        );
    }
    let off = Harness::with(merchant(|account| account.pdt = false)).await;
    let payment: Value = off.paid(&buy_now(&[])).await;
    assert!(
        look_up(&off, text(&payment["txn_id"]), "sandbox-pdt-token")
            .await
            .starts_with("FAIL")
    );
}
