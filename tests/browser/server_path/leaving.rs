//! From the click to where the buyer agrees.

use leptos::prelude::window;
use leptos_paypal::{CheckoutPath, ServerApi};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    ORDER, PAY, PAYMENT, approval, approval_link, created, is_busy, order, payment, refusal, show,
    with_raw_server, with_server,
};
use crate::observers::EventLog;
use crate::page::{restore_from_cache, settle, until};
use crate::server::{ID, Server};

#[wasm_bindgen_test]
async fn the_server_is_asked_and_the_page_may_take_over() {
    let server = Server::start();
    server.answers(201, created("created", json!(approval(ORDER))));
    let events = EventLog::on("checkout", true);
    let page = show(with_server()).await;
    page.click("button", PAY);
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    assert_eq!(
        ["checkoutId", "total", "currency", "approvalUrl"].map(|field| events.last(field)),
        [ID, "5.00", "USD", &approval(ORDER)]
    );
    settle().await;
    assert!(!is_busy(&page));
    assert_eq!(server.count(), 1);
    let request = server.request(0);
    assert_eq!(request.url, "/api/checkouts");
    assert_eq!(
        request.body,
        json!({
            "idempotency_key": request.body["idempotency_key"], "path": "server", "api": "orders_v2",
            "locale": "en", "currency": "USD", "expected_total": "5.00",
            "lines": [{"sku": "Tea", "quantity": 2, "options": []}],
        })
    );
}

#[wasm_bindgen_test]
async fn the_browser_goes_there_and_can_go_again_as_the_same_checkout() {
    let server = Server::start();
    let location = window().location();
    let there = [
        &*location.origin().unwrap(),
        &*location.pathname().unwrap(),
        "#agree",
    ]
    .concat();
    let search = location.search().unwrap();
    let there = there.replace('#', &format!("{search}#"));
    server.answers(201, created("created", json!(there)));
    let mut config = with_server();
    config.environment = location.origin().unwrap().parse().unwrap();
    let page = show(config).await;
    page.click("button", PAY);
    until("it is there", || location.hash().unwrap() == "#agree").await;
    settle().await;
    // Busy until the browser has left, or comes back.
    assert!(is_busy(&page) && page.says("Taking you to PayPal"));
    restore_from_cache();
    settle().await;
    assert!(!is_busy(&page));
    location.set_hash("").unwrap();
    page.click("button", PAY);
    until("it is there again", || location.hash().unwrap() == "#agree").await;
    assert_eq!(server.request(0).body, server.request(1).body);
    location.set_hash("").unwrap();
    restore_from_cache();
}

#[wasm_bindgen_test]
async fn a_fetch_of_the_page_that_rejects_with_a_text_is_an_unreachable_shop() {
    let server = Server::start();
    server.rejects_with_text();
    let page = show(with_server()).await;
    let errors = EventLog::on("checkout-error", false);
    page.click("button", PAY);
    until("it failed", || server.count() == 1 && !is_busy(&page)).await;
    assert_eq!(errors.last("code"), "unreachable");
}

#[wasm_bindgen_test]
async fn a_retry_asks_for_the_same_in_another_language_too() {
    let server = Server::start();
    server.is_offline().is_offline();
    let mut config = with_server();
    let page = show(config.clone()).await;
    page.click("button", PAY);
    until("it failed", || server.count() == 1 && !is_busy(&page)).await;
    config.locale = "de".to_owned();
    page.checkout.configure(config.clone());
    page.click("button", PAY);
    until("it failed again", || server.count() == 2 && !is_busy(&page)).await;
    assert_eq!(server.request(0).body, server.request(1).body);
    // Another path is another checkout.
    config.path = CheckoutPath::Server {
        api: Some(ServerApi::PaymentsV1),
    };
    page.checkout.configure(config);
    page.click("button", PAY);
    until("it failed once more", || {
        server.count() == 3 && !is_busy(&page)
    })
    .await;
    let (first, third) = (server.request(0).body, server.request(2).body);
    assert_eq!(third["api"], "payments_v1");
    assert_ne!(first["idempotency_key"], third["idempotency_key"]);
}

