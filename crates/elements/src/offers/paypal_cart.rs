//! Buttons for the cart that PayPal keeps.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_paypal::core::ChosenOption;
use leptos_paypal::{AddToPayPalCart, ViewPayPalCart, use_checkout};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::Offer;
use crate::error::ElementsError;
use crate::member::{read, value};
use crate::page::Component;
use crate::properties::{Article, article, quantity};

/// Content of a button for PayPal's cart.
#[derive(Clone, Debug, PartialEq)]
struct PayPalCart {
    /// Article to add; `None` shows the cart.
    article: Option<Article>,
    quantity: u32,
    /// Choices; none are the first of each option.
    options: Vec<ChosenOption>,
}

impl Default for PayPalCart {
    fn default() -> Self {
        Self {
            article: None,
            quantity: 1,
            options: Vec::new(),
        }
    }
}

/// Mounts the button that adds an article, or the one that shows the cart.
///
/// # Errors
/// An error that names the property that is missing or cannot be used.
pub(super) fn mount(host: HtmlElement, properties: &JsValue) -> Result<Component, ElementsError> {
    let read = |given: &JsValue| Offer::read(given, "paypalCart", paypal_cart);
    let first = read(properties)?;
    let adds = first.subject.article.is_some();
    let properties = ArcRwSignal::new(first);
    let update = {
        let properties = properties.clone();
        move |given: &JsValue| {
            properties.set(read(given)?);
            Ok(())
        }
    };
    let style = {
        let properties = properties.clone();
        Signal::derive(move || properties.read().style)
    };
    if !adds {
        let view = move || view! { <ViewPayPalCart style/> };
        return Ok(Component::new(mount_to(host, view), update));
    }
    let subject = Memo::new(move |_| properties.read().subject.clone());
    let view = move || {
        let context = use_checkout();
        let product = Signal::derive(move || {
            let article = subject.get().article?;
            article.product(&context.config())
        });
        let quantity = Signal::derive(move || subject.get().quantity);
        let options = Signal::derive(move || subject.get().options);
        view! { <AddToPayPalCart style product quantity options/> }
    };
    Ok(Component::new(mount_to(host, view), update))
}

/// Reads what the button is for: with `add`, an article.
fn paypal_cart(given: JsValue) -> Result<PayPalCart, ElementsError> {
    if value(&given, "add")?.is_none() {
        return Ok(PayPalCart::default());
    }
    let product = value(&given, "product")?.ok_or_else(|| {
        let message =
            "set product, or sku, name and price, or the sku of an article in the catalogue";
        let error = ElementsError::new("variable_missing", message);
        error.about("product", &JsValue::UNDEFINED)
    })?;
    Ok(PayPalCart {
        article: Some(article(product)?),
        quantity: value(&given, "quantity")?.map_or(Ok(1), quantity)?,
        options: value(&given, "options")?
            .map_or(Ok(Vec::new()), |options| read("options", options))?,
    })
}
