//! Faults that others met in the field, as inputs of our own making. Each test
//! names where its fault was reported.

use crate::harness::rest::{Rest, link};
use crate::harness::shop::Shop;
use crate::harness::{Harness, buy_now, encode, field, location, text};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use serde_json::{Value, json};

/// The whole order is wanted in the answer.
const WHOLE: &[(&str, &str)] = &[("prefer", "return=representation")];

fn usd(value: &str) -> Value {
    json!({"currency_code": "USD", "value": value})
}

/// `boxbilling/boxbilling PR #332`, `mike182uk/paypal-ipn-listener #14`,
/// `bitwarden/server #7784`: PayPal answers a post-back without `User-Agent`
/// with 403.
#[tokio::test]
async fn a_post_back_has_to_say_who_asks() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox.paid(&buy_now(&[("notify_url", &shop.url)])).await;
    let raw = shop.next_text().await;
    let nameless = reqwest::Client::builder().no_proxy().build().unwrap();
    for path in ["/cgi-bin/webscr", "/cgi-bin/webscr?cmd=_notify-validate"] {
        let body = format!("cmd=_notify-validate&{raw}");
        let ask = |agent: Option<&'static str>| {
            let request = nameless
                .post(sandbox.url(path))
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body.clone());
            match agent {
                Some(agent) => request.header(USER_AGENT, agent),
                None => request,
            }
            .send()
        };
        for agent in [None, Some(""), Some(" ")] {
            let answer = ask(agent).await.unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} {agent:?}");
        }
        let answer = ask(Some("PHP-IPN-Verification-Script")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.text().await.unwrap(), "VERIFIED");
    }
}

/// `PayPal help ts1005, "Why did I get PDT error 4003?"`.
#[tokio::test]
async fn a_transaction_is_looked_up_five_times() {
    let sandbox = Harness::start().await;
    let paid = sandbox.paid(&buy_now(&[])).await;
    let other = sandbox.paid(&buy_now(&[])).await;
    let look_up = async |payment: &Value, token: &str| {
        let form = [
            ("cmd", "_notify-synch"),
            ("tx", text(&payment["txn_id"])),
            ("at", token),
        ];
        let answer = sandbox.post("/cgi-bin/webscr", encode(&form)).await;
        answer.text().await.unwrap()
    };
    for _ in 0..5 {
        // Whoever has no token uses nothing up.
        let refused = look_up(&paid, "wrong").await;
        assert_eq!(refused, "FAIL\nError: 4002\n");
        let found = look_up(&paid, "sandbox-pdt-token").await;
        assert!(found.starts_with("SUCCESS\n"), "{found}");
    }
    for _ in 0..2 {
        let refused = look_up(&paid, "sandbox-pdt-token").await;
        assert_eq!(refused, "FAIL\nError: 4003\n");
    }
    let found = look_up(&other, "sandbox-pdt-token").await;
    assert!(found.starts_with("SUCCESS\n"), "{found}");
}

/// `woocommerce-paypal-payments #3020`, `PR #4530`, `PR #168`: a quantity is a
/// whole number from 1.
#[tokio::test]
async fn a_part_of_an_article_is_not_sold() {
    let rest = Rest::start().await;
    for quantity in ["1.5", "0", "-1", "1e3", "abc", "0.3", "1.0"] {
        let form = buy_now(&[("item_name", "Cheese"), ("quantity", quantity)]);
        let problem = rest.harness.refused(&form).await;
        assert_eq!(problem["variable"], "quantity", "{quantity}: {problem}");
    }
    for quantity in ["0.3", "1.00", "1.5", "0", "-1", "1e3", "abc", "", "01"] {
        let order = json!({"intent": "CAPTURE", "purchase_units": [{
            "amount": {"currency_code": "USD", "value": "4.00", "breakdown": {"item_total": usd("4.00")}},
            "items": [{"name": "Cheese", "unit_amount": usd("4.00"), "quantity": quantity}],
        }]});
        let refused = rest.post("/v2/checkout/orders", order).await;
        assert_eq!(
            refused.refused(),
            (400, "INVALID_PARAMETER_SYNTAX".to_owned()),
            "{quantity:?}"
        );
        let details = refused.body["details"].as_array().unwrap();
        assert_eq!(details.len(), 1);
        assert_eq!(details[0]["field"], "/purchase_units/0/items/0/quantity");
    }
}

