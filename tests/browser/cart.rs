//! The cart in the page and in its dialog.

use leptos::prelude::*;
use leptos_paypal::core::{CartDiscount, ShippingRule, TaxRule};
use leptos_paypal::{AddToCart, Cart, CartDialog, PayPalButton, PaymentStatus};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlDialogElement, HtmlElement, Node};

use crate::observers::{Listener, Mutations};
use crate::page::{Page, chosen, config, fire, item, mug, settle, until, usd};

#[wasm_bindgen_test]
async fn an_empty_cart_says_so_and_cannot_be_paid() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    page.find("region", "Your cart");
    assert_eq!(page.text(".cx-empty"), "Your cart is empty.");
    assert!(page.all("button", "PayPal").is_empty());
}

#[wasm_bindgen_test]
async fn lines_show_choices_quantity_and_price() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    let large = [chosen("Size", "Large"), chosen("Colour", "Moss")];
    page.checkout.add(mug().item(&large).unwrap(), 2).unwrap();
    page.checkout
        .add(mug().item(&mug().default_choices()).unwrap(), 1)
        .unwrap();
    settle().await;
    let lines = page.root.query_selector_all("li").unwrap();
    assert_eq!(lines.length(), 2);
    let first: HtmlElement = lines.item(0).unwrap().unchecked_into();
    let text = first.inner_text();
    for part in ["Mug", "Size: Large · Colour: Moss", "$22.50 each", "$45.00"] {
        assert!(text.contains(part), "{part:?} in {text:?}");
    }
    assert_eq!(page.beside("Total").as_deref(), Some("$63.00"));
}

#[wasm_bindgen_test]
async fn quantities_change_by_button_and_by_typing() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    let mut rare = item("Tea", "0.10");
    rare.max_quantity = Some(4);
    page.checkout.add(rare, 1).unwrap();
    settle().await;
    let less = page.find("button", "Decrease quantity of Tea");
    assert_eq!(less.get_attribute("aria-disabled").as_deref(), Some("true"));
    less.click();
    page.click("button", "Increase quantity of Tea");
    page.click("button", "Increase quantity of Tea");
    settle().await;
    assert_eq!(page.value("spinbutton", "Quantity of Tea"), "3");
    assert_eq!(page.beside("Total").as_deref(), Some("$0.30"));
    assert!(page.says("Tea: 3. Total $0.30."));

    // More than there is becomes as many as there are.
    page.fill("spinbutton", "Quantity of Tea", "9");
    settle().await;
    assert_eq!(page.value("spinbutton", "Quantity of Tea"), "4");
    assert!(page.says("At most 4 of Tea can be ordered at once."));

    for nonsense in ["", "0", "-2", "1.5", "abc", "99999999999"] {
        page.fill("spinbutton", "Quantity of Tea", nonsense);
        settle().await;
        assert_eq!(
            page.value("spinbutton", "Quantity of Tea"),
            "4",
            "{nonsense:?}"
        );
    }
    assert_eq!(page.cart().units(), 4);
}

#[wasm_bindgen_test]
async fn removing_a_line_hands_the_focus_on() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    for sku in ["A", "B", "C"] {
        page.checkout.add(item(sku, "1.00"), 1).unwrap();
    }
    settle().await;
    let focused = || {
        let element = document().active_element().unwrap();
        element
            .get_attribute("aria-label")
            .unwrap_or(element.text_content().unwrap())
    };
    page.find("button", "Remove B").focus().unwrap();
    page.click("button", "Remove B");
    settle().await;
    assert_eq!(focused(), "Remove C");
    page.click("button", "Remove C");
    settle().await;
    assert_eq!(focused(), "Remove A");
    page.click("button", "Remove A");
    settle().await;
    assert_eq!(focused(), "Your cart");
    assert!(page.says("A was removed. Total $0.00."));
}

#[wasm_bindgen_test]
async fn changing_one_line_leaves_the_others_elements_alone() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    for sku in ["A", "B"] {
        page.checkout.add(item(sku, "1.00"), 1).unwrap();
    }
    settle().await;
    let field = page.find("spinbutton", "Quantity of B");
    field.focus().unwrap();
    page.click("button", "Remove A");
    field.focus().unwrap();
    settle().await;
    assert_eq!(
        document().active_element().unwrap(),
        field.clone().unchecked_into()
    );
    page.checkout.add(item("C", "1.00"), 1).unwrap();
    settle().await;
    assert_eq!(page.find("spinbutton", "Quantity of B"), field);
    assert_eq!(document().active_element().unwrap(), field.unchecked_into());
}

#[wasm_bindgen_test]
async fn totals_have_a_row_for_what_there_is() {
    let mut config = config();
    config.pricing.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: Some(usd("50.00")),
    });
    config.pricing.tax = Some(TaxRule {
        rate: "10".parse().unwrap(),
        on_shipping: false,
    });
    config.pricing.discount = Some(CartDiscount::Amount(usd("2.00")));
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Pot", "30.00"), 1).unwrap();
    settle().await;
    let rows = |names: [&str; 6]| names.map(|name| page.beside(name));
    let names = [
        "Subtotal", "Discount", "Shipping", "Handling", "Tax", "Total",
    ];
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows(names),
        [
            some("$30.00"),
            some("-$2.00"),
            some("$4.90"),
            None,
            some("$2.80"),
            some("$35.70")
        ]
    );
    page.checkout.add(item("Pot", "30.00"), 1).unwrap();
    settle().await;
    assert_eq!(page.beside("Shipping").as_deref(), Some("Free"));
}

