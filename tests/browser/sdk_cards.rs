//! Card fields on the SDK path, with a page's own Web SDK v6 in place of
//! PayPal's.

use leptos::prelude::*;
use leptos_paypal::{CheckoutConfig, CheckoutPhase};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, settle, until};
use crate::sdk_path::{ORDER, Sdk, created, drawn, find, with_sdk};
use crate::server::Server;

/// Cards beside what the SDK has: the fields, and their session.
const CARDS: &str = r"
fake.eligible.push('advanced_cards');
fake.fields = [];
fake.answer = { state: 'succeeded', data: {} };
const { createInstance } = window.paypal;
window.paypal.createInstance = async (options) => ({
  ...(await createInstance(options)),
  createCardFieldsOneTimePaymentSession() {
    const listeners = [];
    fake.type = (state) => listeners.forEach((listener) => listener({ data: state, sender: 'number' }));
    fake.typeAll = (isValid) => fake.type({ number: { isValid }, expiry: { isValid }, cvv: { isValid: true }, name: { isValid: true } });
    return {
      createCardFieldsComponent({ type, ariaLabel }) {
        fake.fields.push(`${type}: ${ariaLabel}`);
        return document.createElement('div');
      },
      on(event, listener) { if (event === 'change') listeners.push(listener); },
      async submit(order) { fake.submitted = order; return fake.answer; },
      destroy() { fake.cardsDestroyed = true; },
    };
  },
});";

fn with_cards() -> CheckoutConfig {
    let mut config = with_sdk();
    config.sdk.card_fields = true;
    config
}

async fn open(sdk: &Sdk) -> Page {
    js_sys::eval(CARDS).unwrap();
    let page = drawn(with_cards()).await;
    until("the fields are there", || sdk.tells("fields.length") == "4").await;
    page
}

fn press(page: &Page) {
    find(page, ".cx-card-pay").unwrap().click();
}

fn errors(page: &Page) -> Vec<String> {
    let found = page.root.query_selector_all(".cx-card .cx-error").unwrap();
    let texts = (0..found.length()).filter_map(|place| found.get(place)?.text_content());
    texts.filter(|text| !text.is_empty()).collect()
}

#[wasm_bindgen_test]
async fn the_fields_are_there_where_they_are_wanted_and_paypal_has_them() {
    let sdk = Sdk::start();
    let page = open(&sdk).await;
    assert_eq!(
        sdk.tells("fields.join(', ')"),
        "number: Card number, expiry: Expires (MM/YY), cvv: Security code, name: Name on the card"
    );
    assert!(sdk.tells("options").contains(r#""card-fields""#));
    drop(page);
    settle().await;
    assert_eq!(sdk.tells("cardsDestroyed"), "true");
    drop(sdk);

    let sdk = Sdk::start();
    js_sys::eval(CARDS).unwrap();
    sdk.run("eligible = ['paypal']");
    let page = drawn(with_cards()).await;
    assert!(find(&page, ".cx-card").is_none());
    drop((page, sdk));

    let sdk = Sdk::start();
    js_sys::eval(CARDS).unwrap();
    let page = drawn(with_sdk()).await;
    assert!(find(&page, ".cx-card").is_none());
    assert!(!sdk.tells("options").contains("card-fields"));
}

#[wasm_bindgen_test]
async fn what_is_wrong_is_told_and_no_order_is_made() {
    let (sdk, server) = (Sdk::start(), Server::start());
    let page = open(&sdk).await;
    sdk.run("typeAll(false)");
    press(&page);
    until("the errors are there", || !errors(&page).is_empty()).await;
    assert_eq!(
        errors(&page),
        [
            "Enter a valid card number.",
            "Enter the month and year on the card, in the future.",
        ]
    );
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_card_that_is_refused_leaves_the_buttons_and_the_order() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let page = open(&sdk).await;
    sdk.run("typeAll(true)");
    sdk.run("answer = { state: 'failed', data: { message: 'x' } }");
    press(&page);
    until("the refusal is told", || !errors(&page).is_empty()).await;
    assert!(errors(&page)[0].starts_with("This card was not accepted."));
    assert_eq!(sdk.tells("submitted"), ORDER);
    assert_eq!(untrack(|| page.checkout.phase()), CheckoutPhase::Idle);
    assert!(find(&page, "paypal-button").is_some());
    assert!(find(&page, ".cx-card-pay:not([disabled])").is_some());
}

#[wasm_bindgen_test]
async fn an_order_that_cannot_be_made_is_told_once() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(503, serde_json::json!({"code": "paypal_unreachable"}));
    let page = open(&sdk).await;
    sdk.run("typeAll(true)");
    press(&page);
    until("the failure is told", || {
        matches!(
            untrack(|| page.checkout.phase()),
            CheckoutPhase::Failed { .. }
        )
    })
    .await;
    assert!(errors(&page).is_empty());
    assert_eq!(sdk.tells("submitted"), "undefined");
}
