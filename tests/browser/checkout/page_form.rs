//! Forms that the page makes itself.

use leptos::prelude::*;
use leptos_paypal::core::form::AbsoluteUrl;
use leptos_paypal::core::{Product, ShippingRule};
use leptos_paypal::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle, PayPalButton};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{PAY, is_busy, is_disabled, show};
use crate::observers::{EventLog, Forms};
use crate::page::{Page, chosen, config, item, mug, restore_from_cache, settle, usd};

#[wasm_bindgen_test]
async fn a_page_without_a_server_posts_the_cores_form() {
    let mut config = config();
    let url = |text| Some(AbsoluteUrl::parse("return", text).unwrap());
    config.return_url = url("https://shop.example/back?x=1#top");
    config.cancel_url = url("https://shop.example/back");
    config.pricing.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    });
    let (forms, events) = (Forms::catch(), EventLog::on("checkout", false));
    let page = show(config).await;
    page.click("button", PAY);
    assert_eq!(forms.count(), 1);
    assert_eq!(
        forms.actions.borrow()[0],
        "http://127.0.0.1:8081/cgi-bin/webscr"
    );
    let field = |name: &str| forms.field(0, name).unwrap_or_default();
    let id = events.last("checkoutId");
    assert_eq!(
        forms.sent.borrow()[0][0],
        ("cmd".to_owned(), "_cart".to_owned())
    );
    for (name, value) in [
        ("upload", "1"),
        ("business", "merchant@example.com"),
        ("currency_code", "USD"),
        ("charset", "utf-8"),
        ("item_name_1", "Tea"),
        ("amount_1", "2.50"),
        ("quantity_1", "2"),
        ("shipping_1", "4.90"),
        ("custom", id.as_str()),
        ("invoice", id.as_str()),
        (
            "return",
            &format!("https://shop.example/back?x=1&checkout={id}#top"),
        ),
        (
            "cancel_return",
            &format!("https://shop.example/back?checkout={id}&cancelled=1"),
        ),
    ] {
        assert_eq!(field(name), value, "{name}");
    }
    assert_eq!(events.last("total"), "9.90");
    assert_eq!(events.last("currency"), "USD");
}

#[wasm_bindgen_test]
async fn two_clicks_are_one_payment() {
    let forms = Forms::catch();
    let page = show(config()).await;
    for _ in 0..3 {
        page.click("button", PAY);
    }
    settle().await;
    assert_eq!(forms.count(), 1);
    assert!(is_busy(&page) && is_disabled(&page));
    assert!(page.says("Taking you to PayPal"));
}

#[wasm_bindgen_test]
async fn a_page_out_of_the_cache_can_pay_again_and_it_is_the_same_checkout() {
    let forms = Forms::catch();
    let page = show(config()).await;
    page.click("button", PAY);
    settle().await;
    assert!(is_disabled(&page));
    restore_from_cache();
    settle().await;
    assert!(!is_disabled(&page) && !is_busy(&page));
    page.click("button", PAY);
    assert_eq!(forms.field(0, "invoice"), forms.field(1, "invoice"));

    // Another content is another checkout.
    restore_from_cache();
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    settle().await;
    page.click("button", PAY);
    assert_ne!(forms.field(0, "invoice"), forms.field(2, "invoice"));
    assert_eq!(forms.field(2, "quantity_1").as_deref(), Some("3"));
}

#[wasm_bindgen_test]
async fn the_last_dozen_checkouts_are_stored_and_broken_ones_are_dropped() {
    let config = config();
    let key = format!("{}-checkouts", config.storage_key);
    let storage = window().local_storage().unwrap().unwrap();
    let stored = || -> Vec<serde_json::Value> {
        serde_json::from_str(&storage.get_item(&key).unwrap().unwrap()).unwrap()
    };
    let forms = Forms::catch();
    let page = show(config).await;
    page.click("button", PAY);
    let first = stored().remove(0);
    // The same content under a key that is none, a dozen others, and nonsense.
    let mut attempts = vec![first.clone()];
    attempts[0]["key"] = json!("co_1");
    attempts.extend(('a'..='l').map(|letter| {
        let mut other = first.clone();
        other["key"] = json!(format!("co_{}", letter.to_string().repeat(26)));
        other["total"] = json!("7.00");
        other
    }));
    attempts.extend([json!({"key": 1}), serde_json::Value::Null]);
    storage
        .set_item(&key, &json!(attempts).to_string())
        .unwrap();
    restore_from_cache();
    page.click("button", PAY);
    let invoice = |form| json!(forms.field(form, "invoice"));
    let known = stored();
    assert_eq!(known.len(), 12);
    assert_eq!(known[11]["key"], invoice(1));
    assert_eq!(known[0]["key"], json!(format!("co_{}", "b".repeat(26))));
    assert_ne!(invoice(1), invoice(0));
    assert_ne!(invoice(1), json!("co_1"));
    // It is there once, however often the button is pressed.
    restore_from_cache();
    page.click("button", PAY);
    assert_eq!(invoice(2), invoice(1));
    assert_eq!(stored().len(), 12);
}

