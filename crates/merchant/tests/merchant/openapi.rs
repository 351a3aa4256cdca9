//! The description of the API that the server serves.

use crate::harness::{Shop, description};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn served() -> Value {
    let shop = Shop::open("sandbox").await;
    let url = format!("{}/api/openapi.json", shop.running.url());
    let answer = shop.client.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/json");
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn every_route_is_described() {
    let description = served().await;
    assert_eq!(description["openapi"], "3.1.0");
    let mut operations: Vec<String> = description["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{method} {path}"))
        })
        .collect();
    operations.sort();
    assert_eq!(
        operations,
        [
            "get /api/admin/checkouts",
            "get /api/admin/messages",
            "get /api/admin/subscriptions",
            "get /api/admin/subscriptions/{id}",
            "get /api/catalogue",
            "get /api/checkouts/{id}",
            "post /api/admin/checkouts/{id}/capture",
            "post /api/admin/checkouts/{id}/reconcile",
            "post /api/admin/checkouts/{id}/refund",
            "post /api/admin/checkouts/{id}/resolve",
            "post /api/admin/checkouts/{id}/void",
            "post /api/checkouts",
            "post /api/checkouts/adopt",
            "post /api/checkouts/{id}/complete",
        ]
    );
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    fn follow(document: &Value, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref").and_then(Value::as_str) {
                    let pointer = target.strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{target}");
                }
                members.values().for_each(|member| follow(document, member));
            }
            Value::Array(entries) => entries.iter().for_each(|entry| follow(document, entry)),
            _ => {}
        }
    }
    let description = served().await;
    follow(&description, &description);
}

#[tokio::test]
async fn only_the_shop_itself_needs_the_token() {
    let description = served().await;
    for (path, operations) in description["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            let needs_token = operation["security"][0].get("admin_token").is_some();
            assert_eq!(needs_token, path.starts_with("/api/admin/"), "{path}");
        }
    }
}

/// An answer with a member that nobody has described.
async fn check_with(pointer: &str, member: Value) {
    let shop = Shop::open("sandbox").await;
    let (status, mut answer) = shop.call(Method::GET, "/api/catalogue", None).await;
    answer.pointer_mut(pointer).unwrap()["new"] = member;
    let url = format!("{}/api/catalogue", shop.running.url());
    description::check(&url.parse().unwrap(), status, &answer).await;
}

#[tokio::test]
#[should_panic(expected = "new")]
async fn a_member_that_is_not_described_is_found() {
    check_with("", json!(1)).await;
}

#[tokio::test]
#[should_panic(expected = "new")]
async fn a_member_deep_inside_that_is_not_described_is_found() {
    check_with("/products/0/options/0/choices/1", json!(1)).await;
}
