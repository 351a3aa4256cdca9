//! The server path: to where the buyer agrees, and back.

use leptos::prelude::*;
use leptos_paypal::{Cart, CheckoutConfig, CheckoutPath, PaymentStatus, ServerApi};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{EventLog, Page, SANDBOX, config, item, restore_from_cache, settle, until};
use crate::server::{ID, Server, progress};

const PAY: &str = "PayPal";
const ORDER: &str = "5O190127TN364715T";
const PAYMENT: &str = "PAYID-MNEP6YI4D0859436W7083001";

fn with_server() -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.server = Some("/api".to_owned());
    config.path = CheckoutPath::Server {
        api: Some(ServerApi::OrdersV2),
    };
    config.poll_ms = 0;
    config
}

/// A server of somebody else's, which hands PayPal's answers through.
fn with_raw_server() -> CheckoutConfig {
    let mut config = with_server();
    config.server = None;
    config.create_url = Some("/pay/orders".to_owned());
    config.complete_url = Some("/pay/orders/{id}/capture".to_owned());
    config
}

/// A cart of 5.00 with its button.
async fn show(config: CheckoutConfig) -> Page {
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page
}

async fn back(config: CheckoutConfig, query: &str) -> Page {
    let query = query.to_owned();
    let view = move || view! { <PaymentStatus query/> <Cart/> }.into_any();
    Page::show(config, view).await
}

fn status(page: &Page) -> String {
    let found = page.root.query_selector("[data-status]").unwrap().unwrap();
    found.get_attribute("data-status").unwrap()
}

fn is_busy(page: &Page) -> bool {
    let button = page.find("button", PAY);
    button.get_attribute("aria-busy").as_deref() == Some("true")
}

/// The address of the way back to PayPal, while it is shown.
fn approval_link(page: &Page) -> Option<String> {
    let link = page.root.query_selector(".cx-way-back:not([hidden])");
    link.unwrap()?.get_attribute("href")
}

fn approval(token: &str) -> String {
    format!("{SANDBOX}/checkoutnow?token={token}")
}

fn created(status: &str, approval_url: Value) -> Value {
    json!({
        "checkout_id": ID, "status": status, "currency": "USD", "total": "5.00",
        "path": "server", "api": "orders_v2", "approval_url": approval_url,
    })
}

fn order(status: &str, capture: Option<&str>) -> Value {
    let mut order = json!({
        "id": ORDER, "status": status,
        "links": [
            {"rel": "self", "href": "https://api.paypal.com/v2/checkout/orders/1", "method": "GET"},
            {"rel": "payer-action", "href": approval(ORDER), "method": "GET"},
        ],
    });
    if let Some(capture) = capture {
        order["purchase_units"] = json!([{"payments": {"captures": [{
            "id": "3C679366HH908993F", "status": capture,
            "amount": {"currency_code": "USD", "value": "5.00"},
        }]}}]);
    }
    order
}

fn payment(state: &str, sale: Option<&str>) -> Value {
    let related = sale.map(|state| json!({"sale": {"id": "61E67681CH3238416", "state": state}}));
    json!({
        "id": PAYMENT, "state": state,
        "transactions": [{
            "amount": {"total": "5.00", "currency": "USD"},
            "related_resources": related.into_iter().collect::<Vec<_>>(),
        }],
        "links": [{"rel": "approval_url", "href": approval("EC-1"), "method": "REDIRECT"}],
    })
}

fn refusal(issue: &str) -> Value {
    json!({
        "name": "UNPROCESSABLE_ENTITY", "debug_id": "1", "details": [{"issue": issue}],
        "links": [{"rel": "redirect", "href": approval(ORDER), "method": "GET"}],
    })
}

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

/// Goes to PayPal with a cart of 5.00.
async fn sent(config: CheckoutConfig, answer: Value) {
    let server = Server::start();
    server.answers(201, answer);
    let events = EventLog::on("checkout", true);
    let page = show(config).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
}

