//! The cart between pages, tabs and browsers that keep nothing.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_paypal::core::{
    Cart as CoreCart, CartAction, CartItem, CartSnapshot, ItemShipping, LineDiscount,
};
use leptos_paypal::{Cart, CheckoutConfig, Currency};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, chosen, config, fire, item, mug, settle, usd};

fn storage() -> web_sys::Storage {
    window().local_storage().unwrap().unwrap()
}

async fn show(config: CheckoutConfig) -> Page {
    Page::show(config, || view! { <Cart/> }.into_any()).await
}

/// An article with everything an article can have.
fn full_item() -> CartItem {
    CartItem {
        sku: "A-1".parse().unwrap(),
        name: "Tea 茶 \"<b>\"".to_owned(),
        price: usd("19.95"),
        options: vec![chosen("Size", "Large")],
        discount: Some(LineDiscount::Rate("7.5".parse().unwrap())),
        shipping: Some(ItemShipping {
            first: usd("4.00"),
            further: Some(usd("0.50")),
        }),
        handling: Some(usd("0.25")),
        tax: Some(usd("1.10")),
        weight: Some("0.45".parse().unwrap()),
        max_quantity: Some(9),
        picture: Some("/a.svg".to_owned()),
    }
}

#[wasm_bindgen_test]
async fn a_cart_is_there_again_after_a_reload() {
    let config = config();
    let page = show(config.clone()).await;
    let mut other = full_item();
    other.sku = "A-2".parse().unwrap();
    other.discount = Some(LineDiscount::Amount(usd("1.00")));
    page.checkout.add(full_item(), 2).unwrap();
    page.checkout.add(other, 1).unwrap();
    let cart = page.cart();
    drop(page);
    let again = show(config).await;
    assert_eq!(again.cart(), cart);
    assert!(!again.says("new"));
}

#[wasm_bindgen_test]
async fn what_is_stored_is_the_cores_own_form() {
    let config = config();
    let page = show(config.clone()).await;
    page.checkout.add(full_item(), 2).unwrap();
    let text = storage().get_item(&config.storage_key).unwrap().unwrap();
    let snapshot: CartSnapshot = serde_json::from_str(&text).unwrap();
    assert_eq!(snapshot.restore().unwrap(), page.cart());
}