/// `woocommerce-paypal-payments #372`, `phpjuice/paypal-checkout-sdk #32`.
fn course(tax: &str) -> Value {
    json!({"intent": "CAPTURE", "purchase_units": [{
        "amount": {"currency_code": "USD", "value": "80.16", "breakdown": {
            "item_total": usd("95.00"), "tax_total": usd("6.54"), "discount": usd("21.38"),
        }},
        "items": [{
            "name": "Course", "unit_amount": usd("95.00"), "quantity": "1", "tax": usd(tax),
            "description": "", "sku": "",
        }],
        "description": "",
    }]})
}

#[tokio::test]
async fn empty_texts_are_taken_where_paypal_takes_them() {
    let rest = Rest::start().await;
    let refused = rest.post("/v2/checkout/orders", course("6.53")).await;
    assert_eq!(refused.refused(), (422, "TAX_TOTAL_MISMATCH".to_owned()));
    assert_eq!(refused.body["details"].as_array().unwrap().len(), 1);
    let made = rest
        .post_with("/v2/checkout/orders", WHOLE, course("6.54"))
        .await
        .expect(201);
    assert_eq!(made["purchase_units"][0]["amount"]["value"], "80.16");
    // By PayPal's own schema.
    let mut address = course("6.54");
    address["purchase_units"][0]["shipping"] = json!({
        "name": {"full_name": ""},
        "address": {"address_line_1": "1 Main St", "address_line_2": "", "admin_area_2": "Vienna",
            "admin_area_1": "", "postal_code": "", "country_code": "AT"},
    });
    rest.post("/v2/checkout/orders", address).await.expect(201);
    for (pointer, issue) in [
        ("/reference_id", "INVALID_STRING_LENGTH"),
        ("/custom_id", "INVALID_STRING_LENGTH"),
        ("/invoice_id", "INVALID_STRING_LENGTH"),
        ("/soft_descriptor", "INVALID_STRING_LENGTH"),
        ("/items/0/name", "INVALID_STRING_LENGTH"),
        ("/items/0/quantity", "INVALID_PARAMETER_SYNTAX"),
        ("/amount/value", "INVALID_PARAMETER_SYNTAX"),
        ("/amount/currency_code", "INVALID_STRING_LENGTH"),
    ] {
        let mut order = course("6.54");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = format!("/purchase_units/0{parent}");
        order.pointer_mut(&parent).unwrap()[name] = json!("");
        let refused = rest.post("/v2/checkout/orders", order).await;
        assert_eq!(refused.refused(), (400, issue.to_owned()), "{pointer}");
    }
}

/// `OXID paypal-module PR #611`: a gratuity is a part of the sum.
#[tokio::test]
async fn every_part_of_a_breakdown_counts_or_is_refused() {
    let rest = Rest::start().await;
    let lunch = |total: &str, part: &str| {
        json!({"intent": "CAPTURE", "purchase_units": [{
            "amount": {"currency_code": "USD", "value": total, "breakdown": {
                "item_total": usd("10.00"), part: usd("2.00"),
            }},
            "items": [{"name": "Lunch", "unit_amount": usd("10.00"), "quantity": "1"}],
        }]})
    };
    for (part, total) in [
        ("gratuity", "12.00"),
        ("insurance", "12.00"),
        ("handling", "12.00"),
        ("shipping", "12.00"),
        ("tax_total", "12.00"),
        ("discount", "8.00"),
        ("shipping_discount", "8.00"),
    ] {
        let made = rest
            .post_with("/v2/checkout/orders", WHOLE, lunch(total, part))
            .await
            .expect(201);
        let amount = &made["purchase_units"][0]["amount"];
        assert_eq!(amount["breakdown"][part]["value"], "2.00", "{amount}");
        let token = text(&made["id"]);
        assert_eq!(rest.harness.checkout(token).await["total"], total);
        let refused = rest.post("/v2/checkout/orders", lunch("10.00", part)).await;
        assert_eq!(
            refused.refused(),
            (422, "AMOUNT_MISMATCH".to_owned()),
            "{part}"
        );
    }
    let refused = rest
        .post("/v2/checkout/orders", lunch("10.00", "tip"))
        .await;
    assert_eq!(refused.refused(), (400, "NOT_SUPPORTED".to_owned()));
    assert_eq!(
        refused.body["details"][0]["field"],
        "/purchase_units/0/amount/breakdown/tip"
    );
}

