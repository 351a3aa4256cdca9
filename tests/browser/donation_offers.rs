//! Donations of the server's catalogue.

use leptos::prelude::*;
use leptos_paypal::{DonateButton, DonationAmount};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::offers::{DONATE, catalogue, form, orders, shows, text, with_server};
use crate::page::{Page, restore_from_cache, settle, until, usd};
use crate::server::Server;

#[wasm_bindgen_test]
async fn donations_have_the_amount_that_was_chosen() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue()).answers(201, form("7.50"));
    let events = EventLog::on("checkout", false);
    let view = || view! { <DonateButton offer="MEAL"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "A meal").await;
    assert_eq!(text(&page, "offer-terms"), "$7.50");
    page.click("button", DONATE);
    until("the form is sent", || forms.count() == 1).await;
    let body = orders(&server).remove(0);
    assert_eq!(body["donation"], json!({"id": "MEAL"}));
    assert_eq!(body["expected_total"], "7.50");
    drop(page);

    // An open one is typed at PayPal; a page can give an amount too.
    let mut open = form("0.00");
    open["checkout_id"] = json!("co_zzzzzzzzzzzzzzzzzzzzzzzzzz");
    server.answers(201, open);
    let view = || {
        let amount = DonationAmount::Fixed(usd("12.00"));
        view! {
            <DonateButton offer="ROOF"/>
            <DonateButton offer="ROOF" name="Our roof" amount/>
        }
        .into_any()
    };
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "A roof").await;
    let buttons = page.all("button", DONATE);
    buttons[0].click();
    until("the form is sent", || forms.count() == 2).await;
    assert_eq!(events.last("total"), "null");
    restore_from_cache();
    settle().await;
    buttons[1].click();
    until("the form is sent", || forms.count() == 3).await;
    let orders = orders(&server);
    assert_eq!(orders[1]["donation"], json!({"id": "ROOF"}));
    assert_eq!(orders[1].get("expected_total"), None);
    assert_eq!(
        orders[2]["donation"],
        json!({"id": "ROOF", "amount": "12.00"})
    );
    assert_eq!(orders[2]["expected_total"], "12.00");
}

#[wasm_bindgen_test]
async fn a_suggested_donation_keeps_to_its_limits() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue()).answers(201, form("40.00"));
    let errors = EventLog::on("checkout-error", false);
    let view = || view! { <DonateButton offer="BELL"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "A bell").await;
    assert_eq!(page.value("spinbutton", "Amount (USD)"), "25.00");
    for (wrong, code, words) in [
        ("4.99", "donation_amount", "The smallest amount is $5.00."),
        (
            "500.01",
            "donation_amount",
            "The largest amount is $500.00.",
        ),
        (
            "nothing",
            "amount_unreadable",
            "Enter an amount, such as 25.00.",
        ),
    ] {
        page.fill("spinbutton", "Amount (USD)", wrong);
        page.click("button", DONATE);
        settle().await;
        assert!(page.says(words), "{wrong}");
        assert_eq!(errors.last("code"), code);
    }
    assert_eq!((orders(&server).len(), forms.count()), (0, 0));
    page.fill("spinbutton", "Amount (USD)", "40");
    page.click("button", DONATE);
    until("the form is sent", || forms.count() == 1).await;
    let body = orders(&server).remove(0);
    assert_eq!(body["donation"], json!({"id": "BELL", "amount": "40.00"}));
    assert_eq!(body["expected_total"], "40.00");
}

#[wasm_bindgen_test]
async fn a_fixed_donation_that_costs_more_now_is_agreed_to_first() {
    let (server, forms) = (Server::start(), Forms::catch());
    server
        .sells(catalogue())
        .answers(
            409,
            json!({"code": "total_changed", "currency": "USD", "total": "8.00"}),
        )
        .answers(201, form("8.00"));
    let view = || view! { <DonateButton offer="MEAL"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-terms", "$7.50").await;
    page.click("button", DONATE);
    until("the donor is told", || page.says("The total is now $8.00.")).await;
    assert_eq!(forms.count(), 0);
    page.click("button", DONATE);
    until("the form is sent", || forms.count() == 1).await;
    assert_eq!(orders(&server)[1]["expected_total"], "8.00");
}
