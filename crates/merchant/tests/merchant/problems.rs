//! Errors below `/api` are problem details, whoever answers.

use std::sync::Arc;
use std::time::Duration;

use crate::harness::{ADMIN_TOKEN, Shop, read};
use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const JSON: &str = "application/json";

#[tokio::test]
async fn every_error_has_a_code() {
    let shop = Shop::changed(
        "http://127.0.0.1:9",
        None,
        Arc::new(|config| config.body_timeout = Duration::from_millis(200)),
    )
    .await;
    let large = "x".repeat(100_000);
    for (method, path, kind, body, status, code) in [
        ("GET", "/api", JSON, "", 404, "not_found"),
        ("GET", "/api/", JSON, "", 404, "not_found"),
        ("GET", "/api/nix", JSON, "", 404, "not_found"),
        ("GET", "/api/checkouts/", JSON, "", 404, "not_found"),
        ("GET", "/api/checkouts/x", JSON, "", 404, "checkout_unknown"),
        (
            "GET",
            "/api/checkouts/%ff",
            JSON,
            "",
            400,
            "request_unreadable",
        ),
        (
            "POST",
            "/api/checkouts/%ff/complete",
            JSON,
            "{}",
            400,
            "request_unreadable",
        ),
        (
            "GET",
            "/api/catalogue?currency=%ff",
            JSON,
            "",
            400,
            "currency_not_offered",
        ),
        (
            "GET",
            "/api/catalogue?currency=USD&currency=EUR",
            JSON,
            "",
            400,
            "request_unreadable",
        ),
        (
            "PUT",
            "/api/checkouts",
            JSON,
            "{}",
            405,
            "method_not_allowed",
        ),
        (
            "DELETE",
            "/api/checkouts/x",
            JSON,
            "",
            405,
            "method_not_allowed",
        ),
        (
            "POST",
            "/api/checkouts",
            "text/plain",
            "{}",
            415,
            "content_type_unsupported",
        ),
        ("POST", "/api/checkouts", JSON, "{", 400, "body_unreadable"),
        (
            "POST",
            "/api/checkouts",
            JSON,
            &large,
            413,
            "body_too_large",
        ),
        ("GET", "/api/admin/nix", JSON, "", 404, "not_found"),
        (
            "GET",
            "/api/admin/checkouts?limit=x",
            JSON,
            "",
            400,
            "request_unreadable",
        ),
        (
            "GET",
            "/api/admin/checkouts?status=x",
            JSON,
            "",
            400,
            "request_unreadable",
        ),
        (
            "PUT",
            "/api/admin/checkouts",
            JSON,
            "",
            405,
            "method_not_allowed",
        ),
    ] {
        let method: Method = method.parse().unwrap();
        let request = shop
            .client
            .request(method, format!("{}{path}", shop.running.url()))
            .bearer_auth(ADMIN_TOKEN)
            .header("content-type", kind)
            .body(body.to_owned());
        let answer = request.send().await.unwrap();
        assert_eq!(
            answer.headers()["content-type"],
            "application/problem+json",
            "{path}"
        );
        if status == 405 {
            assert!(answer.headers().contains_key("allow"), "{path}");
        }
        let (told, problem) = read(answer).await;
        assert_eq!(told.as_u16(), status, "{path}: {problem}");
        assert_eq!(problem["code"], code, "{path}");
        assert_eq!(problem["status"], status);
    }
    // A body that does not come to its end.
    let address = shop.running.url().replace("http://", "");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = "POST /api/checkouts HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\
                   content-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(answer.contains("body_unreadable"), "{answer}");
}
