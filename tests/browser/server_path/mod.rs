//! The server path: to where the buyer agrees, and back.

mod leaving;
mod returning;

use leptos::prelude::*;
use leptos_paypal::{Cart, CheckoutConfig, CheckoutPath, PaymentStatus, ServerApi};
use serde_json::{Value, json};

use crate::observers::EventLog;
use crate::page::{Page, SANDBOX, config, item, settle, until};
use crate::server::{ID, Server};

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

/// Goes to PayPal with a cart of 5.00.
async fn sent(config: CheckoutConfig, answer: Value) {
    let server = Server::start();
    server.answers(201, answer);
    let events = EventLog::on("checkout", true);
    let page = show(config).await;
    page.click("button", PAY);
    until("the page is asked", || events.count() == 1).await;
}
