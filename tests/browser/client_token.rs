//! Access tokens of the client path: how long one is used, and where it is not.

use leptos_paypal::ClientApi;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;

use crate::client_path::{ORDER, PAY, back, order, sent, show, status, token, with_client};
use crate::observers::EventLog;
use crate::page::{Page, item, settle, until};
use crate::server::Server;

/// Seconds by which the page's clock is ahead, until this is dropped.
struct ClockAhead;

impl ClockAhead {
    fn by(seconds: u32) -> Self {
        let script = format!(
            "globalThis.realNow = Date.now; Date.now = () => realNow.call(Date) + {seconds} * 1000;"
        );
        js_sys::eval(&script).unwrap();
        Self
    }
}

impl Drop for ClockAhead {
    fn drop(&mut self) {
        js_sys::eval("Date.now = realNow; delete globalThis.realNow;").unwrap();
    }
}

fn token_for(seconds: u32) -> Value {
    json!({"access_token": "TOKEN", "token_type": "Bearer", "expires_in": seconds})
}

/// Calls for a token.
fn tokens(server: &Server) -> usize {
    let requests = server.requests.borrow();
    let tokens = requests
        .iter()
        .filter(|request| request.url.ends_with("/v1/oauth2/token"));
    tokens.count()
}

/// Buys what is in the cart, for the `times`-th time on this page.
async fn buy(page: &Page, events: &EventLog, times: usize) {
    page.click("button", PAY);
    until("the page is asked", || events.count() == times).await;
    settle().await;
}

/// Storage of this page, as text.
fn stored() -> String {
    let window = web_sys::window().unwrap();
    let all = |storage: Storage| String::from(js_sys::JSON::stringify(&storage).unwrap());
    let local = all(window.local_storage().unwrap().unwrap());
    local + &all(window.session_storage().unwrap().unwrap())
}

#[wasm_bindgen_test]
async fn a_token_is_asked_for_once_and_never_stored() {
    let server = Server::start();
    server
        .answers(200, token())
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    buy(&page, &events, 1).await;
    page.checkout.add(item("Cake", "3.00"), 1).unwrap();
    settle().await;
    buy(&page, &events, 2).await;
    assert_eq!((tokens(&server), server.count()), (1, 3));
    for made in [1, 2] {
        let made = server.request(made);
        assert_eq!(made.authorization.as_deref(), Some("Bearer TOKEN"));
    }
    let stored = stored();
    // The payment itself is stored.
    assert!(stored.contains(ORDER), "{stored}");
    assert!(!stored.contains("TOKEN"), "{stored}");
}

#[wasm_bindgen_test]
async fn a_token_that_ends_in_half_a_minute_is_not_used_again() {
    let server = Server::start();
    server
        .answers(200, token_for(30))
        .answers(201, order("CREATED", None))
        .answers(200, token_for(30))
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    buy(&page, &events, 1).await;
    page.checkout.add(item("Cake", "3.00"), 1).unwrap();
    settle().await;
    buy(&page, &events, 2).await;
    assert_eq!((tokens(&server), server.count()), (2, 4));
}

#[wasm_bindgen_test]
async fn a_token_is_used_for_less_than_ten_minutes() {
    let server = Server::start();
    server
        .answers(200, token())
        .answers(201, order("CREATED", None))
        .answers(200, token())
        .answers(201, order("CREATED", None));
    let events = EventLog::on("checkout", true);
    let page = show(with_client(ClientApi::OrdersV2)).await;
    buy(&page, &events, 1).await;
    let _clock = ClockAhead::by(601);
    page.checkout.add(item("Cake", "3.00"), 1).unwrap();
    settle().await;
    buy(&page, &events, 2).await;
    assert_eq!((tokens(&server), server.count()), (2, 4));
}

#[wasm_bindgen_test]
async fn a_client_id_that_is_refused_on_return_is_tried_again() {
    let config = with_client(ClientApi::OrdersV2);
    let id = sent(config.clone(), order("CREATED", None)).await;
    let server = Server::start();
    server
        .answers(401, json!({"error": "invalid_client"}))
        .answers(200, token())
        .answers(201, order("COMPLETED", Some("COMPLETED")));
    let statuses = EventLog::on("checkout-status", false);
    let query = format!("?checkout={id}&token={ORDER}&PayerID=BUYER23456789");
    let page = back(config, &query).await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(statuses.count(), 2);
    assert!(server.request(2).url.ends_with("/capture"));
    assert_eq!(page.cart().units(), 0);
}
