//! Words, numbers and direction.

use leptos::prelude::*;
use leptos_paypal::{Cart, CartDialog, CheckoutConfig, Messages};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, config, item, settle};

fn speak(config: &mut CheckoutConfig, locale: &str, json: &str) {
    let words: serde_json::Value = serde_json::from_str(json).unwrap();
    config.locale = locale.to_owned();
    config.messages = Messages::from_lookup(|key| words[key].as_str().map(str::to_owned));
}

#[wasm_bindgen_test]
async fn words_and_money_follow_the_language_of_the_moment() {
    let config = config();
    let page = Page::show(config.clone(), || view! { <CartDialog/> }.into_any()).await;
    page.checkout.add(item("Tee", "1234.50"), 1).unwrap();
    settle().await;
    page.find("button", "Cart, 1 item").click();
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("$1,234.50"));

    let mut german = config.clone();
    speak(&mut german, "de", include_str!("../../locales/de.json"));
    page.checkout.configure(german);
    settle().await;
    page.find("button", "Warenkorb, 1 Artikel");
    page.find("button", "Tee entfernen");
    let total = page.beside("Summe").unwrap().replace('\u{a0}', " ");
    assert_eq!(total, "1.234,50 $");
}

#[wasm_bindgen_test]
async fn every_plural_of_arabic_is_there() {
    let mut config = config();
    speak(&mut config, "ar-EG", include_str!("../../locales/ar.json"));
    let page = Page::show(config, || view! { <CartDialog/> }.into_any()).await;
    for (more, words) in [
        (0, "السلة, لا منتجات"),
        (1, "السلة, منتج واحد"),
        (1, "السلة, منتجان"),
        (1, "السلة, ٣ منتجات"),
        (8, "السلة, ١١ منتجًا"),
        (89, "السلة, ١٠٠ منتج"),
    ] {
        if more > 0 {
            page.checkout.add(item("A", "1.00"), more).unwrap();
        }
        settle().await;
        page.find("button", words);
    }
}

#[wasm_bindgen_test]
async fn a_language_that_is_none_still_shows_exact_amounts() {
    let mut config = config();
    config.locale = "not a locale".to_owned();
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("A", "0.10"), 3).unwrap();
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("USD\u{a0}0.30"));
}

#[wasm_bindgen_test]
async fn amounts_are_exact_however_large() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("A", "9999999999.99"), 1).unwrap();
    settle().await;
    assert_eq!(page.beside("Total").as_deref(), Some("$9,999,999,999.99"));
}