#[wasm_bindgen_test]
async fn nobody_is_sent_to_another_host() {
    for evil in [
        json!(created(
            "created",
            json!("https://www.paypal.com/checkoutnow?token=1")
        )),
        json!(created("created", json!("javascript:alert(1)"))),
        json!({"id": ORDER, "status": "CREATED", "links": [
            {"rel": "approve", "href": "http://127.0.0.1:8081@paypal.example/"},
        ]}),
    ] {
        let server = Server::start();
        server.answers(201, evil);
        let events = (
            EventLog::on("checkout", true),
            EventLog::on("checkout-error", false),
        );
        let page = show(with_server()).await;
        page.click("button", PAY);
        until("it is refused", || events.1.count() == 1).await;
        assert_eq!(events.1.last("code"), "redirect_refused");
        assert_eq!(events.0.count(), 0);
        settle().await;
        assert!(page.says("We couldn’t verify the PayPal link"));
    }
}

#[wasm_bindgen_test]
async fn each_problem_has_its_words_and_can_be_tried_again() {
    for (http, problem, words) in [
        (
            503,
            json!({"code": "paypal_unreachable", "retryable": true}),
            "PayPal is not responding",
        ),
        (
            502,
            json!({"code": "paypal_answer", "retryable": true}),
            "PayPal is not responding",
        ),
        (
            502,
            json!({"code": "paypal_refused", "retryable": false}),
            "PayPal refused this payment (paypal_refused)",
        ),
        (
            409,
            json!({"code": "payment_refused", "issue": "PAYEE_BLOCKED_TRANSACTION"}),
            "PayPal refused this payment",
        ),
        (
            429,
            json!({"code": "too_many_requests"}),
            "The shop is busy",
        ),
        (429, Value::Null, "The shop is busy"),
        (
            400,
            json!({"code": "path_unsupported"}),
            "(path_unsupported)",
        ),
        (
            418,
            json!({"code": "teapot"}),
            "could not start the payment (teapot)",
        ),
        (500, json!("<html>"), "We can’t reach the shop"),
        // PayPal's own words.
        (
            500,
            json!({"name": "INTERNAL_SERVER_ERROR"}),
            "PayPal is not responding",
        ),
        (
            200,
            refusal("PAYEE_ACCOUNT_RESTRICTED"),
            "PayPal refused this payment",
        ),
    ] {
        let server = Server::start();
        server
            .answers(http, problem.clone())
            .answers(201, created("created", json!(approval(ORDER))));
        let events = EventLog::on("checkout", true);
        let page = show(with_server()).await;
        page.click("button", PAY);
        until(words, || page.says(words)).await;
        assert!(page.says("Nothing was charged"), "{problem}");
        assert!(!is_busy(&page));
        page.click("button", PAY);
        until("it works", || events.count() == 1).await;
        assert_eq!(server.request(0).body, server.request(1).body);
    }
}

#[wasm_bindgen_test]
async fn a_declined_card_has_a_way_back_to_paypal_and_nowhere_else() {
    for (url, shown) in [
        (approval(ORDER), Some(approval(ORDER))),
        ("https://paypal.example/".to_owned(), None),
    ] {
        let server = Server::start();
        server.answers(
            409,
            json!({"code": "instrument_declined", "approval_url": url}),
        );
        let page = show(with_server()).await;
        assert_eq!(approval_link(&page), None);
        page.click("button", PAY);
        until("it is told", || {
            page.says("Your payment method was declined")
        })
        .await;
        assert_eq!(approval_link(&page), shown);
    }
}

#[wasm_bindgen_test]
async fn paypals_own_answers_lead_to_paypal() {
    let bare = json!({"id": ORDER});
    for (answer, name, url) in [
        (order("PAYER_ACTION_REQUIRED", None), ORDER, approval(ORDER)),
        (payment("created", None), PAYMENT, approval("EC-1")),
        (bare, ORDER, approval(ORDER)),
    ] {
        let server = Server::start();
        server.answers(201, answer);
        let events = EventLog::on("checkout", true);
        let page = show(with_raw_server()).await;
        page.click("button", PAY);
        until("the page is asked", || events.count() == 1).await;
        assert_eq!(server.request(0).url, "/pay/orders");
        assert_eq!(
            ["checkoutId", "total", "approvalUrl"].map(|field| events.last(field)),
            [name, "5.00", &url]
        );
    }
    // Without its link nobody can agree to a v1 payment.
    let server = Server::start();
    server.answers(201, json!({"id": PAYMENT, "state": "created"}));
    let page = show(with_raw_server()).await;
    page.click("button", PAY);
    until("it is told", || page.says("(approval_missing)")).await;
}

#[wasm_bindgen_test]
async fn a_cancelled_payment_is_gone_on_with() {
    let server = Server::start();
    server.answers(200, created("cancelled", json!(approval(ORDER))));
    let events = EventLog::on("checkout", true);
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    assert_eq!(server.count(), 1);
}
