//! Properties of mounted components.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::settle;
use super::{code, host, js, options};
use crate::mount::{mount, unmount, update};
use crate::options::configure;

#[wasm_bindgen_test]
async fn properties_follow() {
    configure(js(&options())).unwrap();
    let host = host();
    let button = mount("button", host.clone(), js(&json!({"label": "checkout"}))).unwrap();
    settle().await;
    let label = || {
        let button = host.query_selector("button").unwrap().unwrap();
        button.get_attribute("aria-label").unwrap()
    };
    assert_eq!(label(), "PayPal Checkout");
    update(button, js(&json!({"label": "pay", "color": "black"}))).unwrap();
    settle().await;
    assert_eq!(label(), "Pay with PayPal");
    // A property that is wrong changes nothing.
    let wrong = json!({"label": "buynow", "product": {}});
    assert_eq!(
        code(&update(button, js(&wrong)).unwrap_err()),
        "variable_invalid"
    );
    settle().await;
    assert_eq!(label(), "Pay with PayPal");
    unmount(button);
    host.remove();
}

#[wasm_bindgen_test]
async fn mistakes_in_properties_are_refused() {
    configure(js(&options())).unwrap();
    let host = host();
    let cheap = json!({"sku": "A", "name": "A", "price": {"value": "1.00", "currency": "EUR"}});
    for (kind, properties, expected) in [
        ("add", json!({}), "variable_missing"),
        ("shelf", json!({}), "component_unknown"),
        ("button", json!({"quantity": 0}), "quantity_not_positive"),
        (
            "button",
            json!({"quantity": "1.5"}),
            "quantity_not_positive",
        ),
        (
            "button",
            json!({"product": {"name": "Mug"}}),
            "product_unreadable",
        ),
        ("button", json!({"product": cheap}), "currency_mixed"),
        ("button", json!({"options": "Large"}), "variable_invalid"),
        ("return", json!({"query": 7}), "variable_invalid"),
        (
            "button",
            json!({"subscribe": {"currency": "USD"}}),
            "variable_missing",
        ),
        (
            "button",
            json!({"subscribe": {"offer": "", "currency": "USD"}}),
            "sku_unreadable",
        ),
        (
            "button",
            json!({"donate": {"offer": "A\nB", "currency": "USD"}}),
            "sku_unreadable",
        ),
        (
            "button",
            json!({"subscribe": {"offer": "GOLD", "price": "9.001", "currency": "USD"}}),
            "amount_too_many_decimals",
        ),
    ] {
        let error = mount(kind, host.clone(), js(&properties)).unwrap_err();
        assert_eq!(code(&error), expected, "{kind} {properties}");
    }
    assert_eq!(host.child_element_count(), 0);
    host.remove();
}

#[wasm_bindgen_test]
async fn an_offer_needs_no_price() {
    configure(js(&options())).unwrap();
    let host = host();
    for kind in ["subscribe", "donate"] {
        let offer =
            json!({"label": kind, kind: {"offer": "GOLD", "currency": "USD", "price": null}});
        let button = mount("button", host.clone(), js(&offer)).unwrap();
        settle().await;
        assert!(host.query_selector("button").unwrap().is_some(), "{kind}");
        unmount(button);
    }
    host.remove();
}
