//! Subscriptions and donations of the server's catalogue.

use leptos::prelude::*;
use leptos_paypal::core::form::{BillingPeriod, SubscriptionPlan, SubscriptionTerm};
use leptos_paypal::{CheckoutConfig, DonateButton, Messages, SubscribeButton};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, config, restore_from_cache, settle, until, usd};
use crate::server::{ID, Server, created};

pub const DONATE: &str = "Donate with PayPal";
const SUBSCRIBE: &str = "Subscribe with PayPal";

pub fn with_server() -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.server = Some("/api".to_owned());
    config
}

/// Terms of GOLD as the server writes them.
fn terms() -> Value {
    json!({
        "trial": {"amount": "0.00", "period": "14 D"},
        "second_trial": {"amount": "5.00", "period": "1 M"},
        "regular": {"amount": "9.00", "period": "1 M"},
        "recurrences": 36,
    })
}

fn offer(id: &str, name: &str, terms: Value) -> Value {
    let mut offer = terms;
    offer["id"] = json!(id);
    offer["name"] = json!(name);
    offer
}

pub fn catalogue() -> Value {
    let pricing = leptos_paypal::core::PricingRules::none(leptos_paypal::Currency::USD);
    let plain = |amount: &str, period: &str, recurrences: Value| {
        json!({
            "trial": null, "second_trial": null, "recurrences": recurrences,
            "regular": {"amount": amount, "period": period},
        })
    };
    json!({
        "currency": "USD", "currencies": ["USD"], "environment": "sandbox",
        "pricing": pricing, "products": [],
        "subscriptions": [
            offer("GOLD", "Gold", terms()),
            offer("WEEKS", "Weeks", plain("3.00", "2 W", Value::Null)),
            offer("YEAR", "Year", plain("30.00", "1 Y", json!(1))),
        ],
        "donations": [
            {"id": "MEAL", "purpose": "A meal", "fixed": "7.50", "suggested": null, "least": null, "most": null},
            {"id": "BELL", "purpose": "A bell", "fixed": null, "suggested": "25.00", "least": "5.00", "most": "500.00"},
            {"id": "ROOF", "purpose": "A roof", "fixed": null, "suggested": null, "least": "5.00", "most": null},
        ],
    })
}

/// A form that the server makes.
pub fn form(total: &str) -> Value {
    let mut created = created(total);
    created["fields"] = json!([["cmd", "_xclick-subscriptions"], ["custom", ID]]);
    created
}

/// Requests for checkouts.
pub fn orders(server: &Server) -> Vec<Value> {
    let requests = server.requests.borrow();
    let orders = requests.iter().filter(|request| request.method == "POST");
    orders.map(|request| request.body.clone()).collect()
}

pub fn text(page: &Page, part: &str) -> String {
    page.text(&format!("[part={part}]"))
}

pub async fn shows(page: &Page, part: &str, words: &str) {
    until(words, || text(page, part) == words).await;
}

#[wasm_bindgen_test]
async fn an_offer_is_shown_and_created_as_the_server_has_it() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue()).answers(201, form("0.00"));
    let events = EventLog::on("checkout", false);
    let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "Gold").await;
    assert_eq!(
        text(&page, "offer-terms"),
        "14 days free, then 1 month for $5.00, then $9.00 a month, 36 times"
    );
    page.click("button", SUBSCRIBE);
    until("the form is sent", || forms.count() == 1).await;
    let body = orders(&server).remove(0);
    let key = body["idempotency_key"].as_str().unwrap().to_owned();
    assert_eq!(
        body,
        json!({
            "idempotency_key": key, "path": "form", "currency": "USD", "expected_total": "0.00",
            "subscription": {"id": "GOLD", "expected_plan": terms()},
        })
    );
    assert_eq!(forms.field(0, "custom").as_deref(), Some(ID));
    assert_eq!(
        ["checkoutId", "total", "currency"].map(|field| events.last(field)),
        [ID, "0.00", "USD"]
    );
    // One question for the catalogue serves all offers of the page.
    let asked = server.requests.borrow();
    let asked = asked.iter().filter(|request| request.method == "GET");
    assert_eq!(asked.count(), 1);
}