#[wasm_bindgen_test]
async fn a_listener_of_a_change_may_press_another_control() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    for sku in ["A", "B"] {
        page.checkout.add(item(sku, "1.00"), 1).unwrap();
    }
    settle().await;
    let remove = page.find("button", "Remove B");
    let _listener = Listener::on(document(), "cart-change", move |_| remove.click());
    page.click("button", "Increase quantity of A");
    settle().await;
    assert_eq!(page.lines(), ["2 A"]);
}

#[wasm_bindgen_test]
async fn the_dialog_opens_from_its_button_and_gives_the_focus_back() {
    let page = Page::show(config(), || view! { <CartDialog/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    assert!(page.all("dialog", "Your cart").is_empty());
    let opener = page.find("button", "Cart, 2 items");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    let dialog: HtmlDialogElement = page.find("dialog", "Your cart").unchecked_into();
    assert!(dialog.matches(":modal").unwrap());
    page.click("button", "Close");
    settle().await;
    assert!(!dialog.open());
    assert_eq!(
        document().active_element().unwrap(),
        opener.clone().unchecked_into()
    );

    // A click beside it closes it as well.
    opener.click();
    settle().await;
    // The event of the first closing may come only now.
    fire(&dialog, "close");
    settle().await;
    assert!(dialog.open());
    fire(&dialog, "click");
    settle().await;
    assert!(!dialog.open());
}

#[wasm_bindgen_test]
async fn an_open_signal_opens_the_dialog_and_follows_it() {
    let open = RwSignal::new(false);
    let page = Page::show(config(), move || view! { <CartDialog open/> }.into_any()).await;
    open.set(true);
    settle().await;
    let dialog: HtmlDialogElement = page.find("dialog", "Your cart").unchecked_into();
    assert!(dialog.matches(":modal").unwrap());
    page.click("button", "Close");
    settle().await;
    assert!(!open.get_untracked() && !dialog.open());

    page.click("button", "Cart, 0 items");
    settle().await;
    assert!(open.get_untracked() && dialog.open());
    // As the Escape key does it.
    dialog.close();
    until("the signal follows", || !open.get_untracked()).await;

    open.set(true);
    settle().await;
    assert!(dialog.open());
    open.set(false);
    settle().await;
    assert!(!dialog.open());
}

#[wasm_bindgen_test]
async fn a_dialog_can_be_open_from_the_start() {
    let open = RwSignal::new(true);
    let page = Page::show(config(), move || view! { <CartDialog open/> }.into_any()).await;
    let dialog: HtmlDialogElement = page.find("dialog", "Your cart").unchecked_into();
    assert!(dialog.matches(":modal").unwrap());
}

#[wasm_bindgen_test]
async fn a_new_quantity_changes_its_own_line_and_the_totals_alone() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    for sku in ["A", "B", "C"] {
        page.checkout.add(item(sku, "1.00"), 1).unwrap();
    }
    settle().await;
    let mutations = Mutations::observe(&page.root);
    let key = page.cart().lines()[1].item.key();
    page.checkout.set_quantity(key, 4).unwrap();
    settle().await;
    assert_eq!(page.value("spinbutton", "Quantity of B"), "4");
    assert_eq!(page.beside("Total").as_deref(), Some("$6.00"));
    let changed = mutations.take();
    let line = page
        .find("button", "Remove B")
        .closest(".cx-line")
        .unwrap()
        .unwrap();
    let totals = page.root.query_selector(".cx-totals").unwrap().unwrap();
    assert!(changed.iter().any(|node| line.contains(Some(node))));
    assert!(changed.iter().any(|node| totals.contains(Some(node))));
    for node in &changed {
        let is_expected = line.contains(Some(node)) || totals.contains(Some(node));
        assert!(is_expected, "changed: {}", text_around(node));
    }
}

#[wasm_bindgen_test]
async fn a_new_line_leaves_the_elements_of_the_others_alone() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("A", "1.00"), 1).unwrap();
    settle().await;
    let line = page
        .find("button", "Remove A")
        .closest(".cx-line")
        .unwrap()
        .unwrap();
    let mutations = Mutations::observe(&line);
    page.checkout.add(item("B", "1.00"), 1).unwrap();
    settle().await;
    assert_eq!(page.root.query_selector_all("li").unwrap().length(), 2);
    assert!(mutations.take().is_empty() && line.is_connected());
}

#[wasm_bindgen_test]
async fn attributes_of_the_page_go_to_the_components_root() {
    let view = || {
        view! {
            <Cart attr:id="basket" attr:data-theme="dark"/>
            <CartDialog attr:id="dialog"/>
            <AddToCart product=mug() attr:id="add"/>
            <PayPalButton attr:id="pay"/>
            <PaymentStatus query="" attr:id="status"/>
        }
        .into_any()
    };
    let page = Page::show(config(), view).await;
    for id in ["basket", "dialog", "add", "pay", "status"] {
        let found = page
            .root
            .query_selector(&format!("#{id}"))
            .unwrap()
            .unwrap();
        assert_eq!(found.class_name(), "cx-host", "{id}");
    }
    let cart = page
        .root
        .query_selector("[data-theme=dark]")
        .unwrap()
        .unwrap();
    assert_eq!(cart.id(), "basket");
}

fn text_around(node: &Node) -> String {
    let element = node
        .dyn_ref::<Element>()
        .cloned()
        .or_else(|| node.parent_element());
    element
        .map(|element| element.outer_html())
        .unwrap_or_default()
}
