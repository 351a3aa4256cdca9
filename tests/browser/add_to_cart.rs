//! Adding articles to the cart.

use leptos::prelude::*;
use leptos_paypal::AddToCart;
use leptos_paypal::core::Product;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use crate::observers::EventLog;
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
    page.click("button", "Add to cart: Mug");
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
async fn a_limit_counts_what_is_in_the_cart_and_its_refusal_is_an_event() {
    let errors = EventLog::on("checkout-error", false);
    let page = Page::show(config(), || view! { <AddToCart product=mug()/> }.into_any()).await;
    for _ in 0..2 {
        page.fill("spinbutton", "Quantity", "4");
        settle().await;
        page.click("button", "Add to cart: Mug");
        settle().await;
    }
    assert_eq!(page.cart().units(), 4);
    assert!(page.says("At most 6 of Mug can be ordered at once."));
    assert!(!page.says("is in your cart"));
    assert_eq!(errors.count(), 1);
    assert_eq!(errors.last("code"), "quantity_above_limit");
    assert!(errors.last("message").contains("At most 6 of Mug"));
}

#[wasm_bindgen_test]
async fn what_is_sold_out_cannot_be_added_and_comes_back() {
    let product = RwSignal::new(Product {
        sold_out: true,
        ..mug()
    });
    let page = Page::show(config(), move || view! { <AddToCart product/> }.into_any()).await;
    let button = page.find("button", "Sold out: Mug");
    assert!(button.has_attribute("disabled"));
    button.click();
    settle().await;
    assert!(page.cart().is_empty());
    product.set(mug());
    settle().await;
    page.click("button", "Add to cart: Mug");
    settle().await;
    assert_eq!(page.cart().units(), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_is_dispatched_from_the_components_own_element() {
    let page = Page::show(config(), || view! { <AddToCart product=mug()/> }.into_any()).await;
    let errors = EventLog::at(page.root.clone(), "checkout-error", false);
    page.checkout
        .add(mug().item(&mug().default_choices()).unwrap(), 6)
        .unwrap();
    page.click("button", "Add to cart: Mug");
    settle().await;
    assert_eq!(errors.count(), 1);
    assert_eq!(page.cart().units(), 6);
}
