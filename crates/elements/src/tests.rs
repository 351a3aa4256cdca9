//! What the custom elements call.

use leptos::prelude::*;
use leptos_paypal::elements;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement};

use crate::page::{Heard, fresh_key, mug, turns};

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

fn code(error: &JsValue) -> String {
    js_sys::Reflect::get(error, &"code".into())
        .unwrap()
        .as_string()
        .unwrap()
}

fn state() -> Value {
    let state = js_sys::JSON::stringify(&elements::cart_state().unwrap()).unwrap();
    serde_json::from_str(&String::from(state)).unwrap()
}

#[wasm_bindgen_test]
async fn a_configuration_that_is_wrong_is_refused_by_name() {
    for (field, value, expected) in [
        (
            "environment",
            json!("http://shop.example/path"),
            "environment_unreadable",
        ),
        ("currency", json!("EURO"), "currency_unknown"),
        ("currency", Value::Null, "currency_unknown"),
        ("business", json!("not an address"), "variable_invalid"),
        ("business", Value::Null, "variable_missing"),
        (
            "returnUrl",
            json!("javascript:alert(1)"),
            "variable_invalid",
        ),
        ("path", json!("client"), "path_unsupported"),
        ("api", json!("orders_v3"), "path_unsupported"),
        // Without a server there is nobody to make the payment.
        ("path", json!("server"), "variable_missing"),
        ("pricing", json!({"currency": "EUR"}), "currency_mixed"),
        (
            "pricing",
            json!({"handling": {"value": "-1.00", "currency": "USD"}}),
            "amount_negative",
        ),
        (
            "products",
            json!([{"sku": "A", "price": {"value": "1.001", "currency": "USD"}}]),
            "amount_too_many_decimals",
        ),
    ] {
        let mut options = options();
        options[field] = value.clone();
        let error = elements::configure(js(&options)).unwrap_err();
        assert_eq!(code(&error), expected, "{field} = {value}");
    }
}

#[wasm_bindgen_test]
async fn mounting_showing_and_taking_out_leaves_nothing() {
    elements::configure(js(&options())).unwrap();
    let host = host();
    let first = elements::mount("cart", host.clone(), js(&json!({}))).unwrap();
    let second = elements::mount("add", host.clone(), js(&json!({"product": product()}))).unwrap();
    turns().await;
    assert_eq!(host.child_element_count(), 2);
    elements::unmount(first);
    elements::unmount(first);
    turns().await;
    assert_eq!(host.child_element_count(), 1);
    elements::unmount(second);
    assert_eq!(host.child_element_count(), 0);
    // What is gone takes no notice any more.
    elements::cart_add(js(&product()), JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap();
    elements::update(first, js(&json!({}))).unwrap();
    turns().await;
    assert_eq!(host.child_element_count(), 0);

    let again = elements::mount("cart", host.clone(), js(&json!({}))).unwrap();
    turns().await;
    assert!(host.inner_text().contains("Mug"));
    elements::unmount(again);
    host.remove();
}

#[wasm_bindgen_test]
async fn articles_are_added_by_the_page_or_refused_with_a_code() {
    elements::configure(js(&options())).unwrap();
    let large = json!([{"name": "Size", "value": "Large"}, {"name": "Colour", "value": "Moss"}]);
    elements::cart_add(js(&product()), js(&large), 2.into()).unwrap();
    elements::cart_add(js(&product()), JsValue::UNDEFINED, "1".into()).unwrap();
    let item = |price: &str, options: Value| {
        json!({
            "sku": "MUG", "name": "Mug", "options": options, "max_quantity": 6,
            "price": {"value": price, "currency": "USD"},
        })
    };
    let small = json!([{"name": "Size", "value": "Small"}, {"name": "Colour", "value": "Ash"}]);
    assert_eq!(
        state(),
        json!({
            "units": 3, "total": "63.00", "currency": "USD",
            "items": "63.00", "discount": "0.00", "shipping": "0.00", "handling": "0.00", "tax": "0.00",
            "lines": [
                {"item": item("22.50", large), "quantity": 2, "amount": "45.00"},
                {"item": item("18.00", small), "quantity": 1, "amount": "18.00"},
            ],
        })
    );
    elements::cart_set(0, 1).unwrap();
    assert_eq!(state()["total"], "40.50");
    assert_eq!(
        code(&elements::cart_set(0, 7).unwrap_err()),
        "quantity_above_limit"
    );
    assert_eq!(code(&elements::cart_set(2, 1).unwrap_err()), "line_unknown");
    elements::cart_set(0, 0).unwrap();
    elements::cart_set(0, 3).unwrap();
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
            "currency_unknown",
        ),
        (
            with("max_quantity", json!("many")),
            none.clone(),
            none.clone(),
            "quantity_not_positive",
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
        let error = elements::cart_add(product, options, quantity).unwrap_err();
        assert_eq!(code(&error), expected);
    }
    assert_eq!(state()["units"], 3);
    elements::cart_clear().unwrap();
    assert_eq!(state()["units"], 0);
}