#[wasm_bindgen_test]
async fn what_paypal_answered_to_the_capture_is_told() {
    let v1 = format!("?paymentId={PAYMENT}&token=EC-1&PayerID=BUYER23456789");
    let v2 = format!("?token={ORDER}&PayerID=BUYER23456789");
    for (query, answer, shown, left) in [
        (&v2, order("COMPLETED", Some("COMPLETED")), "paid", 0),
        (&v2, order("COMPLETED", Some("PENDING")), "pending", 2),
        (&v2, order("COMPLETED", Some("DECLINED")), "failed", 2),
        (&v1, payment("approved", Some("completed")), "paid", 0),
        (&v1, payment("approved", Some("pending")), "pending", 2),
        (&v1, payment("failed", None), "failed", 2),
    ] {
        let config = with_raw_server();
        let made = if *query == v1 {
            payment("created", None)
        } else {
            order("CREATED", None)
        };
        sent(config.clone(), made).await;
        let server = Server::start();
        server
            .answers(201, answer)
            .answers(422, refusal("ORDER_ALREADY_CAPTURED"));
        let page = back(config.clone(), query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(page.cart().units(), left, "{shown}");
        assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
        assert_eq!(server.count(), 1, "{shown} is not asked about again");
        let request = server.request(0);
        if *query == v1 {
            assert_eq!(request.url, format!("/pay/orders/{PAYMENT}/capture"));
            assert_eq!(request.body["paymentID"], PAYMENT);
        } else {
            assert_eq!(request.url, format!("/pay/orders/{ORDER}/capture"));
        }
        assert_eq!(request.body["payerID"], "BUYER23456789");
        assert_eq!(request.body["query"], **query);

        // A reload says the same, whatever PayPal says to a second capture.
        let page = back(config, query).await;
        until(shown, || status(&page) == shown).await;
        assert_eq!((page.cart().units(), server.count()), (left, 2));
    }
}

#[wasm_bindgen_test]
async fn paypals_refusals_are_told() {
    let query = format!("?token={ORDER}&PayerID=BUYER23456789");
    for (http, answer, shown, link) in [
        (422, refusal("INSTRUMENT_DECLINED"), "declined", true),
        (200, refusal("INSTRUMENT_DECLINED"), "declined", true),
        (422, refusal("ORDER_NOT_APPROVED"), "created", true),
        (422, refusal("PAYEE_BLOCKED_TRANSACTION"), "refused", true),
        (404, json!({"name": "RESOURCE_NOT_FOUND"}), "refused", false),
        (404, Value::Null, "unknown", false),
        // Captured before, and nothing is known of it here.
        (422, refusal("ORDER_ALREADY_CAPTURED"), "pending", false),
    ] {
        let server = Server::start();
        server.answers(http, answer.clone());
        let page = back(with_raw_server(), &query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(approval_link(&page).is_some(), link, "{answer}");
        assert_eq!(server.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn who_has_not_agreed_is_not_charged() {
    let server = Server::start();
    server.answers(500, Value::Null);
    let page = back(with_raw_server(), &format!("?token={ORDER}")).await;
    until("cancelled", || status(&page) == "cancelled").await;
    settle().await;
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_declined_card_is_told_on_return_too() {
    for (code, shown, words) in [
        (
            "instrument_declined",
            "declined",
            "Your payment method was declined",
        ),
        ("payment_refused", "refused", "PayPal refused the payment"),
    ] {
        let server = Server::start();
        server.answers(
            409,
            json!({
                "code": code, "checkout_id": ID, "checkout_status": "approved",
                "approval_url": approval(ORDER),
            }),
        );
        let events = EventLog::on("checkout-status", false);
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
        )
        .await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        page.find("heading", words);
        assert_eq!(approval_link(&page), Some(approval(ORDER)));
        assert_eq!(
            ["checkoutId", "status"].map(|field| events.last(field)),
            [ID, shown]
        );
        assert_eq!(server.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_server_is_told_again_until_paypal_answers() {
    let server = Server::start();
    let away = json!({"code": "paypal_unreachable", "retryable": true, "checkout_id": ID});
    server
        .answers(503, away.clone())
        .answers(503, away)
        .answers(429, json!({"code": "too_many_requests"}))
        .answers(200, progress("paid"));
    let events = EventLog::on("checkout-status", false);
    let page = back(
        with_server(),
        &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
    )
    .await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(
        events
            .details
            .borrow()
            .iter()
            .map(|detail| js_sys::Reflect::get(detail, &"status".into()).unwrap())
            .map(|status| status.as_string().unwrap())
            .collect::<Vec<_>>(),
        ["paypal_unreachable", "unreachable", "paid"]
    );
    let requests = server.requests.borrow();
    assert!(requests.iter().all(|request| request.method == "POST"));
}

#[wasm_bindgen_test]
async fn a_query_that_fits_nothing_only_shows_the_status() {
    for code in ["return_mismatch", "paypal_refused", "whatever"] {
        let server = Server::start();
        server
            .answers(409, json!({"code": code, "checkout_id": ID}))
            .answers(200, progress("paid"));
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token=OTHER&PayerID=B"),
        )
        .await;
        until("paid", || status(&page) == "paid").await;
        assert_eq!(server.request(1).method, "GET");
        assert_eq!(server.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn who_came_back_without_agreeing_finds_the_way_back() {
    for (state, query, words) in [
        (
            "created",
            "",
            "You left PayPal before approving the payment",
        ),
        ("cancelled", "&cancelled=1", "You were not charged"),
    ] {
        let server = Server::start();
        let mut answer = progress(state);
        answer["approval_url"] = json!(approval(ORDER));
        server.answers(200, answer);
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token={ORDER}{query}"),
        )
        .await;
        until(state, || status(&page) == state).await;
        settle().await;
        assert!(page.says(words));
        assert_eq!(approval_link(&page), Some(approval(ORDER)));
        assert_eq!(server.count(), 1, "there is nothing to wait for");
    }
    // Money that is on its way needs no buyer.
    let server = Server::start();
    let mut answer = progress("approved");
    answer["approval_url"] = json!(approval(ORDER));
    server.answers(200, answer).answers(200, progress("paid"));
    let page = back(
        with_server(),
        &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
    )
    .await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(approval_link(&page), None);
}

#[wasm_bindgen_test]
async fn an_order_that_needs_no_buyer_is_not_sent_again() {
    let server = Server::start();
    server.answers(200, created("paid", Value::Null));
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("the cart is empty", || page.cart().is_empty()).await;
    settle().await;
    assert!(page.says("This order has already been paid."));
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
