//! Forms that the merchant server makes, and its refusals.

use leptos_paypal::CheckoutConfig;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{PAY, is_busy, is_disabled, show};
use crate::observers::{EventLog, Forms};
use crate::page::{chosen, config, mug, restore_from_cache, settle, until};
use crate::server::{ID, Server, created};

fn with_server() -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.server = Some("/api".to_owned());
    config
}

#[wasm_bindgen_test]
async fn the_server_prices_and_the_page_posts_its_form() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.answers(201, created("5.00"));
    let page = show(with_server()).await;
    let mug = mug()
        .item(&[chosen("Size", "Large"), chosen("Colour", "Ash")])
        .unwrap();
    page.checkout.add(mug, 1).unwrap();
    page.click("button", PAY);
    until("the form is sent", || forms.count() == 1).await;
    let request = server.request(0);
    assert_eq!(
        (request.method.as_str(), request.url.as_str()),
        ("POST", "/api/checkouts")
    );
    let key = request.body["idempotency_key"].as_str().unwrap().to_owned();
    assert!((8..=128).contains(&key.len()));
    assert_eq!(
        request.body,
        json!({
            "idempotency_key": key, "path": "form", "currency": "USD", "expected_total": "27.50",
            "lines": [
                {"sku": "Tea", "quantity": 2, "options": []},
                {"sku": "MUG", "quantity": 1, "options": [
                    {"name": "Size", "value": "Large"}, {"name": "Colour", "value": "Ash"},
                ]},
            ],
        })
    );
    assert_eq!(forms.field(0, "custom").as_deref(), Some(ID));
}

#[wasm_bindgen_test]
async fn nobody_is_sent_anywhere_but_to_paypal() {
    let (server, forms) = (Server::start(), Forms::catch());
    let mut evil = created("5.00");
    evil["action"] = json!("https://www.paypal.com.example/cgi-bin/webscr");
    server.answers(201, evil);
    let events = (
        EventLog::on("checkout", false),
        EventLog::on("checkout-error", false),
    );
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("it is refused", || events.1.count() == 1).await;
    assert_eq!(events.1.last("code"), "redirect_refused");
    assert_eq!((forms.count(), events.0.count()), (0, 0));
    settle().await;
    assert!(page.says("We couldn’t verify the PayPal link") && !is_disabled(&page));
}

#[wasm_bindgen_test]
async fn after_an_error_the_same_checkout_is_tried_again() {
    let (server, forms) = (Server::start(), Forms::catch());
    server
        .is_offline()
        .answers(502, json!("gateway"))
        .answers(201, created("5.00"));
    let page = show(with_server()).await;
    for round in 1..=2 {
        page.click("button", PAY);
        until("it failed", || server.count() == round && !is_busy(&page)).await;
        settle().await;
        assert!(page.says("We can’t reach the shop. Nothing was charged."));
        assert!(!is_disabled(&page));
    }
    page.click("button", PAY);
    until("the form is sent", || forms.count() == 1).await;
    let key = |index| server.request(index).body["idempotency_key"].clone();
    assert_eq!(key(0), key(1));
    assert_eq!(key(1), key(2));
    assert!(!page.says("can’t reach"));
}

#[wasm_bindgen_test]
async fn a_new_total_is_shown_and_paid_only_when_pressed_again() {
    let (server, forms) = (Server::start(), Forms::catch());
    server
        .answers(
            409,
            json!({"code": "total_changed", "currency": "USD", "total": "6.00"}),
        )
        .answers(201, created("6.00"));
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("it is asked", || page.says("The total is now $6.00.")).await;
    assert_eq!(forms.count(), 0);
    page.click("button", PAY);
    until("the form is sent", || forms.count() == 1).await;
    let (first, second) = (server.request(0).body, server.request(1).body);
    assert_eq!(second["expected_total"], "6.00");
    assert_ne!(first["idempotency_key"], second["idempotency_key"]);
}

#[wasm_bindgen_test]
async fn a_key_that_is_used_up_is_replaced_once() {
    let (server, forms) = (Server::start(), Forms::catch());
    server
        .answers(409, json!({"code": "idempotency_key_reused"}))
        .answers(201, created("5.00"));
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("the form is sent", || forms.count() == 1).await;
    let key = |index| server.request(index).body["idempotency_key"].clone();
    assert_ne!(key(0), key(1));
}

#[wasm_bindgen_test]
async fn an_order_that_is_paid_already_is_not_sent_again() {
    let (server, forms) = (Server::start(), Forms::catch());
    let mut paid = created("5.00");
    paid["status"] = json!("paid");
    server.answers(200, paid);
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("the cart is empty", || page.cart().is_empty()).await;
    settle().await;
    assert_eq!(forms.count(), 0);
    assert!(page.says("This order has already been paid."));
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_is_told_by_its_code() {
    for (code, words) in [
        ("sold_out", "Something in your cart is no longer available"),
        ("rate_limited", "could not start the payment (rate_limited)"),
    ] {
        let server = Server::start();
        server.answers(409, json!({"code": code}));
        let events = EventLog::on("checkout-error", false);
        let page = show(with_server()).await;
        page.click("button", PAY);
        until("it failed", || page.says(words)).await;
        assert_eq!(events.last("code"), code);
        assert!(events.last("message").contains(words));
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_after_the_page_was_left_is_dropped() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.never_answers();
    let page = show(with_server()).await;
    page.click("button", PAY);
    settle().await;
    assert!(is_busy(&page));
    restore_from_cache();
    settle().await;
    assert!(!is_disabled(&page));
    drop(page);
    settle().await;
    assert_eq!(forms.count(), 0);
}
