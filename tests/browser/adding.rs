//! The way into the cart.

use leptos::prelude::*;
use leptos_paypal::AddToCart;
use leptos_paypal::core::Product;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use crate::page::{Page, config, fire, mug, settle};

#[wasm_bindgen_test]
async fn the_chosen_article_goes_into_the_cart() {
    let page = Page::show(config(), || view! { <AddToCart product=mug()/> }.into_any()).await;
    let size: HtmlSelectElement = page.find("combobox", "Size").unchecked_into();
    let choices = size.inner_text();
    assert!(choices.contains("Large – $22.50"), "{choices:?}");
    size.set_value("Large");
    fire(&size, "change");
    page.fill("spinbutton", "Quantity", "3");
    settle().await;
    page.click("button", "Add to cart");
    settle().await;
    let cart = page.cart();
    let line = &cart.lines()[0];
    assert_eq!(
        (line.quantity, line.item.price.to_string().as_str()),
        (3, "22.50")
    );
    let chosen: Vec<_> = line
        .item
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    assert_eq!(chosen, ["Large", "Ash"]);
    assert!(page.says("Mug is in your cart."));
    assert_eq!(page.value("spinbutton", "Quantity"), "1");
}

#[wasm_bindgen_test]
async fn a_limit_holds_for_what_is_in_the_cart_already() {
    let page = Page::show(config(), || view! { <AddToCart product=mug()/> }.into_any()).await;
    for _ in 0..2 {
        page.fill("spinbutton", "Quantity", "4");
        settle().await;
        page.click("button", "Add to cart");
        settle().await;
    }
    assert_eq!(page.cart().units(), 4);
    assert!(page.says("At most 6 of Mug can be ordered at once."));
    assert!(!page.says("is in your cart"));
}

#[wasm_bindgen_test]
async fn what_is_sold_out_cannot_be_added_and_comes_back() {
    let product = RwSignal::new(Product {
        sold_out: true,
        ..mug()
    });
    let page = Page::show(config(), move || view! { <AddToCart product/> }.into_any()).await;
    let button = page.find("button", "Sold out");
    assert!(button.has_attribute("disabled"));
    button.click();
    settle().await;
    assert!(page.cart().is_empty());
    product.set(mug());
    settle().await;
    page.click("button", "Add to cart");
    settle().await;
    assert_eq!(page.cart().units(), 1);
}