#[wasm_bindgen_test]
async fn terms_read_well() {
    for (id, words) in [
        ("WEEKS", "$3.00 every 2 weeks, until you cancel"),
        ("YEAR", "1 year for $30.00"),
    ] {
        let server = Server::start();
        server.sells(catalogue());
        let view = move || view! { <SubscribeButton offer=id/> }.into_any();
        let page = Page::show(with_server(), view).await;
        shows(&page, "offer-terms", words).await;
    }
    for (locale, texts, words) in [
        (
            "de",
            include_str!("../../locales/de.json"),
            "14 Tage kostenlos, danach 1 Monat für 5,00\u{a0}$, danach 9,00\u{a0}$ im Monat, 36-mal",
        ),
        (
            "zh",
            include_str!("../../locales/zh.json"),
            "免费 14天，之后1个月 US$5.00，之后每月 US$9.00，共 36 次",
        ),
    ] {
        let texts: Value = serde_json::from_str(texts).unwrap();
        let server = Server::start();
        server.sells(catalogue());
        let mut config = with_server();
        config.locale = locale.to_owned();
        config.messages = Messages::from_lookup(|key| texts[key].as_str().map(str::to_owned));
        let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
        let page = Page::show(config, view).await;
        until(locale, || !text(&page, "offer-terms").is_empty()).await;
        assert_eq!(text(&page, "offer-terms"), words);
    }
}

#[wasm_bindgen_test]
async fn other_terms_than_were_shown_are_agreed_to_first() {
    let (server, forms) = (Server::start(), Forms::catch());
    let mut now = terms();
    now["regular"]["amount"] = json!("19.00");
    let changed = json!({
        "code": "plan_changed", "currency": "USD", "total": "0.00", "plan": now,
    });
    server
        .sells(catalogue())
        .answers(409, changed)
        .answers(201, form("0.00"));
    let errors = EventLog::on("checkout-error", false);
    let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "Gold").await;
    page.click("button", SUBSCRIBE);
    until("it is refused", || errors.count() == 1).await;
    settle().await;
    assert_eq!(
        (errors.last("code").as_str(), forms.count()),
        ("plan_changed", 0)
    );
    assert!(page.says("then $19.00 a month, 36 times. Nothing was charged yet."));
    page.click("button", SUBSCRIBE);
    until("the form is sent", || forms.count() == 1).await;
    let orders = orders(&server);
    assert_eq!(orders[1]["subscription"]["expected_plan"], now);
    assert_ne!(orders[0]["idempotency_key"], orders[1]["idempotency_key"]);
}

#[wasm_bindgen_test]
async fn a_page_that_says_the_terms_itself_is_held_to_them() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue()).answers(201, form("8.00"));
    let view = || {
        let plan = SubscriptionPlan::new(SubscriptionTerm {
            amount: usd("8.00"),
            period: BillingPeriod::MONTH,
        });
        view! { <SubscribeButton offer="GOLD" plan/> }.into_any()
    };
    let page = Page::show(with_server(), view).await;
    settle().await;
    assert_eq!(text(&page, "offer-terms"), "");
    page.click("button", SUBSCRIBE);
    until("the form is sent", || forms.count() == 1).await;
    let body = orders(&server).remove(0);
    assert_eq!(body["expected_total"], "8.00");
    assert_eq!(
        body["subscription"],
        json!({
            "id": "GOLD",
            "expected_plan": {"regular": {"amount": "8.00", "period": "1 M"}},
        })
    );
}

#[wasm_bindgen_test]
async fn the_same_press_is_the_same_checkout() {
    let (server, forms) = (Server::start(), Forms::catch());
    server
        .sells(catalogue())
        .is_offline()
        .answers(201, form("0.00"));
    let view =
        || view! { <SubscribeButton offer="GOLD"/> <SubscribeButton offer="WEEKS"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "Gold").await;
    let buttons = page.all("button", SUBSCRIBE);
    buttons[0].click();
    // A second press, and one on another button, change nothing meanwhile.
    buttons[0].click();
    buttons[1].click();
    settle().await;
    until("the buyer is told", || {
        page.says("We can’t reach the shop.")
    })
    .await;
    assert_eq!(orders(&server).len(), 1);
    buttons[0].click();
    until("the form is sent", || forms.count() == 1).await;
    restore_from_cache();
    settle().await;
    buttons[0].click();
    until("it is sent again", || forms.count() == 2).await;
    restore_from_cache();
    settle().await;
    buttons[1].click();
    until("the other is sent", || forms.count() == 3).await;
    let keys: Vec<_> = orders(&server)
        .iter()
        .map(|order| order["idempotency_key"].clone())
        .collect();
    assert_eq!([&keys[0], &keys[0]], [&keys[1], &keys[2]]);
    assert_ne!(keys[0], keys[3]);
}

