//! Details of the buyer that the shop knows and fills in.

use crate::harness::message::{assert_fields, decoded};
use crate::harness::{Harness, buy_now, encode, field, text};
use serde_json::json;

const ADDRESS: &[(&str, &str)] = &[
    ("first_name", "Ana"),
    ("last_name", "Lim"),
    ("address1", "2 Side St"),
    ("city", "Omaha"),
    ("state", "NE"),
    ("zip", "68102"),
    ("country", "US"),
    ("night_phone_a", "402"),
    ("night_phone_b", "555"),
    ("night_phone_c", "0100"),
    ("notify_url", "http://127.0.0.1:9/ipn"),
];

async fn message(
    sandbox: &Harness,
    more: &[(&str, &str)],
) -> std::collections::HashMap<String, String> {
    let form = buy_now(&[ADDRESS, more].concat());
    sandbox.paid(&form).await;
    let all = sandbox.get("notifications").await;
    decoded(text(&all.as_array().unwrap().last().unwrap()["body"]))
}

#[tokio::test]
async fn name_and_phone_go_with_the_shops_address() {
    let sandbox = Harness::start().await;
    let told = message(&sandbox, &[("address_override", "1")]).await;
    let expected = [
        ("address_name", "Ana Lim"),
        ("address_street", "2 Side St"),
        ("contact_phone", "402-555-0100"),
        // Who pays is who is logged in.
        ("first_name", "Test"),
        ("last_name", "Buyer"),
    ];
    assert_fields(&told, &expected);
    let told = message(&sandbox, &[]).await;
    let expected = [
        ("address_name", "Test Buyer"),
        ("address_street", "1 Main St"),
        ("contact_phone", "402-555-0100"),
    ];
    assert_fields(&told, &expected);
    let abroad = [
        ("night_phone_a", "44"),
        ("night_phone_b", "2079460000"),
        ("night_phone_c", ""),
    ];
    let told = message(&sandbox, &abroad).await;
    assert_eq!(told["contact_phone"], "+44 2079460000");
    let none = [
        ("night_phone_a", ""),
        ("night_phone_b", ""),
        ("night_phone_c", ""),
    ];
    assert!(!message(&sandbox, &none).await.contains_key("contact_phone"));
    let older = [
        ("day_phone_a", "402"),
        ("day_phone_b", "555"),
        ("day_phone_c", "0101"),
    ];
    let told = message(&sandbox, &[&none[..], &older].concat()).await;
    assert_eq!(told["contact_phone"], "402-555-0101");
}

#[tokio::test]
async fn the_review_page_and_the_control_api_show_it() {
    let sandbox = Harness::start().await;
    let more = [("address_override", "1"), ("email", "buyer@example.com")];
    let token = sandbox.open(&buy_now(&[ADDRESS, &more].concat())).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(
        checkout["prefill"],
        json!({
            "email": "buyer@example.com",
            "first_name": "Ana",
            "last_name": "Lim",
            "phone": "402-555-0100",
            "address": {
                "street": "2 Side St",
                "city": "Omaha",
                "state": "NE",
                "zip": "68102",
                "country_code": "US",
            },
        })
    );
    let url = sandbox.url(&format!("/checkoutnow?token={token}"));
    let get = || async {
        sandbox
            .client
            .get(&url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let page = get().await;
    let login = [
        ("token", token.clone()),
        ("csrf", field(&page, "csrf")),
        ("email", field(&page, "email")),
        ("password", field(&page, "password")),
    ];
    sandbox.post("/checkoutnow/login", encode(&login)).await;
    let review = get().await;
    assert!(
        review.contains("Ana Lim") && review.contains("402-555-0100"),
        "{review}"
    );
}
