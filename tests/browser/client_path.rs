//! The client path: the page makes the payment itself, with a client id alone.

use leptos::prelude::*;
use leptos_paypal::core::form::AbsoluteUrl;
use leptos_paypal::{Cart, CheckoutConfig, CheckoutPath, ClientApi, PaymentStatus};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::EventLog;
use crate::page::{Page, SANDBOX, config, item, settle, until};
use crate::server::Server;

pub(crate) const PAY: &str = "PayPal";
pub(crate) const ORDER: &str = "5O190127TN364715T";
const PAYMENT: &str = "PAYID-MNEP6YI4D0859436W7083001";

pub(crate) fn with_client(api: ClientApi) -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.client_id = Some("app-of-the-shop".parse().unwrap());
    config.path = CheckoutPath::Client { api };
    let url = AbsoluteUrl::parse("return", "https://shop.example/thanks?page=2#there");
    config.return_url = Some(url.unwrap());
    config.poll_ms = 0;
    config
}

/// A cart of 5.00 with its button.
pub(crate) async fn show(config: CheckoutConfig) -> Page {
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page
}

pub(crate) async fn back(config: CheckoutConfig, query: &str) -> Page {
    let query = query.to_owned();
    let view = move || view! { <PaymentStatus query/> <Cart/> }.into_any();
    Page::show(config, view).await
}

pub(crate) fn status(page: &Page) -> String {
    let found = page.root.query_selector("[data-status]").unwrap().unwrap();
    found.get_attribute("data-status").unwrap()
}

fn approval_link(page: &Page) -> Option<String> {
    let link = page.root.query_selector(".cx-way-back:not([hidden])");
    link.unwrap()?.get_attribute("href")
}

pub(crate) fn token() -> Value {
    json!({"access_token": "TOKEN", "token_type": "Bearer", "expires_in": 32_400})
}

fn approval() -> String {
    format!("{SANDBOX}/checkoutnow?token={ORDER}")
}

pub(crate) fn order(status: &str, capture: Option<&str>) -> Value {
    let captures = capture.map(|status| {
        json!({"id": "3C679366HH908993F", "status": status,
            "amount": {"currency_code": "USD", "value": "5.00"}})
    });
    json!({
        "id": ORDER, "status": status,
        "links": [{"rel": "approve", "href": approval(), "method": "GET"}],
        "purchase_units": [{
            "amount": {"currency_code": "USD", "value": "5.00"},
            "payments": {"captures": captures.into_iter().collect::<Vec<_>>()},
        }],
    })
}

fn payment(state: &str, sale: Option<&str>) -> Value {
    let related = sale.map(|state| json!({"sale": {"id": "61E67681CH3238416", "state": state}}));
    json!({
        "id": PAYMENT, "state": state,
        "transactions": [{
            "amount": {"total": "5.00", "currency": "USD"},
            "related_resources": related.into_iter().collect::<Vec<_>>(),
        }],
        "links": [{"rel": "approval_url", "href": approval(), "method": "REDIRECT"}],
    })
}

fn refusal(issue: &str) -> Value {
    json!({"name": "UNPROCESSABLE_ENTITY", "debug_id": "1", "details": [{"issue": issue}]})
}

/// Goes to PayPal with a cart of 5.00; the checkout's id.
pub(crate) async fn sent(config: CheckoutConfig, answer: Value) -> String {
    let server = Server::start();
    server.answers(200, token()).answers(201, answer);
    let events = EventLog::on("checkout", true);
    let page = show(config).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    events.last("checkoutId")
}

