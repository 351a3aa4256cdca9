//! `webscr` under all its names, for every way of sending a form.

use crate::harness::{Harness, buy_now, encode, location};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

#[tokio::test]
async fn every_address_of_webscr_takes_post_and_get() {
    let sandbox = Harness::start().await;
    let form = encode(&buy_now(&[("test_ipn", "1")]));
    for path in [
        "/cgi-bin/webscr",
        "/cgi-bin/webscr/",
        "/cgi-bin/webscr?",
        "/row/cgi-bin/webscr",
        "/us/cgi-bin/webscr/",
        "/webscr",
        "/webscr/?test_ipn=1",
    ] {
        let response = sandbox.post(path, form.clone()).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        let address = path.split('?').next().unwrap();
        let get = sandbox.url(&format!("{address}?{form}"));
        let response = sandbox.client.get(get).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "GET {path}");
        assert!(location(&response).contains("token=EC-"));
        assert!(response.headers().contains_key("paypal-debug-id"));
        assert!(response.headers().contains_key(CONTENT_TYPE));
    }
    for path in [
        "/cgi-bin/other",
        "/usa/cgi-bin/webscr",
        "/US/cgi-bin/webscr",
    ] {
        assert_eq!(
            sandbox.post(path, form.clone()).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let put = sandbox
        .client
        .put(sandbox.url("/webscr"))
        .body(form)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn query_and_body_are_one_form_of_any_content_type() {
    let sandbox = Harness::start().await;
    for kind in ["text/plain", "application/json", "multipart/form-data", ""] {
        let mut request = sandbox
            .client
            .post(sandbox.url("/cgi-bin/webscr?cmd=_xclick&amount=7"))
            .body("business=merchant%40example.com&item_name=Cup&amount=8");
        if !kind.is_empty() {
            request = request.header(CONTENT_TYPE, kind);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{kind}");
        let token = location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        assert_eq!(
            sandbox.checkout(&token).await["total"],
            "8.00",
            "the body's value counts"
        );
    }
}

#[tokio::test]
async fn a_form_is_read_in_its_own_charset() {
    let sandbox = Harness::start().await;
    let form = "cmd=_xclick&business=merchant%40example.com&amount=5&item_name=";
    for (rest, name) in [
        ("caf%C3%A9+%F0%9F%8D%B5", "café 🍵"),
        ("caf%C3%A9&charset=utf-8", "café"),
        ("caf%E9+%80", "café €"),
        ("caf%E9+%80&charset=windows-1252", "café €"),
        ("%8A%BF%8E%9A&charset=Shift_JIS", "漢字"),
    ] {
        let response = sandbox.post("/webscr", format!("{form}{rest}")).await;
        let token = location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        let checkout = sandbox.checkout(&token).await;
        assert_eq!(checkout["lines"][0]["item_name"], name);
        assert_eq!(checkout["ignored"], serde_json::json!([]));
    }
}

#[tokio::test]
async fn links_use_the_address_of_the_client() {
    let sandbox = Harness::start().await;
    let response = sandbox
        .client
        .post(sandbox.url("/webscr"))
        .header("host", "paypal.test:99")
        .body(encode(&buy_now(&[])))
        .send()
        .await
        .unwrap();
    assert!(location(&response).starts_with("http://paypal.test:99/checkoutnow?token=EC-"));
    let config = paypal_sandbox::Config {
        public_url: Some("https://pay.example/".to_owned()),
        ..paypal_sandbox::Config::default()
    };
    let public = Harness::with(config).await;
    let response = public.post_form(&buy_now(&[])).await;
    assert!(location(&response).starts_with("https://pay.example/checkoutnow?token=EC-"));
}

/// UTF-16 would turn every variable into something else, and the last two are
/// read by no browser any more.
#[tokio::test]
async fn a_charset_that_no_form_can_be_in_is_ignored() {
    let sandbox = Harness::start().await;
    for charset in ["utf-16", "utf-16be", "hz-gb-2312", "iso-2022-kr"] {
        let form = buy_now(&[("item_name", "café"), ("charset", charset)]);
        let token = sandbox.open(&form).await;
        let checkout = sandbox.checkout(&token).await;
        assert_eq!(checkout["lines"][0]["item_name"], "café", "{charset}");
        assert_eq!(checkout["ignored"][0]["variable"], "charset");
    }
}

/// Quadratic reading would take hours.
#[tokio::test]
async fn very_many_variables_are_read_at_once() {
    let sandbox = Harness::start().await;
    let many: Vec<String> = (0..100_000).map(|number| format!("v{number}=1")).collect();
    let response = sandbox.post("/webscr", many.join("&")).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let items: Vec<String> = (1..=20_000)
        .map(|number| format!("item_name_{number}=x&amount_{number}=0.01"))
        .collect();
    let form = format!(
        "cmd=_cart&upload=1&business=merchant%40example.com&{}",
        items.join("&")
    );
    let response = sandbox.post("/webscr", form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_payee_is_named_by_address_or_id_in_any_case() {
    let sandbox = Harness::start().await;
    for business in [
        "merchant@example.com",
        "Merchant@Example.COM",
        " merchant@example.com ",
        "MERCHANT23456",
        "merchant23456",
    ] {
        let token = sandbox.open(&buy_now(&[("business", business)])).await;
        let checkout = sandbox.checkout(&token).await;
        assert_eq!(checkout["payee"], "merchant@example.com", "{business}");
    }
}
