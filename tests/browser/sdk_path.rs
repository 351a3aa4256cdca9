//! The SDK path, with a page's own Web SDK v6 in place of PayPal's.

use leptos::prelude::*;
use leptos_paypal::core::form::AbsoluteUrl;
use leptos_paypal::{
    ButtonLabel, ButtonStyle, Cart, CheckoutConfig, CheckoutPath, CheckoutPhase, SdkVersion,
};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::observers::EventLog;
use crate::page::{Page, SANDBOX, config, item, settle, until};
use crate::server::{ID, Server};

pub(crate) const ORDER: &str = "5O190127TN364715T";
const OWN: &str = ".cx-paypal";

/// An SDK that notes what it is told, and tells what the test wants.
const FAKE: &str = r"
window.fake = { eligible: ['paypal'], starts: 0 };
window.paypal = {
  version: '6.9.0',
  async createInstance(options) {
    fake.options = JSON.stringify(options);
    return {
      async findEligibleMethods(asked) {
        fake.asked = JSON.stringify(asked);
        return { isEligible: (source) => fake.eligible.includes(source), getDetails: () => ({}) };
      },
      createPayPalOneTimePaymentSession(callbacks) {
        fake.callbacks = callbacks;
        return {
          async start(mode, order) {
            fake.starts += 1;
            fake.order = await order.then(({ orderId }) => orderId, (error) => error.message);
            return {};
          },
          destroy() { fake.destroyed = true; },
        };
      },
    };
  },
};";

/// The SDK of the page, until it is dropped.
pub(crate) struct Sdk;

impl Sdk {
    pub(crate) fn start() -> Self {
        js_sys::eval(FAKE).unwrap();
        Self
    }

    /// Present value of an expression about `fake`.
    pub(crate) fn tells(&self, expression: &str) -> String {
        let value = js_sys::eval(&format!("String(fake.{expression})")).unwrap();
        value.as_string().unwrap()
    }

    pub(crate) fn run(&self, code: &str) -> JsValue {
        js_sys::eval(&format!("fake.{code}")).unwrap()
    }
}

impl Drop for Sdk {
    fn drop(&mut self) {
        js_sys::eval("delete window.paypal; delete window.fake").unwrap();
    }
}

pub(crate) fn with_sdk() -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.client_id = Some("app-of-the-shop".parse().unwrap());
    config.server = Some("/api".to_owned());
    config.path = CheckoutPath::Sdk {
        version: SdkVersion::V6,
    };
    let url = AbsoluteUrl::parse("return", "https://shop.example/thanks");
    config.return_url = Some(url.unwrap());
    config
}

pub(crate) fn created() -> Value {
    json!({
        "checkout_id": ID, "status": "created", "currency": "USD", "total": "5.00",
        "approval_url": format!("{SANDBOX}/checkoutnow?token={ORDER}"),
    })
}

/// A cart of 5.00.
async fn show(config: CheckoutConfig) -> Page {
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page
}

pub(crate) fn find(page: &Page, selector: &str) -> Option<HtmlElement> {
    let found = page.root.query_selector(selector).unwrap();
    found.map(JsCast::unchecked_into)
}

fn is_hidden(page: &Page, selector: &str) -> bool {
    find(page, selector).unwrap().hidden()
}

/// A cart of 5.00 whose button is PayPal's.
pub(crate) async fn drawn(config: CheckoutConfig) -> Page {
    let page = show(config).await;
    until("PayPal's button is there", || is_hidden(&page, OWN)).await;
    page
}

fn press(page: &Page) {
    find(page, "paypal-button").unwrap().click();
}

fn phase(page: &Page) -> CheckoutPhase {
    untrack(|| page.checkout.phase())
}

#[wasm_bindgen_test]
async fn paypals_button_has_the_label_of_our_own() {
    let _sdk = Sdk::start();
    for (label, shown) in [
        (ButtonLabel::Pay, Some("pay")),
        (ButtonLabel::Donate, Some("donate")),
        (ButtonLabel::Installment, None),
    ] {
        let style = ButtonStyle {
            label,
            ..ButtonStyle::default()
        };
        let page = Page::show(with_sdk(), move || view! { <Cart style/> }.into_any()).await;
        page.checkout.add(item("Tea", "2.50"), 1).unwrap();
        until("PayPal's button is there", || is_hidden(&page, OWN)).await;
        let button = find(&page, "paypal-button").unwrap();
        assert_eq!(button.get_attribute("type").as_deref(), shown);
    }
}

#[wasm_bindgen_test]
async fn a_click_makes_one_order_and_gives_its_id() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let page = drawn(with_sdk()).await;
    assert_eq!(
        sdk.tells("options"),
        r#"{"clientId":"app-of-the-shop","components":["paypal-payments"],"pageType":"checkout","locale":"en"}"#
    );
    assert_eq!(sdk.tells("asked"), r#"{"currencyCode":"USD"}"#);
    assert_eq!(server.count(), 0);

    let events = EventLog::on("checkout", false);
    press(&page);
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    assert_eq!(sdk.tells("starts"), "1");
    let [request] = &server.requests.borrow()[..] else {
        panic!("one request")
    };
    assert_eq!(request.url, "/api/checkouts");
    assert_eq!(
        (&request.body["path"], &request.body["api"]),
        (&json!("server"), &json!("orders_v2"))
    );
    assert_eq!(request.body["expected_total"], "5.00");
    assert_eq!(
        (events.count(), events.last("checkoutId")),
        (1, ID.to_owned())
    );
    assert!(matches!(phase(&page), CheckoutPhase::InSdkWindow { .. }));
}