#[wasm_bindgen_test]
async fn an_order_is_made_with_the_client_id_alone() {
    let server = Server::start();
    server
        .answers(200, token())
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    page.click("button", PAY);
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    settle().await;
    assert_eq!(server.count(), 2);

    let asked = server.request(0);
    assert_eq!(asked.url, format!("{SANDBOX}/v1/oauth2/token"));
    // app-of-the-shop and no secret.
    assert_eq!(
        asked.authorization.as_deref(),
        Some("Basic YXBwLW9mLXRoZS1zaG9wOg==")
    );
    let made = server.request(1);
    assert_eq!(made.url, format!("{SANDBOX}/v2/checkout/orders"));
    assert_eq!(made.authorization.as_deref(), Some("Bearer TOKEN"));
    let id = events.last("checkoutId");
    let [unit] = &made.body["purchase_units"].as_array().unwrap()[..] else {
        panic!("one unit")
    };
    assert_eq!(made.body["intent"], "CAPTURE");
    assert_eq!(unit["amount"]["value"], "5.00");
    assert_eq!(unit["items"][0]["unit_amount"]["value"], "2.50");
    assert_eq!(
        (&unit["custom_id"], &unit["invoice_id"]),
        (&json!(id), &json!(id))
    );
    // It would need a request id, which no page of another origin may send.
    assert_eq!(made.body["payment_source"], Value::Null);
    let context = &made.body["application_context"];
    let back = format!("https://shop.example/thanks?page=2&checkout={id}");
    assert_eq!(context["return_url"], format!("{back}#there"));
    assert_eq!(context["cancel_url"], format!("{back}&cancelled=1#there"));
    assert_eq!(events.last("approvalUrl"), approval());
    assert_eq!(events.last("total"), "5.00");
}

#[wasm_bindgen_test]
async fn the_same_cart_is_the_same_order() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server
        .answers(200, token())
        .answers(200, order("APPROVED", None));
    let events = EventLog::on("checkout", true);
    let page = Page::show(config.clone(), || view! { <Cart/> }.into_any()).await;
    page.click("button", PAY);
    until("the page is asked again", || events.count() == 1).await;
    assert_eq!(events.last("checkoutId"), id);
    assert_eq!(server.request(1).method, "GET");
    assert_eq!(
        server.request(1).url,
        format!("{SANDBOX}/v2/checkout/orders/{ORDER}")
    );
    assert_eq!(server.count(), 2);
    drop(server);

    // It was paid meanwhile, in another tab.
    let server = Server::start();
    server
        .answers(200, token())
        .answers(200, order("COMPLETED", Some("COMPLETED")));
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.click("button", PAY);
    until("the cart is empty", || page.cart().units() == 0).await;
    assert_eq!(events.count(), 1);
}

#[wasm_bindgen_test]
async fn an_order_that_is_gone_is_made_anew() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server
        .answers(200, token())
        .answers(404, json!({"name": "RESOURCE_NOT_FOUND", "details": []}))
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    assert_ne!(events.last("checkoutId"), id);
    assert_eq!(server.request(2).method, "POST");
}

