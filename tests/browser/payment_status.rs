//! The status of a payment after the return from PayPal.

use leptos::prelude::*;
use leptos_paypal::{Cart, CheckoutConfig, DonateButton, PaymentStatus, StatusDetail};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, config, item, restore_from_cache, settle, until};
use crate::server::{ID, Server, created, progress};

pub fn with_server() -> CheckoutConfig {
    let mut config = config();
    config.server = Some("/api".to_owned());
    config.poll_ms = 0;
    config
}

pub async fn back(config: CheckoutConfig, query: String) -> Page {
    let view = move || view! { <PaymentStatus query/> <Cart/> }.into_any();
    Page::show(config, view).await
}

pub fn query() -> String {
    format!("?checkout={ID}")
}

pub fn status(page: &Page) -> String {
    let found = page.root.query_selector("[data-status]").unwrap().unwrap();
    found.get_attribute("data-status").unwrap()
}

/// A cart of 5.00 that was sent to PayPal as the checkout of `ID`, and what
/// came into it since.
async fn sent(config: CheckoutConfig) {
    let (server, forms) = (Server::start(), Forms::catch());
    server.answers(201, created("5.00"));
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page.click("button", "PayPal");
    until("the form is sent", || forms.count() == 1).await;
    restore_from_cache();
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    page.checkout.add(item("Pot", "9.00"), 1).unwrap();
}

#[wasm_bindgen_test]
async fn each_status_has_its_words() {
    for (status_name, words) in [
        ("paid", "Thank you, your payment is complete"),
        ("failed", "The payment did not go through"),
        ("cancelled", "You left PayPal before paying"),
        ("expired", "This checkout has expired"),
        ("review", "The shop is checking your payment"),
        ("refunded", "Your payment was refunded"),
        ("partially_refunded", "Part of your payment was refunded"),
        ("reversed", "The payment was reversed"),
    ] {
        let server = Server::start();
        server.answers(200, progress(status_name));
        let events = EventLog::on("checkout-status", false);
        let page = back(with_server(), query()).await;
        until(status_name, || status(&page) == status_name).await;
        settle().await;
        page.find("heading", words);
        assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
        assert_eq!(page.beside("Order").as_deref(), Some(ID));
        assert_eq!(
            page.beside("PayPal transaction").as_deref(),
            Some("61E67681CH3238416")
        );
        assert_eq!(
            ["checkoutId", "status"].map(|field| events.last(field)),
            [ID, status_name]
        );
        assert_eq!(server.count(), 1, "{status_name} is final");
    }
}

#[wasm_bindgen_test]
async fn the_query_is_told_once_and_then_only_asked() {
    let server = Server::start();
    server
        .answers(200, progress("created"))
        .answers(200, progress("pending"))
        .answers(200, progress("paid"));
    let events = EventLog::on("checkout-status", false);
    let asked = format!("?checkout={ID}&tx=61E67681CH3238416&st=Completed");
    let page = back(with_server(), asked.clone()).await;
    until("paid", || status(&page) == "paid").await;
    let first = server.request(0);
    assert_eq!(
        (first.method.as_str(), first.url.clone()),
        ("POST", format!("/api/checkouts/{ID}/complete"))
    );
    assert_eq!(first.body, json!({ "query": asked }));
    for index in 1..3 {
        let request = server.request(index);
        assert_eq!(request.method, "GET");
        assert_eq!(request.url, format!("/api/checkouts/{ID}"));
    }
    assert_eq!(events.count(), 3);
}

