//! Pages of other origins, which call the server only where it names them.

use std::sync::Arc;

use reqwest::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD,
    CONTENT_TYPE, ORIGIN, VARY,
};
use reqwest::{Method, Response, StatusCode};

use crate::harness::Shop;

const PAGE: &str = "https://static.example";

async fn shop(origins: &'static [&'static str]) -> Shop {
    let change = Arc::new(move |config: &mut paypal_merchant::Config| {
        config.page_origins = origins.iter().map(|text| text.parse().unwrap()).collect();
        config.requests_per_minute = 2;
    });
    Shop::changed("http://127.0.0.1:9", None, change).await
}

async fn call(shop: &Shop, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let url = format!("{}{path}", shop.running.url());
    let mut request = shop.client.request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// Asks as a page of `origin` does.
async fn get(shop: &Shop, path: &str, origin: &str) -> Response {
    call(shop, Method::GET, path, &[(ORIGIN.as_str(), origin)]).await
}

/// Asks as a browser does before it posts JSON.
async fn preflight(shop: &Shop, path: &str, origin: &str) -> Response {
    let headers = [
        (ORIGIN.as_str(), origin),
        (ACCESS_CONTROL_REQUEST_METHOD.as_str(), "POST"),
        (ACCESS_CONTROL_REQUEST_HEADERS.as_str(), "content-type"),
    ];
    call(shop, Method::OPTIONS, path, &headers).await
}

fn allowed(response: &Response) -> Option<&str> {
    let origin = response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN)?;
    origin.to_str().ok()
}

fn text(response: &Response, name: reqwest::header::HeaderName) -> String {
    let values = response.headers().get_all(name).into_iter();
    let values: Vec<&str> = values.map(|value| value.to_str().unwrap()).collect();
    values.join(", ").to_lowercase()
}

#[tokio::test]
async fn a_page_that_is_named_may_call_and_is_told_so_alone() {
    let shop = shop(&[PAGE, "http://127.0.0.1:5173"]).await;
    let answer = preflight(&shop, "/api/checkouts", PAGE).await;
    assert!(answer.status().is_success());
    assert_eq!(allowed(&answer), Some(PAGE));
    assert_eq!(text(&answer, ACCESS_CONTROL_ALLOW_METHODS), "get,post");
    assert_eq!(text(&answer, ACCESS_CONTROL_ALLOW_HEADERS), "content-type");
    let catalogue = get(&shop, "/api/catalogue", PAGE).await;
    assert_eq!(
        (catalogue.status(), allowed(&catalogue)),
        (StatusCode::OK, Some(PAGE))
    );
    assert!(text(&catalogue, VARY).contains("origin"));
    for answer in [answer, catalogue] {
        assert!(
            !answer
                .headers()
                .contains_key(ACCESS_CONTROL_ALLOW_CREDENTIALS)
        );
    }
    let answer = get(&shop, "/api/catalogue", "http://127.0.0.1:5173").await;
    assert_eq!(allowed(&answer), Some("http://127.0.0.1:5173"));
}

#[tokio::test]
async fn refusals_can_be_read_too_and_preflights_do_not_count() {
    let shop = shop(&[PAGE]).await;
    for _ in 0..5 {
        assert!(
            preflight(&shop, "/api/checkouts", PAGE)
                .await
                .status()
                .is_success()
        );
    }
    let post = [
        (ORIGIN.as_str(), PAGE),
        (CONTENT_TYPE.as_str(), "application/json"),
    ];
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let answer = call(&shop, Method::POST, "/api/checkouts", &post).await;
        assert_eq!(allowed(&answer), Some(PAGE));
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [400, 400, 429]);
}

#[tokio::test]
async fn other_pages_get_nothing() {
    let shop = shop(&[PAGE]).await;
    for origin in [
        "https://other.example",
        "https://static.example.evil.example",
        "https://evilstatic.example",
        "http://static.example",
        "https://static.example:8443",
        "https://STATIC.example",
        "https://static.example/",
        "null",
        "*",
        "",
    ] {
        let answer = preflight(&shop, "/api/checkouts", origin).await;
        assert_eq!(allowed(&answer), None, "{origin}");
        let answer = get(&shop, "/api/catalogue", origin).await;
        assert_eq!(allowed(&answer), None, "{origin}");
        assert!(text(&answer, VARY).contains("origin"), "{origin}");
    }
}

#[tokio::test]
async fn what_is_not_for_buyers_has_no_such_headers() {
    let shop = shop(&[PAGE]).await;
    for path in [
        "/api/admin/checkouts",
        "/paypal/ipn",
        "/paypal/webhooks",
        "/health",
        "/metrics",
        "/",
    ] {
        for answer in [
            preflight(&shop, path, PAGE).await,
            get(&shop, path, PAGE).await,
        ] {
            assert_eq!(allowed(&answer), None, "{path}");
        }
    }
}

#[tokio::test]
async fn without_origins_there_are_no_headers() {
    let shop = shop(&[]).await;
    let answer = preflight(&shop, "/api/checkouts", PAGE).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let catalogue = get(&shop, "/api/catalogue", PAGE).await;
    for answer in [answer, catalogue] {
        let names = answer.headers().keys();
        assert!(
            !names
                .into_iter()
                .any(|name| name.as_str().starts_with("access-control"))
        );
    }
}