#[wasm_bindgen_test]
async fn what_paypal_answers_on_return_is_told() {
    for (api, made, answer, path, shown, left) in [
        (
            ClientApi::OrdersV2,
            order("CREATED", None),
            order("COMPLETED", Some("COMPLETED")),
            format!("/v2/checkout/orders/{ORDER}/capture"),
            "paid",
            0,
        ),
        (
            ClientApi::OrdersV2,
            order("CREATED", None),
            order("COMPLETED", Some("DECLINED")),
            format!("/v2/checkout/orders/{ORDER}/capture"),
            "failed",
            2,
        ),
        (
            ClientApi::PaymentsV1,
            payment("created", None),
            payment("approved", Some("completed")),
            format!("/v1/payments/payment/{PAYMENT}/execute"),
            "paid",
            0,
        ),
    ] {
        let config = with_client(api);
        let id = sent(config.clone(), made).await;
        let server = Server::start();
        server.answers(200, token()).answers(201, answer.clone());
        let query = format!("?checkout={id}&token={ORDER}&PayerID=BUYER23456789");
        let page = back(config.clone(), &query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(page.cart().units(), left, "{shown}");
        assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
        assert_eq!(server.request(1).url, format!("{SANDBOX}{path}"));
        if api == ClientApi::PaymentsV1 {
            assert_eq!(server.request(1).body, json!({"payer_id": "BUYER23456789"}));
        }
        drop(server);

        // A reload: what was done is only looked at.
        let server = Server::start();
        server.answers(200, token()).answers(200, answer);
        let page = back(config, &query).await;
        until(shown, || status(&page) == shown).await;
        assert_eq!(
            (server.request(1).method.as_str(), server.count()),
            ("GET", 2)
        );
        assert_eq!(page.cart().units(), left);
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_has_captured_is_looked_at() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server
        .answers(200, token())
        .answers(422, refusal("ORDER_ALREADY_CAPTURED"))
        .answers(200, order("COMPLETED", Some("COMPLETED")));
    let query = format!("?checkout={id}&token={ORDER}&PayerID=BUYER23456789");
    let page = back(config, &query).await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(server.request(2).method, "GET");
    assert_eq!(page.cart().units(), 0);
}

#[wasm_bindgen_test]
async fn refusals_on_return_are_told() {
    for (http, answer, shown, link) in [
        (422, refusal("INSTRUMENT_DECLINED"), "declined", true),
        (422, refusal("ORDER_NOT_APPROVED"), "created", true),
        (422, refusal("PAYEE_BLOCKED_TRANSACTION"), "refused", true),
    ] {
        let config = with_client(ClientApi::OrdersV2);
        let id = sent(config.clone(), order("CREATED", None)).await;
        let server = Server::start();
        server.answers(200, token()).answers(http, answer.clone());
        let query = format!("?checkout={id}&token={ORDER}&PayerID=BUYER23456789");
        let page = back(config, &query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(approval_link(&page).is_some(), link, "{answer}");
        assert_eq!(page.cart().units(), 2);
    }
}

#[wasm_bindgen_test]
async fn who_turned_back_is_not_charged() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server.answers(500, Value::Null);
    for query in [
        format!("?checkout={id}&cancelled=1&token={ORDER}"),
        format!("?checkout={id}&token={ORDER}"),
    ] {
        let page = back(config.clone(), &query).await;
        until("cancelled", || status(&page) == "cancelled").await;
        assert_eq!(approval_link(&page), Some(approval()));
        assert_eq!(page.cart().units(), 2);
    }
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn what_paypals_sdk_has_approved_without_a_payer_is_captured() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server
        .answers(200, token())
        .answers(201, order("COMPLETED", Some("COMPLETED")));
    let query = format!("?checkout={id}&token={ORDER}&approved=1");
    let page = back(config, &query).await;
    until("paid", || status(&page) == "paid").await;
    let captured = format!("{SANDBOX}/v2/checkout/orders/{ORDER}/capture");
    assert_eq!(server.request(1).url, captured);
    assert_eq!(page.cart().units(), 0);
}

#[wasm_bindgen_test]
async fn a_forged_return_asks_and_completes_nothing() {
    let server = Server::start();
    server.answers(500, Value::Null);
    let query =
        format!("?checkout=co_abcdefghijklmnopqrstuvwxyz&token={ORDER}&PayerID=BUYER23456789");
    let page = back(with_client(ClientApi::OrdersV2), &query).await;
    until("nothing is known", || status(&page) == "thanks").await;
    settle().await;
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_token_is_asked_for_again_when_paypal_wants_another() {
    let server = Server::start();
    let ended =
        json!({"name": "AUTHENTICATION_FAILURE", "message": "Token signature verification failed"});
    server
        .answers(200, token())
        .answers(401, ended)
        .answers(200, json!({"access_token": "NEW", "expires_in": 32_400}))
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
    assert_eq!(
        server.request(3).authorization.as_deref(),
        Some("Bearer NEW")
    );
}

#[wasm_bindgen_test]
async fn what_paypal_refuses_before_leaving_is_told() {
    let unknown =
        json!({"error": "invalid_client", "error_description": "Client Authentication failed"});
    for (replies, code) in [
        (vec![(401, unknown)], "client_id_refused"),
        (
            vec![(200, token()), (422, refusal("PAYEE_ACCOUNT_RESTRICTED"))],
            "payment_refused",
        ),
        (
            vec![
                (200, token()),
                (503, json!({"name": "SERVICE_UNAVAILABLE"})),
            ],
            "paypal_unreachable",
        ),
    ] {
        let server = Server::start();
        for (status, body) in replies {
            server.answers(status, body);
        }
        let errors = EventLog::on("checkout-error", false);
        let page = show(with_client(ClientApi::OrdersV2)).await;
        page.click("button", PAY);
        until(code, || errors.count() == 1).await;
        assert_eq!(errors.last("code"), code);
        assert_eq!(page.cart().units(), 2);
    }
}

#[wasm_bindgen_test]
async fn an_address_of_another_host_is_not_followed() {
    let server = Server::start();
    let mut elsewhere = order("CREATED", None);
    elsewhere["links"][0]["href"] = json!("https://paypal.example/checkoutnow?token=1");
    server.answers(200, token()).answers(201, elsewhere);
    let errors = EventLog::on("checkout-error", false);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    page.click("button", PAY);
    until("it is refused", || errors.count() == 1).await;
    assert_eq!(errors.last("code"), "redirect_refused");
}