#[wasm_bindgen_test]
async fn asking_ends_and_the_buyer_can_ask_again() {
    let server = Server::start();
    server.answers(200, progress("pending"));
    let page = back(with_server(), query()).await;
    until("it stops asking", || {
        page.says("This takes longer than usual")
    })
    .await;
    let asked = server.count();
    assert!((5..=20).contains(&asked), "{asked} requests");
    settle().await;
    assert_eq!(server.count(), asked);
    server
        .answers(200, progress("pending"))
        .answers(200, progress("paid"));
    page.click("button", "Check again");
    until("paid", || status(&page) == "paid").await;
    assert!(
        server.requests.borrow()[asked..]
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[wasm_bindgen_test]
async fn only_what_was_paid_leaves_the_cart_and_only_once() {
    let config = with_server();
    sent(config.clone()).await;
    let server = Server::start();
    server.answers(200, progress("paid"));
    for _ in 0..2 {
        let page = back(config.clone(), query()).await;
        until("paid", || status(&page) == "paid").await;
        assert_eq!(page.lines(), ["1 Tea", "1 Pot"]);
    }
}

#[wasm_bindgen_test]
async fn nothing_leaves_the_cart_that_is_not_paid() {
    let config = with_server();
    sent(config.clone()).await;
    for unpaid in [
        "failed",
        "cancelled",
        "expired",
        "review",
        "refunded",
        "reversed",
    ] {
        let server = Server::start();
        server.answers(200, progress(unpaid));
        let page = back(config.clone(), query()).await;
        until(unpaid, || status(&page) == unpaid).await;
        assert_eq!(page.cart().units(), 4, "{unpaid}");
    }
    // Nor for somebody else's checkout.
    let server = Server::start();
    let other = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    let mut paid = progress("paid");
    paid["checkout_id"] = json!(other);
    server.answers(200, paid);
    let page = back(config, format!("?checkout={other}")).await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(page.cart().units(), 4);
}

#[wasm_bindgen_test]
async fn turning_back_asks_the_server_first() {
    let config = with_server();
    sent(config.clone()).await;
    let server = Server::start();
    server.answers(200, progress("paid"));
    let page = back(config, format!("?checkout={ID}&cancelled=1")).await;
    until("paid after all", || status(&page) == "paid").await;
    assert_eq!(page.cart().units(), 2);
}

#[wasm_bindgen_test]
async fn a_shop_that_does_not_answer_is_asked_again() {
    let server = Server::start();
    server
        .is_offline()
        .answers(503, Value::Null)
        .answers(200, json!({"nonsense": true}))
        .answers(200, progress("paid"));
    let page = back(with_server(), query()).await;
    until("paid", || status(&page) == "paid").await;
    // Until the server has events it, the query is told.
    assert!(
        server
            .requests
            .borrow()
            .iter()
            .all(|request| request.method == "POST")
    );
}

#[wasm_bindgen_test]
async fn a_lost_answer_does_not_hide_what_is_known() {
    let server = Server::start();
    server.answers(200, progress("pending")).is_offline();
    let events = EventLog::on("checkout-status", false);
    let page = back(with_server(), query()).await;
    until("it stops asking", || {
        page.says("This takes longer than usual")
    })
    .await;
    assert_eq!((status(&page).as_str(), events.count()), ("pending", 1));
}

#[wasm_bindgen_test]
async fn unknown_checkouts_and_bare_pages_say_so() {
    let server = Server::start();
    server.answers(404, json!({"code": "checkout_unknown"}));
    let page = back(with_server(), query()).await;
    until("unknown", || status(&page) == "unknown").await;
    for bare in ["", "?checkout=co_short", "?checkout=<script>"] {
        let page = back(with_server(), bare.to_owned()).await;
        until("nothing", || status(&page) == "nothing").await;
        settle().await;
        page.find("heading", "There is no payment to show here");
    }
    assert_eq!(server.count(), 1);
}

/// Pays a cart of 5.00 on a page without a server; the checkout's id.
async fn sent_without_server(config: CheckoutConfig) -> String {
    let forms = Forms::catch();
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page.click("button", "PayPal");
    restore_from_cache();
    forms.field(0, "custom").unwrap()
}

#[wasm_bindgen_test]
async fn without_a_server_only_fitting_words_about_an_own_checkout_are_believed() {
    let config = config();
    let id = sent_without_server(config.clone()).await;
    let other = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    for (query, shown, left) in [
        (format!("?checkout={id}"), "thanks", 2),
        (format!("?checkout={id}&cancelled=1"), "cancelled", 2),
        (format!("?checkout={id}&st=Completed&cm={id}"), "thanks", 2),
        (
            format!("?checkout={id}&tx=1AB&st=Pending&amt=5.00&cc=USD&cm={id}"),
            "reported_pending",
            2,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=5.00&cc=USD&cm={other}"),
            "thanks",
            2,
        ),
        // Forged: a checkout that this browser did not start, another amount,
        // another currency, no amount, no checkout.
        (
            format!("?checkout={other}&tx=1AB&st=Completed&amt=5.00&cc=USD&cm={other}"),
            "thanks",
            2,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=0.01&cc=USD&cm={id}"),
            "thanks",
            2,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=5.00&cc=EUR&cm={id}"),
            "thanks",
            2,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&cm={id}"),
            "thanks",
            2,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=5.00&cc=USD"),
            "thanks",
            2,
        ),
        (
            "?tx=1AB&st=Completed&amt=5.00&cc=USD".to_owned(),
            "thanks",
            2,
        ),
        (format!("?checkout={other}&cancelled=1"), "thanks", 2),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=5.00&cc=USD&cm={id}"),
            "reported",
            0,
        ),
        (
            format!("?checkout={id}&tx=1AB&st=Completed&amt=5.00&cc=USD&cm={id}"),
            "reported",
            0,
        ),
    ] {
        let page = back(config.clone(), query.clone()).await;
        until(&query, || status(&page) == shown).await;
        assert_eq!(page.cart().units(), left, "{query}");
        if shown == "reported" {
            settle().await;
            page.find("heading", "PayPal reports the payment as completed");
            assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
            assert_eq!(page.beside("PayPal transaction").as_deref(), Some("1AB"));
        } else if shown == "thanks" {
            settle().await;
            page.find("heading", "You are back from PayPal");
            // Nothing of a query that is not believed is shown.
            assert_eq!(page.beside("PayPal transaction"), None);
            assert_eq!(page.beside("Order"), None);
        }
    }
}

/// The donor types the amount at PayPal: the one in a link is anybody's word.
#[wasm_bindgen_test]
async fn without_a_server_no_amount_is_shown_that_was_not_agreed() {
    let (config, forms) = (config(), Forms::catch());
    let view = || view! { <DonateButton name="Clay"/> }.into_any();
    let page = Page::show(config.clone(), view).await;
    page.click("button", "Donate with PayPal");
    restore_from_cache();
    let id = forms.field(0, "custom").unwrap();
    for (st, shown) in [("Completed", "reported"), ("Pending", "reported_pending")] {
        let query = format!("?checkout={id}&tx=1AB&st={st}&amt=9999.00&cc=USD&cm={id}");
        let page = back(config.clone(), query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(page.beside("Total"), None);
        assert_eq!(page.beside("PayPal transaction").as_deref(), Some("1AB"));
        assert_eq!(page.beside("Order").as_deref(), Some(id.as_str()));
    }
}

#[wasm_bindgen_test]
async fn the_callback_gets_every_new_status() {
    let server = Server::start();
    server
        .answers(200, progress("pending"))
        .answers(200, progress("paid"));
    let statuses = RwSignal::new(Vec::new());
    let view = move || {
        let on_status = move |detail: StatusDetail| statuses.update(|all| all.push(detail));
        view! { <PaymentStatus query=query() on_status/> }.into_any()
    };
    let page = Page::show(with_server(), view).await;
    until("paid", || status(&page) == "paid").await;
    let statuses = statuses.get_untracked();
    let names: Vec<_> = statuses
        .iter()
        .map(|detail| detail.status.as_str())
        .collect();
    assert_eq!(names, ["pending", "paid"]);
    assert!(statuses.iter().all(|detail| detail.checkout_id == ID));
}
