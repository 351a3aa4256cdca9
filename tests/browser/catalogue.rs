//! Products and pricing rules that the page takes from the merchant server.

use leptos::prelude::*;
use leptos_paypal::core::{PricingRules, ShippingRule};
use leptos_paypal::{AddToCart, Cart, CheckoutConfig, Currency, PayPalButton, use_checkout};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, config, item, mug, settle, until, usd};
use crate::server::{Server, created};

fn with_server() -> CheckoutConfig {
    let mut config = config();
    config.business = None;
    config.server = Some("/api".to_owned());
    config
}

/// Mugs, and 4.90 for shipping.
fn catalogue() -> Value {
    let mut pricing = PricingRules::none(Currency::USD);
    pricing.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    });
    json!({
        "currency": "USD", "currencies": ["USD"], "environment": "sandbox",
        "pricing": pricing, "products": [mug()],
    })
}

/// A page that knows its article by the number alone.
fn page_by_sku() -> AnyView {
    let checkout = use_checkout();
    let product = Signal::derive(move || checkout.config().product("MUG").cloned());
    view! {
        <AddToCart product/>
        <Cart/>
    }
    .into_any()
}

#[wasm_bindgen_test]
async fn an_article_known_by_its_sku_alone_is_priced_as_the_server_prices_it() {
    let (server, forms) = (Server::start(), Forms::catch());
    server.sells(catalogue()).answers(201, created("22.90"));
    let errors = EventLog::on("checkout-error", false);
    let page = Page::show(with_server(), page_by_sku).await;
    until("the article is there", || {
        !page.all("button", "Add to cart: Mug").is_empty()
    })
    .await;
    assert_eq!(server.request(0).url, "/api/catalogue?currency=USD");
    page.click("button", "Add to cart: Mug");
    settle().await;
    assert_eq!(page.beside("Shipping").as_deref(), Some("$4.90"));
    assert_eq!(page.beside("Total").as_deref(), Some("$22.90"));
    page.click("button", "PayPal");
    until("the form is sent", || forms.count() == 1).await;
    assert_eq!(server.count(), 2);
    assert_eq!(server.request(1).body["expected_total"], "22.90");
    assert_eq!(errors.count(), 0);
}

#[wasm_bindgen_test]
async fn weights_have_the_unit_of_the_server() {
    let server = Server::start();
    let mut kilograms = catalogue();
    kilograms["weight_unit"] = json!("kgs");
    server.sells(kilograms);
    let page = Page::show(with_server(), page_by_sku).await;
    let weight = "0.45".parse().unwrap();
    until("the catalogue is there", || {
        page.checkout.weight(weight) == "0.45 kg"
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_stored_cart_is_priced_again_by_the_fetched_catalogue() {
    let config = with_server();
    {
        let _server = Server::start();
        let page = Page::show(config.clone(), || view! { <Cart/> }.into_any()).await;
        let mut old = mug().item(&mug().default_choices()).unwrap();
        old.price = usd("15.00");
        page.checkout.add(old, 1).unwrap();
        page.checkout.add(item("GONE", "1.00"), 1).unwrap();
    }
    let server = Server::start();
    server.sells(catalogue());
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    until("it is priced", || {
        page.beside("Total").as_deref() == Some("$22.90")
    })
    .await;
    assert_eq!(page.lines(), ["1 MUG"]);
    assert!(page.says("Something in your cart has changed"));
}

#[wasm_bindgen_test]
async fn a_page_with_products_of_its_own_does_not_ask() {
    let server = Server::start();
    server.sells(catalogue());
    let mut own = with_server();
    own.products = vec![mug()];
    let mut rules = with_server();
    rules.pricing.handling = Some(usd("1.00"));
    for config in [own, rules, config()] {
        let _page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    }
    settle().await;
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_catalogue_in_another_currency_or_that_cannot_be_read_is_left_out() {
    for broken in [
        json!({"currency": "EUR", "pricing": {"currency": "EUR"}, "products": []}),
        json!({"currency": "USD", "products": "none"}),
        Value::Null,
    ] {
        let server = Server::start();
        server.sells(broken);
        let page = Page::show(with_server(), || view! { <Cart/> }.into_any()).await;
        page.checkout.add(item("Tea", "2.50"), 2).unwrap();
        until("it was asked", || server.count() == 1).await;
        settle().await;
        assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
    }
}

#[wasm_bindgen_test]
async fn a_button_whose_article_is_not_known_yet_does_not_pay_for_the_cart() {
    let (server, forms) = (Server::start(), Forms::catch());
    let view = || {
        let checkout = use_checkout();
        let product = Signal::derive(move || checkout.config().product("MUG").cloned());
        view! { <PayPalButton product/> }.into_any()
    };
    let page = Page::show(with_server(), view).await;
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    settle().await;
    page.click("button", "PayPal");
    settle().await;
    assert_eq!((forms.count(), server.count()), (0, 0));
}
