//! What the components are on a server, before a browser has them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod features;

use leptos::prelude::*;
use leptos_paypal::core::{CartAction, Money};
use leptos_paypal::{
    AddToCart, Cart, CheckoutConfig, Currency, Environment, PayPalButton, Product, ReturnStatus,
    Shop, Totals,
};

fn config() -> CheckoutConfig {
    let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
    config.server = Some("/api".to_owned());
    config
}

/// The HTML that a server sends for what `page` shows.
fn rendered<V: IntoView>(page: impl FnOnce(Shop) -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| page(Shop::provide(config())).to_html());
    owner.cleanup();
    html
}

fn mug(name: &str) -> Product {
    let product = serde_json::json!({
        "sku": "MUG",
        "name": name,
        "price": { "value": "18.00", "currency": "USD" },
        "options": [{
            "name": "Size \"\u{2014}\"",
            "choices": [
                { "value": "<b>Small</b>" },
                { "value": "Large", "price": { "value": "22.50", "currency": "USD" } },
            ],
        }],
    });
    serde_json::from_value(product).unwrap()
}

#[test]
fn the_cart_is_rendered_empty() {
    let html = rendered(|_| view! { <Cart/> });
    assert!(
        html.starts_with("<div class=\"cx-host\"><div class=\"cx-root\"><section"),
        "{html}"
    );
    assert!(
        html.contains("<h2 class=\"cx-title\" tabindex=\"-1\">Your cart</h2>"),
        "{html}"
    );
    assert!(html.contains("<p class=\"cx-empty\">"), "{html}");
    // What an empty cart does not show is there, and hidden.
    assert!(
        html.contains("<div class=\"cx-full\" hidden=\"\">"),
        "{html}"
    );
}

#[test]
fn a_cart_that_the_server_knows_is_rendered_too() {
    let html = rendered(|shop| {
        let product = mug("Mug & <saucer>");
        let item = product.item(&product.default_choices()).unwrap();
        shop.add(item, 2).unwrap();
        view! { <Cart/> <Totals/> }
    });
    assert!(html.contains("Mug &amp; &lt;saucer&gt;"), "{html}");
    // A server has no words for money but the code.
    let total = Money::parse("36.00", Currency::USD).unwrap();
    assert!(
        html.contains(&format!("USD\u{a0}{}", total.text())),
        "{html}"
    );
    assert!(!html.contains("<div class=\"cx-full\" hidden"), "{html}");
}

#[test]
fn nothing_looks_as_if_it_worked_before_it_does() {
    let html = rendered(|_| {
        view! {
            <AddToCart product=mug("Mug")/>
            <PayPalButton single=Some((mug("Mug"), 1))/>
            <Cart dialog=true/>
            <ReturnStatus query="checkout=7"/>
        }
    });
    for name in ["button", "input", "select"] {
        let tags: Vec<&str> = html.split(&format!("<{name} ")).skip(1).collect();
        assert!(!tags.is_empty(), "no {name} in {html}");
        for tag in tags {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(tag.contains("disabled=\"\""), "<{name} {tag}>");
        }
    }
}

#[test]
fn texts_and_attributes_are_escaped() {
    let html = rendered(|_| view! { <AddToCart product=mug("Mug")/> });
    assert!(html.contains("&lt;b&gt;Small&lt;/b&gt;"), "{html}");
    assert!(
        html.contains("value=\"&lt;b&gt;Small&lt;/b&gt;\""),
        "{html}"
    );
    assert!(!html.contains("><b>"), "{html}");
}

#[test]
fn a_fallback_is_rendered_as_it_is() {
    let html = rendered(|_| {
        view! { <PayPalButton single=Some((mug("Mug"), 1))><form><button>"Pay"</button></form></PayPalButton> }
    });
    assert_eq!(
        html,
        "<div class=\"cx-host\"><form><button>Pay</button></form></div>"
    );
}

#[test]
fn a_cart_follows_actions_on_a_server_as_well() {
    let owner = Owner::new();
    owner.with(|| {
        let shop = Shop::provide(config());
        let product = mug("Mug");
        let item = product.item(&product.default_choices()).unwrap();
        shop.add(item, 3).unwrap();
        assert_eq!(shop.cart().units(), 3);
        shop.apply(CartAction::Clear).unwrap();
        assert!(shop.cart().is_empty());
    });
}