#[wasm_bindgen_test]
async fn a_listener_may_call_back_in() {
    elements::configure(js(&options())).unwrap();
    let host = host();
    let cart = elements::mount("cart", host.clone(), js(&json!({}))).unwrap();
    let listener = Closure::<dyn Fn(Event)>::new(move |_: Event| {
        if state()["units"].as_u64() < Some(3) {
            elements::cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
        } else {
            elements::unmount(cart);
        }
    });
    host.add_event_listener_with_callback("cart-change", listener.as_ref().unchecked_ref())
        .unwrap();
    elements::cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
    turns().await;
    assert_eq!(state()["units"], 3);
    assert_eq!(host.child_element_count(), 0);
    host.remove();
}

#[wasm_bindgen_test]
async fn a_page_without_buttons_gets_the_form() {
    elements::configure(js(&options())).unwrap();
    elements::cart_clear().unwrap();
    let host = host();
    let heard = Heard::on("checkout", true);
    let single = json!({"product": product(), "quantity": 2});
    elements::cart_checkout(host.clone(), js(&single)).unwrap();
    turns().await;
    assert_eq!(heard.last("total"), "36.00");
    assert_eq!(heard.last("action"), "http://127.0.0.1:8081/cgi-bin/webscr");
    let fields: Value = serde_json::from_str(&heard.last("fields")).unwrap();
    assert_eq!(fields[0], json!({"name": "cmd", "value": "_xclick"}));

    let problems = Heard::on("checkout-error", false);
    elements::cart_checkout(host.clone(), js(&json!({}))).unwrap();
    turns().await;
    assert_eq!(problems.last("code"), "variable_missing");
    host.remove();
}

#[wasm_bindgen_test]
async fn a_cart_in_a_shadow_root_is_heard() {
    elements::configure(js(&options())).unwrap();
    let host = host();
    let shadow = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    let shadow = host.attach_shadow(&shadow).unwrap();
    let inner: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    shadow.append_child(&inner).unwrap();
    let cart = elements::mount("cart", inner, js(&json!({}))).unwrap();
    let heard = Heard::on("cart-change", false);
    elements::cart_add(js(&product()), JsValue::UNDEFINED, 1.into()).unwrap();
    assert_eq!(heard.count(), 1);
    elements::unmount(cart);
    host.remove();
}

#[wasm_bindgen_test]
async fn properties_follow() {
    elements::configure(js(&options())).unwrap();
    let host = host();
    let button =
        elements::mount("button", host.clone(), js(&json!({"label": "checkout"}))).unwrap();
    turns().await;
    let label = || {
        let button = host.query_selector("button").unwrap().unwrap();
        button.get_attribute("aria-label").unwrap()
    };
    assert_eq!(label(), "PayPal Checkout");
    elements::update(button, js(&json!({"label": "pay", "color": "black"}))).unwrap();
    turns().await;
    assert_eq!(label(), "Pay with PayPal");
    // A property that is wrong changes nothing.
    let wrong = json!({"label": "buynow", "product": {"sku": ""}});
    assert_eq!(
        code(&elements::update(button, js(&wrong)).unwrap_err()),
        "sku_unreadable"
    );
    turns().await;
    assert_eq!(label(), "Pay with PayPal");
    elements::unmount(button);
    host.remove();
}

#[wasm_bindgen_test]
async fn an_article_that_is_still_to_come_is_waited_for() {
    elements::configure(js(&options())).unwrap();
    let error = elements::mount("add", host(), js(&json!({}))).unwrap_err();
    assert_eq!(code(&error), "variable_missing");
}