#[wasm_bindgen_test]
async fn what_was_agreed_to_is_not_sent_twice() {
    for status in ["approved", "paid", "pending", "review"] {
        let (server, forms) = (Server::start(), Forms::catch());
        let mut known = form("0.00");
        known["status"] = json!(status);
        server.sells(catalogue()).answers(200, known);
        let statuses = EventLog::on("checkout-status", false);
        let errors = EventLog::on("checkout-error", false);
        let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
        let page = Page::show(with_server(), view).await;
        shows(&page, "offer-name", "Gold").await;
        page.click("button", SUBSCRIBE);
        until(status, || statuses.count() == 1).await;
        settle().await;
        assert_eq!(statuses.last("status"), status);
        assert!(page.says("You have agreed to this already."), "{status}");
        assert_eq!((forms.count(), errors.count()), (0, 0));
    }
}

#[wasm_bindgen_test]
async fn a_press_waits_for_the_catalogue() {
    let (server, forms) = (Server::start(), Forms::catch());
    let errors = EventLog::on("checkout-error", false);
    server.answers(201, form("0.00"));
    let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    settle().await;
    // There is no catalogue yet: the press asks for it once more.
    page.click("button", SUBSCRIBE);
    until("the buyer is told", || errors.count() == 1).await;
    settle().await;
    assert_eq!(errors.last("code"), "unreachable");
    assert!(page.says("We can’t reach the shop."));
    assert_eq!((orders(&server).len(), forms.count()), (0, 0));
    server.sells(catalogue());
    page.click("button", SUBSCRIBE);
    until("the form is sent", || forms.count() == 1).await;
    let body = orders(&server).remove(0);
    assert_eq!(body["subscription"]["expected_plan"], terms());
    assert_eq!(text(&page, "offer-name"), "Gold");
}

#[wasm_bindgen_test]
async fn what_is_not_offered_is_not_sold() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue());
    let view = || {
        view! {
            <SubscribeButton offer="LEAD"/>
            <DonateButton offer="LEAD"/>
        }
        .into_any()
    };
    let page = Page::show(with_server(), view).await;
    for button in [SUBSCRIBE, DONATE] {
        let errors = EventLog::on("checkout-error", false);
        page.click("button", button);
        until(button, || errors.count() == 1).await;
        assert_eq!(errors.last("code"), "offer_unknown");
        settle().await;
        assert!(page.says("This is no longer offered (offer_unknown)."));
    }
    // The catalogue of the page may be older than the server's.
    server.answers(400, json!({"code": "subscription_unknown", "status": 400}));
    let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "Gold").await;
    page.click("button", SUBSCRIBE);
    until("it is refused", || {
        page.says("This is no longer offered (subscription_unknown).")
    })
    .await;
    assert_eq!(forms.count(), 0);
}

#[wasm_bindgen_test]
async fn an_offer_without_a_server_is_a_mistake_of_the_page() {
    let forms = Forms::catch();
    let view = || {
        view! {
            <SubscribeButton offer="GOLD"/>
            <SubscribeButton/>
            <DonateButton offer="BELL"/>
        }
        .into_any()
    };
    let page = Page::show(config(), view).await;
    let buttons = [page.all("button", SUBSCRIBE), page.all("button", DONATE)].concat();
    assert_eq!(buttons.len(), 3);
    for button in buttons {
        let errors = EventLog::on("checkout-error", false);
        button.click();
        settle().await;
        assert_eq!(errors.last("code"), "variable_missing");
    }
    assert_eq!(forms.count(), 0);
}

#[wasm_bindgen_test]
async fn nobody_is_sent_to_another_host_for_an_offer() {
    let (server, forms) = (Server::start(), Forms::catch());
    let mut evil = form("0.00");
    evil["action"] = json!("https://www.paypal.com.example/cgi-bin/webscr");
    server.sells(catalogue()).answers(201, evil);
    let errors = EventLog::on("checkout-error", false);
    let view = || view! { <SubscribeButton offer="GOLD"/> }.into_any();
    let page = Page::show(with_server(), view).await;
    shows(&page, "offer-name", "Gold").await;
    page.click("button", SUBSCRIBE);
    until("it is refused", || errors.count() == 1).await;
    assert_eq!(
        (errors.last("code").as_str(), forms.count()),
        ("redirect_refused", 0)
    );
}
