//! The exported functions, called as the custom elements call them.

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::cart_api::{cart_add, cart_checkout, cart_clear, cart_set, cart_state};
use crate::mount::{mount, unmount, update};
use crate::options::configure;
use observers::{EventLog, Listener};
use page::{fresh_key, mug, settle};

// Shared with the component's own tests, which use more of them.
#[allow(dead_code)]
#[path = "../../../tests/browser/observers.rs"]
mod observers;
#[allow(dead_code)]
#[path = "../../../tests/browser/page.rs"]
mod page;
mod properties;
mod variables;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).unwrap()
}

fn product() -> Value {
    serde_json::to_value(mug()).unwrap()
}

fn options() -> Value {
    json!({
        "environment": "http://127.0.0.1:8081", "currency": "USD",
        "business": "merchant@example.com", "storageKey": fresh_key(),
    })
}

fn host() -> HtmlElement {
    let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    host
}

fn field(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap()
}

fn code(error: &JsValue) -> String {
    field(error, "code").as_string().unwrap()
}

fn state() -> Value {
    let state = js_sys::JSON::stringify(&cart_state().unwrap()).unwrap();
    serde_json::from_str(&String::from(state)).unwrap()
}

#[wasm_bindgen_test]
async fn a_wrong_option_is_refused_by_its_name() {
    for (option, value, expected) in [
        (
            "environment",
            json!("http://shop.example/path"),
            "environment_unreadable",
        ),
        ("environment", Value::Null, "variable_missing"),
        ("environment", json!(7), "variable_invalid"),
        ("currency", json!("EURO"), "currency_unknown"),
        ("currency", Value::Null, "variable_missing"),
        ("business", json!("not an address"), "variable_invalid"),
        ("business", Value::Null, "variable_missing"),
        (
            "returnUrl",
            json!("javascript:alert(1)"),
            "variable_invalid",
        ),
        ("cancelUrl", json!("/back"), "variable_invalid"),
        ("notifyUrl", json!("ftp://shop.example"), "variable_invalid"),
        ("path", json!("telephone"), "path_unsupported"),
        ("clientId", json!("id:secret"), "variable_invalid"),
        ("presentation", json!("modal"), "presentation_unknown"),
        ("api", json!("orders_v3"), "path_unsupported"),
        (
            "fundingSources",
            json!(["paypal", "cheque"]),
            "funding_source_unknown",
        ),
        ("fundingSources", json!(7), "variable_invalid"),
        // Without a server there is nobody to make the payment.
        ("path", json!("server"), "variable_missing"),
        ("pricing", json!({"currency": "EUR"}), "currency_mixed"),
        (
            "pricing",
            json!({"handling": {"value": "-1.00", "currency": "USD"}}),
            "amount_negative",
        ),
        (
            "pricing",
            json!({"handling": {"value": "one", "currency": "USD"}}),
            "variable_invalid",
        ),
        (
            "products",
            json!([{"sku": "A", "name": "A", "price": {"value": "1.001", "currency": "USD"}}]),
            "variable_invalid",
        ),
        ("products", json!("none"), "variable_invalid"),
        ("pollMs", json!("soon"), "variable_invalid"),
        ("weightUnit", json!("stones"), "variable_invalid"),
        ("storageKey", json!(1), "variable_invalid"),
    ] {
        let mut options = options();
        options[option] = value.clone();
        let error = configure(js(&options)).unwrap_err();
        assert_eq!(code(&error), expected, "{option} = {value}");
        let message = field(&error, "message").as_string().unwrap();
        assert!(!message.is_empty() && error.is_instance_of::<js_sys::Error>());
        // What is missing or does not fit is said of the option to change.
        let named = match (option, expected) {
            ("api", _) => "path",
            ("path", "variable_missing") => "server",
            _ => option,
        };
        assert_eq!(
            field(&error, "option").as_string().as_deref(),
            Some(named),
            "{message}"
        );
        if expected == "currency_unknown" || expected == "environment_unreadable" {
            assert_eq!(field(&error, "value"), js(&value));
        }
    }
    let error = configure(JsValue::NULL).unwrap_err();
    assert_eq!(code(&error), "options_unreadable");
}