#[wasm_bindgen_test]
async fn a_cart_that_cannot_be_used_is_dropped_and_the_buyer_told() {
    let cart = CoreCart::new(Currency::USD)
        .reduce(CartAction::Add {
            item: Arc::new(item("A", "1.00")),
            quantity: 1,
        })
        .unwrap();
    let good = serde_json::to_value(CartSnapshot::of(&cart)).unwrap();
    let mut broken = vec![
        "{".to_owned(),
        "null".to_owned(),
        "[1]".to_owned(),
        "\"x\"".to_owned(),
    ];
    for (pointer, value) in [
        ("/version", serde_json::json!(0)),
        ("/currency", serde_json::json!("XXX")),
        ("/lines/0/quantity", serde_json::json!(0)),
        ("/lines/0/quantity", serde_json::json!(1.5)),
        ("/lines/0/item/sku", serde_json::json!("")),
        ("/lines/0/item/price/value", serde_json::json!("-5.00")),
        ("/lines/0/item/price/value", serde_json::json!(5)),
        ("/lines/0/item/price/currency", serde_json::json!("EUR")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        broken.push(bad.to_string());
    }
    for text in broken {
        let config = config();
        storage().set_item(&config.storage_key, &text).unwrap();
        let page = show(config).await;
        assert!(page.cart().is_empty(), "{text}");
        assert!(page.says("Your earlier cart could not be read"), "{text}");
        // The next change is kept again, and the notice is gone.
        page.checkout.add(item("A", "1.00"), 1).unwrap();
        settle().await;
        assert!(!page.says("could not be read"));
    }
}

#[wasm_bindgen_test]
async fn another_tabs_change_is_followed_without_writing_back() {
    let config = config();
    let page = show(config.clone()).await;
    let other = CoreCart::new(Currency::USD)
        .reduce(CartAction::Add {
            item: Arc::new(item("Tea", "2.50")),
            quantity: 3,
        })
        .unwrap();
    let text = serde_json::to_string(&CartSnapshot::of(&other)).unwrap();
    storage().set_item(&config.storage_key, &text).unwrap();
    let happened = |key: &str| {
        let make = js_sys::Function::new_with_args(
            "key",
            "dispatchEvent(new StorageEvent('storage', { key }))",
        );
        make.call1(&JsValue::NULL, &key.into()).unwrap();
    };
    happened("somebody-else");
    settle().await;
    assert!(page.cart().is_empty());
    happened(&config.storage_key);
    settle().await;
    assert_eq!(page.value("spinbutton", "Quantity of Tea"), "3");
    assert_eq!(
        storage().get_item(&config.storage_key).unwrap().unwrap(),
        text
    );

    // Everything cleared: an event without a key.
    storage().remove_item(&config.storage_key).unwrap();
    fire(&window(), "storage");
    settle().await;
    assert!(page.cart().is_empty());
}

#[wasm_bindgen_test]
async fn blocked_storage_leaves_a_cart_that_works_and_says_so() {
    // The window's own property, to be put back as it was.
    let block = js_sys::Function::new_no_args(
        "window.realStorage = Object.getOwnPropertyDescriptor(window, 'localStorage');
         Object.defineProperty(window, 'localStorage', { configurable: true,
           get() { throw new DOMException('denied', 'SecurityError'); } })",
    );
    let free = js_sys::Function::new_no_args(
        "Object.defineProperty(window, 'localStorage', window.realStorage)",
    );
    block.call0(&JsValue::NULL).unwrap();
    let page = show(config()).await;
    let quiet = !page.says("does not let the shop keep");
    let added = page.checkout.add(item("Tea", "2.50"), 2);
    settle().await;
    let told = page.says("does not let the shop keep your cart");
    let total = page.beside("Total");
    free.call0(&JsValue::NULL).unwrap();
    assert!(quiet && told && added.is_ok());
    assert_eq!(total.as_deref(), Some("$5.00"));
}

#[wasm_bindgen_test]
async fn a_full_storage_is_a_notice_not_a_loss() {
    let full = js_sys::Function::new_no_args(
        "Storage.prototype.realSetItem = Storage.prototype.setItem;
         Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    );
    let free = js_sys::Function::new_no_args(
        "Storage.prototype.setItem = Storage.prototype.realSetItem; delete Storage.prototype.realSetItem",
    );
    let page = show(config()).await;
    full.call0(&JsValue::NULL).unwrap();
    let added = page.checkout.add(item("Tea", "2.50"), 2);
    free.call0(&JsValue::NULL).unwrap();
    settle().await;
    assert!(added.is_ok() && page.says("does not let the shop keep your cart"));
    assert_eq!(page.cart().units(), 2);
}

#[wasm_bindgen_test]
async fn a_cart_follows_the_catalogue_into_another_currency() {
    let mut first = config();
    first.products = vec![mug()];
    let page = show(first.clone()).await;
    page.checkout
        .add(mug().item(&mug().default_choices()).unwrap(), 2)
        .unwrap();
    page.checkout.add(item("GONE", "1.00"), 1).unwrap();

    let mut second = CheckoutConfig::new(first.environment.clone(), Currency::JPY);
    second.business = first.business.clone();
    second.storage_key = first.storage_key.clone();
    let mut yen = serde_json::to_value(mug()).unwrap();
    yen["price"] = serde_json::json!({"value": "2600", "currency": "JPY"});
    yen["options"][0]["choices"][1]["price"] =
        serde_json::json!({"value": "3200", "currency": "JPY"});
    second.products = vec![serde_json::from_value(yen).unwrap()];
    page.checkout.configure(second);
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("¥5,200"));
    assert!(page.says("Something in your cart has changed"));

    // Without a catalogue there is nothing to price it by.
    let mut third = CheckoutConfig::new(first.environment, Currency::EUR);
    third.storage_key = first.storage_key;
    page.checkout.configure(third);
    settle().await;
    assert!(page.cart().is_empty() && page.says("another currency"));
}
