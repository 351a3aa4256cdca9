//! The components as a server renders them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod features;

use leptos::prelude::*;
use leptos_paypal::core::{CartAction, Money};
use leptos_paypal::{
    AddToCart, Cart, CartDialog, CartTotals, CheckoutConfig, CheckoutContext, Currency,
    DonateButton, Environment, PayPalButton, PaymentStatus, Product, SubscribeButton,
    provide_checkout,
};

fn config() -> CheckoutConfig {
    let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
    config.server = Some("/api".to_owned());
    config
}

/// HTML that a server sends for `view`.
fn render<V: IntoView>(view: impl FnOnce(CheckoutContext) -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view(provide_checkout(config())).to_html());
    owner.cleanup();
    html
}

/// The opening tags of that name.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    let tags = html.split(&start).skip(1);
    tags.map(|tag| tag.split('>').next().unwrap_or_default())
        .collect()
}

/// The opening tag with that class.
fn tag<'a>(html: &'a str, name: &str, class: &str) -> &'a str {
    let class = format!("class=\"{class}\"");
    let found = tags(html, name)
        .into_iter()
        .find(|tag| tag.contains(&class));
    found.unwrap_or_else(|| panic!("no {name} {class} in {html}"))
}

fn is_hidden(tag: &str) -> bool {
    tag.contains(" hidden")
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
fn an_offer_is_rendered_without_the_terms_that_only_the_browser_asks_for() {
    for html in [
        render(|_| view! { <SubscribeButton offer="GOLD"/> }),
        render(|_| view! { <DonateButton offer="ROOF"/> }),
    ] {
        assert!(is_hidden(tag(&html, "p", "cx-offer-name")), "{html}");
        assert!(is_hidden(tag(&html, "p", "cx-offer-terms")), "{html}");
        let button = tag(&html, "button", "cx-paypal cx-gold cx-rect");
        assert!(button.contains(" disabled"), "{html}");
        assert!(button.contains("aria-busy=\"false\""), "{html}");
    }
}

#[test]
fn the_cart_is_rendered_empty() {
    let html = render(|_| view! { <Cart/> });
    assert!(html.starts_with("<div class=\"cx-host\">"), "{html}");
    assert!(!is_hidden(tag(&html, "div", "cx-root")), "{html}");
    assert!(
        tag(&html, "section", "cx-cart").contains("aria-label=\"Your cart\""),
        "{html}"
    );
    assert!(html.contains(">Your cart</h2>"), "{html}");
    assert!(!is_hidden(tag(&html, "p", "cx-empty")), "{html}");
    // What an empty cart does not show is there, and hidden.
    assert!(is_hidden(tag(&html, "div", "cx-full")), "{html}");
}

#[test]
fn lines_that_the_server_adds_are_rendered() {
    let html = render(|checkout| {
        let product = mug("Mug & <saucer>");
        let item = product.item(&product.default_choices()).unwrap();
        checkout.add(item, 2).unwrap();
        view! { <Cart/> <CartTotals/> }
    });
    assert!(html.contains("Mug &amp; &lt;saucer&gt;"), "{html}");
    // A server has no `Intl`: it writes the code.
    let total = Money::parse("36.00", Currency::USD).unwrap();
    assert!(
        html.contains(&format!("USD\u{a0}{}", total.text())),
        "{html}"
    );
    assert!(!is_hidden(tag(&html, "div", "cx-full")), "{html}");
}

#[test]
fn controls_are_disabled_until_a_browser_takes_over() {
    let html = render(|_| {
        view! {
            <AddToCart product=mug("Mug")/>
            <PayPalButton product=mug("Mug")/>
            <Cart/>
            <CartDialog/>
            <PaymentStatus query="checkout=7"/>
        }
    });
    for name in ["button", "input", "select"] {
        let tags = tags(&html, name);
        assert!(!tags.is_empty(), "no {name} in {html}");
        for tag in tags {
            // Those in the dialogs, which are closed, and the one that is hidden.
            let is_in_dialog = ["cx-close", "cx-window-"]
                .iter()
                .any(|class| tag.contains(class));
            let is_shown = !is_in_dialog && !is_hidden(tag);
            let is_disabled = tag.split_whitespace().any(|word| word == "disabled");
            assert!(!is_shown || is_disabled, "<{name} {tag}>");
        }
    }
}

#[test]
fn the_dialog_is_rendered_closed() {
    let html = render(|_| {
        let open = RwSignal::new(true);
        view! { <CartDialog open/> }
    });
    assert!(
        !tag(&html, "dialog", "cx-dialog").contains(" open"),
        "{html}"
    );
}

#[test]
fn texts_and_attributes_are_escaped() {
    let html = render(|_| view! { <AddToCart product=mug("Mug \"<i>\"")/> });
    assert!(html.contains("&lt;b&gt;Small&lt;/b&gt;"), "{html}");
    assert!(
        html.contains("value=\"&lt;b&gt;Small&lt;/b&gt;\""),
        "{html}"
    );
    assert!(!html.contains("<b>") && !html.contains("<i>"), "{html}");
}

#[test]
fn children_are_shown_in_place_of_every_component() {
    let html = render(|_| {
        view! {
            <PayPalButton product=mug("Mug")><form><button>"Pay"</button></form></PayPalButton>
            <AddToCart product=mug("Mug")><a href="/mug">"Order"</a></AddToCart>
            <Cart><a href="/cart">"Cart page"</a></Cart>
            <CartDialog><a href="/basket">"Basket page"</a></CartDialog>
            <PaymentStatus query=""><p>"Thank you"</p></PaymentStatus>
        }
    });
    for child in [
        "<form><button>Pay</button></form>",
        "<a href=\"/mug\">Order</a>",
        "<a href=\"/cart\">Cart page</a>",
        "<a href=\"/basket\">Basket page</a>",
        "<p>Thank you</p>",
    ] {
        assert!(html.contains(child), "{child} in {html}");
    }
    // Both carts have a PayPal button in them.
    assert_eq!(html.matches("<div class=\"cx-host\">").count(), 7);
    for (name, class) in [
        ("div", "cx-pay"),
        ("form", "cx-add"),
        ("div", "cx-root"),
        ("section", "cx-return"),
    ] {
        assert!(is_hidden(tag(&html, name, class)), "{class} in {html}");
    }
}

#[test]
fn a_payment_is_not_looked_up_on_the_server() {
    let html =
        render(|_| view! { <PaymentStatus query="checkout=co_abcdefghijklmnopqrstuvwxyz"/> });
    assert!(
        tag(&html, "section", "cx-return").contains("data-status=\"looking\""),
        "{html}"
    );
}

#[test]
fn attributes_of_the_page_go_to_the_components_root() {
    let html = render(|_| view! { <Cart attr:id="basket"/> });
    assert!(
        tag(&html, "div", "cx-host").contains("id=\"basket\""),
        "{html}"
    );
}

#[test]
fn actions_change_the_cart_on_a_server_as_well() {
    let owner = Owner::new();
    owner.with(|| {
        let checkout = provide_checkout(config());
        let product = mug("Mug");
        let item = product.item(&product.default_choices()).unwrap();
        checkout.add(item, 3).unwrap();
        assert_eq!(checkout.units(), 3);
        checkout.apply(CartAction::Clear).unwrap();
        assert!(checkout.is_empty());
    });
}