#[wasm_bindgen_test]
async fn mounting_showing_and_taking_out_leaves_nothing() {
    configure(js(&options())).unwrap();
    let host = host();
    let first = mount("cart", host.clone(), js(&json!({}))).unwrap();
    let second = mount("add", host.clone(), js(&json!({"product": product()}))).unwrap();
    settle().await;
    assert_eq!(host.child_element_count(), 2);
    unmount(first);
    unmount(first);
    settle().await;
    assert_eq!(host.child_element_count(), 1);
    unmount(second);
    assert_eq!(host.child_element_count(), 0);
    // What is gone takes no notice any more.
    cart_add(js(&product()), JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap();
    update(first, js(&json!({}))).unwrap();
    settle().await;
    assert_eq!(host.child_element_count(), 0);

    let again = mount("cart", host.clone(), js(&json!({}))).unwrap();
    settle().await;
    assert!(host.inner_text().contains("Mug"));
    unmount(again);
    host.remove();
}

#[wasm_bindgen_test]
async fn articles_are_added_by_the_page_or_refused_with_a_code() {
    configure(js(&options())).unwrap();
    let large = json!([{"name": "Size", "value": "Large"}, {"name": "Colour", "value": "Moss"}]);
    cart_add(js(&product()), js(&large), 2.into()).unwrap();
    cart_add(js(&product()), JsValue::UNDEFINED, "1".into()).unwrap();
    let line = |price: &str, options: Value, quantity: u32, amount: &str| {
        json!({
            "sku": "MUG", "name": "Mug", "options": options, "maxQuantity": 6,
            "price": {"value": price, "currency": "USD"}, "quantity": quantity, "amount": amount,
        })
    };
    let small = json!([{"name": "Size", "value": "Small"}, {"name": "Colour", "value": "Ash"}]);
    assert_eq!(
        state(),
        json!({
            "units": 3, "total": "63.00", "currency": "USD",
            "items": "63.00", "discount": "0.00", "shipping": "0.00", "handling": "0.00", "tax": "0.00",
            "lines": [
                line("22.50", large, 2, "45.00"),
                line("18.00", small, 1, "18.00"),
            ],
        })
    );
    cart_set(0, 1).unwrap();
    assert_eq!(state()["total"], "40.50");
    assert_eq!(code(&cart_set(0, 7).unwrap_err()), "quantity_above_limit");
    assert_eq!(code(&cart_set(2, 1).unwrap_err()), "line_unknown");
    cart_set(0, 0).unwrap();
    cart_set(0, 3).unwrap();
    assert_eq!(state()["total"], "54.00");
    let with = |field: &str, value: Value| {
        let mut product = product();
        product[field] = value;
        js(&product)
    };
    let none = JsValue::UNDEFINED;
    for (product, options, quantity, expected) in [
        (
            with("sold_out", json!(true)),
            none.clone(),
            none.clone(),
            "sold_out",
        ),
        (
            with("price", json!(18)),
            none.clone(),
            none.clone(),
            "product_unreadable",
        ),
        (
            js(&json!("")),
            none.clone(),
            none.clone(),
            "product_unreadable",
        ),
        (
            with("max_quantity", json!("many")),
            none.clone(),
            none.clone(),
            "product_unreadable",
        ),
        (
            js(&product()),
            js(&json!([{"name": "Size", "value": "Huge"}])),
            none.clone(),
            "option_unknown",
        ),
        (
            js(&product()),
            none.clone(),
            0.into(),
            "quantity_not_positive",
        ),
        (
            js(&product()),
            none.clone(),
            1.5.into(),
            "quantity_not_positive",
        ),
        (
            js(&product()),
            none.clone(),
            7.into(),
            "quantity_above_limit",
        ),
    ] {
        let error = cart_add(product, options, quantity).unwrap_err();
        assert_eq!(code(&error), expected);
    }
    assert_eq!(state()["units"], 3);
    cart_clear().unwrap();
    assert_eq!(state()["units"], 0);
}

#[wasm_bindgen_test]
async fn a_listener_may_call_back_in() {
    configure(js(&options())).unwrap();
    let host = host();
    let cart = mount("cart", host.clone(), js(&json!({}))).unwrap();
    let _listener = Listener::on(document(), "cart-change", move |_| {
        if state()["units"].as_u64() < Some(3) {
            cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
        } else {
            unmount(cart);
        }
    });
    cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
    settle().await;
    assert_eq!(state()["units"], 3);
    assert_eq!(host.child_element_count(), 0);
    host.remove();
}

#[wasm_bindgen_test]
async fn a_page_without_buttons_gets_the_form() {
    configure(js(&options())).unwrap();
    cart_clear().unwrap();
    let host = host();
    let events = EventLog::on("checkout", true);
    let single = json!({"product": product(), "quantity": 2});
    cart_checkout(host.clone(), js(&single)).unwrap();
    settle().await;
    assert_eq!(events.last("total"), "36.00");
    assert_eq!(
        events.last("action"),
        "http://127.0.0.1:8081/cgi-bin/webscr"
    );
    let fields: Value = serde_json::from_str(&events.last("fields")).unwrap();
    assert_eq!(fields[0], json!({"name": "cmd", "value": "_xclick"}));

    let problems = EventLog::on("checkout-error", false);
    cart_checkout(host.clone(), js(&json!({}))).unwrap();
    settle().await;
    assert_eq!(problems.last("code"), "variable_missing");
    host.remove();
}

#[wasm_bindgen_test]
async fn events_cross_a_shadow_root() {
    configure(js(&options())).unwrap();
    let host = host();
    let shadow = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    let shadow = host.attach_shadow(&shadow).unwrap();
    let inner: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    shadow.append_child(&inner).unwrap();
    let cart = mount("cart", inner, js(&json!({}))).unwrap();
    cart_clear().unwrap();
    let changes = EventLog::on("cart-change", false);
    cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
    assert_eq!(changes.count(), 1);
    settle().await;
    let checkouts = EventLog::on("checkout", true);
    let button = shadow.query_selector(".cx-paypal").unwrap().unwrap();
    button.unchecked_into::<HtmlElement>().click();
    assert_eq!(
        (checkouts.count(), checkouts.last("total")),
        (1, "18.00".to_owned())
    );
    unmount(cart);
    host.remove();
}

#[wasm_bindgen_test]
async fn an_article_of_the_catalogue_is_found_by_its_sku() {
    let mut options = options();
    configure(js(&options)).unwrap();
    cart_clear().unwrap();
    let host = host();
    let by_sku = json!({"product": {"sku": "MUG"}});
    let add = mount("add", host.clone(), js(&by_sku)).unwrap();
    settle().await;
    let text = || host.inner_text();
    let error = cart_add(
        js(&by_sku["product"]),
        JsValue::UNDEFINED,
        JsValue::UNDEFINED,
    );
    assert_eq!(code(&error.unwrap_err()), "sku_unknown");

    options["products"] = json!([product()]);
    configure(js(&options)).unwrap();
    settle().await;
    assert!(text().contains("Large"), "{}", text());
    cart_add(js(&by_sku["product"]), JsValue::UNDEFINED, 2.into()).unwrap();
    assert_eq!(state()["total"], "36.00");
    unmount(add);
    host.remove();
}
