//! What a buyer does with the cart.

use leptos::prelude::*;
use leptos_paypal::Cart;
use leptos_paypal::core::{CartDiscount, ShippingRule, TaxRule};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::page::{EventLog, Page, chosen, config, fire, item, mug, settle, usd};

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
async fn every_change_is_told_once() {
    let events = EventLog::on("cart-change", false);
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    assert_eq!(events.count(), 0);
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    assert_eq!(events.count(), 1);
    assert_eq!(
        ["units", "total", "currency"].map(|field| events.last(field)),
        ["2", "5.00", "USD"]
    );
}

#[wasm_bindgen_test]
async fn what_a_change_sets_off_may_press_another_control() {
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    for sku in ["A", "B"] {
        page.checkout.add(item(sku, "1.00"), 1).unwrap();
    }
    settle().await;
    let remove = page.find("button", "Remove B");
    let listener = Closure::<dyn Fn()>::new(move || remove.click());
    page.root
        .add_event_listener_with_callback("cart-change", listener.as_ref().unchecked_ref())
        .unwrap();
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
    fire(&dialog, "click");
    assert!(!dialog.open());
}