#[wasm_bindgen_test]
async fn a_page_may_stop_the_buyer_from_leaving() {
    let forms = Forms::catch();
    let page = show(config()).await;
    {
        let events = EventLog::on("checkout", true);
        page.click("button", PAY);
        settle().await;
        assert_eq!((events.count(), forms.count()), (1, 0));
        assert!(!is_busy(&page) && !is_disabled(&page));
    }
    page.click("button", PAY);
    assert_eq!(forms.count(), 1);
}

#[wasm_bindgen_test]
async fn one_article_is_bought_beside_the_cart() {
    let forms = Forms::catch();
    let page = Page::show(config(), || {
        let style = ButtonStyle {
            label: ButtonLabel::BuyNow,
            ..ButtonStyle::default()
        };
        view! { <PayPalButton style product=mug() quantity=2_u32/> }.into_any()
    })
    .await;
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    page.click("button", "PayPal Buy Now");
    let field = |name: &str| forms.field(0, name).unwrap_or_default();
    assert_eq!(
        ["cmd", "item_number", "quantity", "os0"].map(field),
        ["_xclick", "MUG", "2", "Small"]
    );
    assert_eq!(page.cart().units(), 1);
}

#[wasm_bindgen_test]
async fn quantity_and_choices_of_the_article_are_read_at_the_click() {
    let forms = Forms::catch();
    let quantity = RwSignal::new(1_u32);
    let options = RwSignal::new(Vec::new());
    let view = move || view! { <PayPalButton product=mug() quantity options/> }.into_any();
    let page = Page::show(config(), view).await;
    quantity.set(3);
    options.set(vec![chosen("Size", "Large"), chosen("Colour", "Moss")]);
    page.click("button", PAY);
    let field = |name: &str| forms.field(0, name).unwrap_or_default();
    assert_eq!(
        ["amount", "quantity", "os0", "os1"].map(field),
        ["22.50", "3", "Large", "Moss"]
    );
}

#[wasm_bindgen_test]
async fn a_sold_out_article_cannot_be_bought() {
    let forms = Forms::catch();
    let product = Product {
        sold_out: true,
        ..mug()
    };
    let page = Page::show(config(), || view! { <PayPalButton product/> }.into_any()).await;
    assert!(is_disabled(&page));
    page.click("button", PAY);
    assert_eq!(forms.count(), 0);
}

#[wasm_bindgen_test]
async fn every_colour_shape_and_label_has_a_name_and_the_logo() {
    let style = RwSignal::new(ButtonStyle::default());
    let page = Page::show(config(), move || view! { <PayPalButton style/> }.into_any()).await;
    let button = || page.root.query_selector("button").unwrap().unwrap();
    for (color, shape, label, classes, name) in [
        (
            ButtonColor::Gold,
            ButtonShape::Rect,
            ButtonLabel::PayPal,
            "cx-gold cx-rect",
            "PayPal",
        ),
        (
            ButtonColor::RebrandDarkBlue,
            ButtonShape::Pill,
            ButtonLabel::Pay,
            "cx-rebrand-darkblue cx-pill",
            "Pay with PayPal",
        ),
        (
            ButtonColor::White,
            ButtonShape::Sharp,
            ButtonLabel::Checkout,
            "cx-white cx-sharp",
            "PayPal Checkout",
        ),
    ] {
        style.set(ButtonStyle {
            color,
            shape,
            label,
        });
        settle().await;
        assert!(
            button().class_name().ends_with(classes),
            "{}",
            button().class_name()
        );
        assert_eq!(button().get_attribute("aria-label").as_deref(), Some(name));
        assert!(button().query_selector("svg path").unwrap().is_some());
    }
    assert_eq!(
        ButtonColor::from_name("rebrand-black"),
        ButtonColor::RebrandBlack
    );
    assert_eq!(ButtonColor::from_name("mauve"), ButtonColor::Gold);
}