/// Sums of v1 that do not add up are told of the amount, or of the items.
#[tokio::test]
async fn a_wrong_sum_of_v1_names_its_place() {
    let rest = Rest::start().await;
    let payment = |total: &str, subtotal: &str, price: &str| {
        json!({
            "intent": "sale", "payer": {"payment_method": "paypal"},
            "redirect_urls": {"return_url": "https://shop.example/r", "cancel_url": "https://shop.example/c"},
            "transactions": [{
                "amount": {"currency": "USD", "total": total, "details": {"subtotal": subtotal, "shipping": "1.00"}},
                "item_list": {"items": [
                    {"name": "Mug", "quantity": "1", "price": price, "currency": "USD"},
                ]},
            }],
        })
    };
    for (body, field) in [
        (payment("12.00", "10.00", "10.00"), "transactions[0].amount"),
        (payment("11.00", "10.00", "9.00"), "transactions[0]"),
    ] {
        let refused = rest.post("/v1/payments/payment", body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(refused.body["name"], "VALIDATION_ERROR");
        let details = refused.body["details"].as_array().unwrap();
        assert_eq!(details.len(), 1, "{details:?}");
        assert_eq!(details[0]["field"], field);
    }
    rest.post("/v1/payments/payment", payment("11.00", "10.00", "10.00"))
        .await
        .expect(201);
}

/// A program says what was chosen in an item's description: the buyer sees it.
#[tokio::test]
async fn the_review_page_shows_what_was_chosen() {
    let rest = Rest::start().await;
    let chosen = "Size: Large, Glaze: <b>Celadon</b>";
    let order = json!({"intent": "CAPTURE", "purchase_units": [{
        "amount": {"currency_code": "USD", "value": "24.00", "breakdown": {"item_total": usd("24.00")}},
        "items": [{"name": "Mug", "unit_amount": usd("24.00"), "quantity": "1", "description": chosen}],
    }]});
    let v2 = rest.post("/v2/checkout/orders", order).await.expect(201);
    let payment = json!({
        "intent": "sale", "payer": {"payment_method": "paypal"},
        "redirect_urls": {"return_url": "https://shop.example/r", "cancel_url": "https://shop.example/c"},
        "transactions": [{
            "amount": {"currency": "USD", "total": "24.00"},
            "item_list": {"items": [
                {"name": "Mug", "quantity": "1", "price": "24.00", "currency": "USD", "description": chosen},
            ]},
        }],
    });
    let v1 = rest.post("/v1/payments/payment", payment).await.expect(201);
    for url in [link(&v2, "approve"), link(&v1, "approval_url")] {
        let mut page = rest.harness.client.get(url).send().await.unwrap();
        if page.status() == StatusCode::SEE_OTHER {
            let leads = location(&page);
            page = rest.harness.client.get(leads).send().await.unwrap();
        }
        let login = page.text().await.unwrap();
        let form = ["token", "csrf", "email", "password"].map(|name| (name, field(&login, name)));
        let answer = rest.harness.post("/checkoutnow/login", encode(&form)).await;
        let review = rest.harness.client.get(location(&answer)).send().await;
        let review = review.unwrap().text().await.unwrap();
        assert!(
            review.contains("Size: Large, Glaze: &#60;b&#62;Celadon"),
            "{review}"
        );
    }
}