#[wasm_bindgen_test]
async fn who_cancels_presses_again_and_gets_the_same_order() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let page = drawn(with_sdk()).await;
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    sdk.run("callbacks.onCancel({})");
    assert_eq!(phase(&page), CheckoutPhase::Idle);
    sdk.run("order = ''");
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    let requests = server.requests.borrow();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        requests[0].body["idempotency_key"],
        requests[1].body["idempotency_key"]
    );
}

#[wasm_bindgen_test]
async fn an_order_that_cannot_be_made_leaves_paypals_button_there() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.is_offline();
    let errors = EventLog::on("checkout-error", false);
    let page = drawn(with_sdk()).await;
    press(&page);
    until("the SDK hears of it", || {
        sdk.tells("order") == "The order could not be made"
    })
    .await;
    sdk.run("callbacks.onError(new Error('no order'))");
    settle().await;
    assert!(is_hidden(&page, OWN) && page.says("We can’t reach the shop"));
    assert_eq!(
        (errors.count(), errors.last("code")),
        (1, "unreachable".to_owned())
    );
}

#[wasm_bindgen_test]
async fn our_own_button_comes_back_when_the_sdk_fails() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let errors = EventLog::on("checkout-error", false);
    let page = drawn(with_sdk()).await;
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    sdk.run("callbacks.onError(new Error('lost'))");
    settle().await;
    assert_eq!(
        (errors.count(), errors.last("code")),
        (1, "sdk_failed".to_owned())
    );
    assert!(!is_hidden(&page, OWN) && page.says("Use this button instead"));
    assert_eq!(sdk.tells("destroyed"), "true");
    assert!(find(&page, "paypal-button").is_none());

    // The same checkout goes on there.
    let checkouts = EventLog::on("checkout", true);
    find(&page, OWN).unwrap().click();
    until("the page is asked", || checkouts.count() == 1).await;
    let requests = server.requests.borrow();
    assert_eq!(
        requests[0].body["idempotency_key"],
        requests[1].body["idempotency_key"]
    );
}

#[wasm_bindgen_test]
async fn a_buyer_who_is_not_eligible_gets_our_own_button() {
    let sdk = Sdk::start();
    sdk.run("eligible = []");
    let errors = EventLog::on("checkout-error", false);
    let page = show(with_sdk()).await;
    until("the page is told", || errors.count() == 1).await;
    assert_eq!(errors.last("code"), "sdk_not_eligible");
    assert!(!is_hidden(&page, OWN));
}

#[wasm_bindgen_test]
async fn the_page_says_where_it_ships() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let page = drawn(with_sdk()).await;
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    let ask = "callbacks.onShippingAddressChange({
        shippingAddress: { countryCode: 'US', state: 'CA', city: 'San Jose', postalCode: '95131' },
        errors: { ADDRESS_ERROR: 'not there' },
    }).then(() => { fake.answer = 'ships'; }, ({ message }) => { fake.answer = message; })";
    {
        let asked = EventLog::on("checkout-shipping", true);
        sdk.run(ask);
        until("the SDK is told", || sdk.tells("answer") == "not there").await;
        assert_eq!(
            ["checkoutId", "countryCode", "postalCode"].map(|name| asked.last(name)),
            [ID, "US", "95131"]
        );
    }
    sdk.run(ask);
    until("the SDK is told", || sdk.tells("answer") == "ships").await;
}

#[wasm_bindgen_test]
async fn the_page_hears_of_the_way_of_shipping_and_may_refuse_it() {
    let (sdk, server) = (Sdk::start(), Server::start());
    server.answers(201, created());
    let page = drawn(with_sdk()).await;
    press(&page);
    until("the order is there", || sdk.tells("order") == ORDER).await;
    let ask = "callbacks.onShippingOptionsChange({
        selectedShippingOption: { id: 'courier', label: 'Courier', type: 'SHIPPING', selected: true,
            amount: { currencyCode: 'USD', value: '12.50' } },
        errors: { METHOD_UNAVAILABLE: 'not so' },
    }).then(() => { fake.answer = 'ships'; }, ({ message }) => { fake.answer = message; })";
    {
        let asked = EventLog::on("checkout-shipping-option", true);
        sdk.run(ask);
        until("the SDK is told", || sdk.tells("answer") == "not so").await;
        assert_eq!(
            ["checkoutId", "id", "label", "type", "amount", "currency"]
                .map(|name| asked.last(name)),
            [ID, "courier", "Courier", "SHIPPING", "12.50", "USD"]
        );
    }
    sdk.run(ask);
    until("the SDK is told", || sdk.tells("answer") == "ships").await;
}

#[wasm_bindgen_test]
async fn another_path_takes_paypals_button_away() {
    let sdk = Sdk::start();
    let page = drawn(with_sdk()).await;
    let mut config = with_sdk();
    config.path = CheckoutPath::Form;
    page.checkout.configure(config);
    settle().await;
    assert!(!is_hidden(&page, OWN) && find(&page, "paypal-button").is_none());
    assert_eq!(sdk.tells("destroyed"), "true");
}
