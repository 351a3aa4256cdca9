//! The PayPal button, from the click until the browser leaves.

mod page_form;
mod server_form;

use leptos::prelude::*;
use leptos_paypal::{Cart, CheckoutConfig};

use crate::page::{Page, item, settle};

const PAY: &str = "PayPal";

/// A cart of 5.00 with its button.
async fn show(config: CheckoutConfig) -> Page {
    let page = Page::show(config, || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page
}

fn is_disabled(page: &Page) -> bool {
    let button = page.find("button", PAY);
    button.get_attribute("aria-disabled").as_deref() == Some("true")
}

fn is_busy(page: &Page) -> bool {
    let button = page.find("button", PAY);
    button.get_attribute("aria-busy").as_deref() == Some("true")
}
