//! The cart that PayPal keeps.

use leptos::prelude::*;
use leptos_paypal::core::ShippingRule;
use leptos_paypal::core::form::PayPalPage;
use leptos_paypal::{AddToPayPalCart, CheckoutDetail, HostedButton, PayPalButton, ViewPayPalCart};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, chosen, config, mug, restore_from_cache, settle, until, usd};
use crate::payment_status::{back, status, with_server};
use crate::server::Server;

const ADD: &str = "Add to PayPal cart: Mug";
const VIEW: &str = "View PayPal cart";

#[wasm_bindgen_test]
async fn an_article_is_added_as_it_is_at_the_click() {
    let (forms, events) = (Forms::catch(), EventLog::on("checkout", false));
    let totals = RwSignal::new(Vec::new());
    let (product, quantity) = (RwSignal::new(Some(mug())), RwSignal::new(1_u32));
    let view = move || {
        let on_checkout = move |detail: CheckoutDetail| totals.update(|all| all.push(detail.total));
        let options = Signal::stored(vec![chosen("Size", "Large"), chosen("Colour", "Moss")]);
        view! {
            <AddToPayPalCart product quantity options on_checkout/>
            <ViewPayPalCart/>
        }
        .into_any()
    };
    let page = Page::show(config(), view).await;
    quantity.set(3);
    settle().await;
    page.click("button", ADD);
    let field = |form, name| forms.field(form, name).unwrap_or_default();
    for (name, value) in [
        ("cmd", "_cart"),
        ("add", "1"),
        ("business", "merchant@example.com"),
        ("item_name", "Mug"),
        ("item_number", "MUG"),
        ("amount", "22.50"),
        ("quantity", "3"),
        ("os0", "Large"),
        ("os1", "Moss"),
        ("custom", events.last("checkoutId").as_str()),
    ] {
        assert_eq!(field(0, name), value, "{name}");
    }
    let here = window().location();
    let address = [here.origin(), here.pathname(), here.search()].map(Result::unwrap);
    assert_eq!(field(0, "shopping_url"), address.concat());
    // PayPal refuses an invoice that was paid, and the next cart would have it.
    assert_eq!(forms.field(0, "invoice"), None);
    assert_eq!(totals.get_untracked(), [None]);
    // The cart of this page has nothing to do with it.
    assert!(page.cart().is_empty());

    restore_from_cache();
    settle().await;
    page.click("button", VIEW);
    assert_eq!(
        (field(1, "cmd"), field(1, "display")),
        ("_cart".into(), "1".into())
    );
    assert_eq!(forms.field(1, "item_name"), None);
    assert_eq!(field(0, "custom"), field(1, "custom"));

    restore_from_cache();
    product.update(|product| product.as_mut().unwrap().sold_out = true);
    settle().await;
    page.click("button", ADD);
    product.set(None);
    settle().await;
    page.click("button", "Add to PayPal cart");
    assert_eq!(forms.count(), 2);
}

#[wasm_bindgen_test]
async fn the_shop_says_where_shopping_continues() {
    let forms = Forms::catch();
    let here = PayPalPage::from_variables([("shopping_url", "https://shop.example/tea")]);
    let here = here.unwrap();
    let view = move || {
        let product = Some(mug());
        view! { <AddToPayPalCart product page=here/> }.into_any()
    };
    let page = Page::show(config(), view).await;
    page.click("button", ADD);
    let sent = forms.field(0, "shopping_url");
    assert_eq!(sent.as_deref(), Some("https://shop.example/tea"));
}

#[wasm_bindgen_test]
async fn shipping_of_a_whole_cart_is_refused() {
    let (forms, errors) = (Forms::catch(), EventLog::on("checkout-error", false));
    let mut config = config();
    config.pricing.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    });
    let view = || view! { <AddToPayPalCart product=Some(mug())/> }.into_any();
    let page = Page::show(config, view).await;
    page.click("button", ADD);
    settle().await;
    assert_eq!(errors.last("code"), "variable_not_for_command");
    assert!(page.says("This can’t be paid with PayPal (variable_not_for_command)."));
    assert_eq!(forms.count(), 0);
}

#[wasm_bindgen_test]
async fn a_saved_button_has_choices() {
    let forms = Forms::catch();
    let view = || {
        let button_id: leptos_paypal::core::form::HostedButtonId = "6RNT8A4HBBJRE".parse().unwrap();
        let options = vec![chosen("Size", "Large")];
        view! { <HostedButton button_id options/> }.into_any()
    };
    let page = Page::show(config(), view).await;
    page.click("button", "PayPal");
    assert_eq!(forms.field(0, "on0").as_deref(), Some("Size"));
    assert_eq!(forms.field(0, "os0").as_deref(), Some("Large"));
}

/// Choices that an article does not have are told, and nothing is paid.
#[wasm_bindgen_test]
async fn choices_that_there_are_not_are_told() {
    let (forms, errors) = (Forms::catch(), EventLog::on("checkout-error", false));
    let view = || {
        let options = Signal::stored(vec![chosen("Size", "Huge"), chosen("Colour", "Moss")]);
        view! {
            <AddToPayPalCart product=Some(mug()) options/>
            <PayPalButton product=Some(mug()) options/>
        }
        .into_any()
    };
    let page = Page::show(config(), view).await;
    for (count, button) in [(1, ADD), (2, "PayPal")] {
        page.click("button", button);
        settle().await;
        assert_eq!(
            (errors.count(), errors.last("code")),
            (count, "option_unknown".into())
        );
        assert!(page.says("This can’t be paid with PayPal (option_unknown)."));
    }
    assert_eq!(forms.count(), 0);
}

/// A server knows nothing of what the page has made by itself.
#[wasm_bindgen_test]
async fn the_server_is_not_asked_about_a_form_of_the_page() {
    let (server, forms) = (Server::start(), Forms::catch());
    let config = with_server();
    let same = config.clone();
    let view = || view! { <AddToPayPalCart product=Some(mug())/> }.into_any();
    let page = Page::show(config, view).await;
    page.click("button", ADD);
    let id = forms.field(0, "custom").unwrap();
    drop(page);
    let query = format!("?checkout={id}&tx=1A&st=Completed&amt=18.00&cc=USD&cm={id}");
    let page = back(same, query).await;
    until("PayPal's words are shown", || status(&page) == "reported").await;
    assert_eq!(page.beside("Total"), None);
    assert_eq!(server.count(), 0);
}
