//! The stored cart: page loads, tabs, currencies, blocked storage.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_paypal::core::{
    Cart as CoreCart, CartAction, CartItem, CartSnapshot, ItemShipping, LineDiscount, Money,
    Product,
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
async fn what_is_stored_follows_every_change() {
    let page = show(config()).await;
    let key = &page.checkout.config().storage_key.clone();
    let stored = || {
        let text = storage().get_item(key).unwrap().unwrap();
        let cart: CartSnapshot = serde_json::from_str(&text).unwrap();
        cart.restore().unwrap()
    };
    for name in ["Tea", "Pot", "Mug", "Cup"] {
        page.checkout.add(item(name, "2.50"), 1).unwrap();
        assert_eq!(stored(), page.checkout.cart());
    }
    let keys: Vec<_> = page
        .checkout
        .lines()
        .iter()
        .map(|line| line.key().clone())
        .collect();
    page.checkout.set_quantity(keys[1].clone(), 7).unwrap();
    assert_eq!(stored(), page.checkout.cart());
    page.checkout.remove(keys[0].clone()).unwrap();
    page.checkout.remove(keys[2].clone()).unwrap();
    assert_eq!(stored(), page.checkout.cart());
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    page.checkout.add(item("Pot", "2.00"), 1).unwrap();
    assert_eq!(stored(), page.checkout.cart());
    page.checkout.clear();
    assert_eq!(stored(), page.checkout.cart());
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

/// Like `config`, in another currency.
fn in_currency(
    config: &CheckoutConfig,
    currency: Currency,
    products: Vec<Product>,
) -> CheckoutConfig {
    let mut other = CheckoutConfig::new(config.environment.clone(), currency);
    other.business.clone_from(&config.business);
    other.storage_key.clone_from(&config.storage_key);
    other.products = products;
    other
}

fn mug_in_yen() -> Product {
    let mut mug = serde_json::to_value(mug()).unwrap();
    mug["price"] = serde_json::json!({"value": "2600", "currency": "JPY"});
    mug["options"][0]["choices"][1]["price"] =
        serde_json::json!({"value": "3200", "currency": "JPY"});
    serde_json::from_value(mug).unwrap()
}

#[wasm_bindgen_test]
async fn another_currency_with_a_catalogue_reprices_the_cart_and_keeps_the_first() {
    let mut dollars = config();
    dollars.products = vec![mug()];
    let page = show(dollars.clone()).await;
    let small = || mug().item(&mug().default_choices()).unwrap();
    page.checkout.add(small(), 2).unwrap();

    let yen = in_currency(&dollars, Currency::JPY, vec![mug_in_yen()]);
    page.checkout.configure(yen.clone());
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("¥5,200"));
    // Only looked at: the cart is still the one in dollars.
    page.checkout.configure(dollars.clone());
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("$36.00"));

    page.checkout.configure(yen.clone());
    let large = [chosen("Size", "Large"), chosen("Colour", "Ash")];
    page.checkout
        .add(mug_in_yen().item(&large).unwrap(), 1)
        .unwrap();
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("¥8,400"));
    page.checkout.configure(dollars.clone());
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("$36.00"));
    page.checkout.configure(yen);
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("¥8,400"));

    // A new page finds both as well.
    drop(page);
    let page = show(dollars).await;
    assert_eq!(page.beside("Total").as_deref(), Some("$36.00"));
}

#[wasm_bindgen_test]
async fn another_currency_without_a_catalogue_has_a_cart_of_its_own() {
    let dollars = config();
    let page = show(dollars.clone()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    let euros = in_currency(&dollars, Currency::EUR, Vec::new());
    page.checkout.configure(euros.clone());
    settle().await;
    assert!(page.cart().is_empty() && page.says("another currency"));
    let price = Money::parse("3.00", Currency::EUR).unwrap();
    let pot = CartItem::new("Pot".parse().unwrap(), "Pot".to_owned(), price);
    page.checkout.add(pot, 1).unwrap();
    settle().await;
    assert!(!page.says("another currency"));
    for _ in 0..2 {
        page.checkout.configure(dollars.clone());
        settle().await;
        assert_eq!(page.lines(), ["2 Tea"]);
        assert!(!page.says("another currency"));
        page.checkout.configure(euros.clone());
        settle().await;
        assert_eq!(page.lines(), ["1 Pot"]);
    }
    // The one used last is under the key itself, the other beside it.
    let key = &dollars.storage_key;
    let stored = |key: &str| storage().get_item(key).unwrap().unwrap();
    assert!(stored(key).contains("Pot"));
    assert!(stored(&format!("{key}-USD")).contains("Tea"));
    page.checkout.configure(dollars.clone());
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    assert!(stored(key).contains("Tea"));
    assert!(stored(&format!("{key}-EUR")).contains("Pot"));
    assert_eq!(storage().get_item(&format!("{key}-USD")).unwrap(), None);
}

#[wasm_bindgen_test]
async fn an_article_that_is_not_sold_any_more_leaves_the_cart_with_a_notice() {
    let plain = config();
    let page = show(plain.clone()).await;
    page.checkout
        .add(mug().item(&mug().default_choices()).unwrap(), 2)
        .unwrap();
    page.checkout.add(item("GONE", "1.00"), 1).unwrap();
    let mut sells_mugs = plain;
    sells_mugs.products = vec![mug()];
    page.checkout.configure(sells_mugs);
    settle().await;
    assert_eq!(page.lines(), ["2 MUG"]);
    assert!(page.says("Something in your cart has changed"));
}
