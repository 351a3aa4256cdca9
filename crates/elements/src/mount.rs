//! Mounting components into elements of the page.

use std::any::Any;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_paypal::core::CoreError;
use leptos_paypal::{
    AddToCart, ButtonStyle, Cart, CartDialog, CheckoutContext, DonateButton, PayPalButton,
    PaymentStatus, Product, SubscribeButton,
};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::page;
use crate::properties::{Article, Properties};

/// Mounts a component into `host`: `add`, `cart`, `button` or `return`.
/// Returns the id for [`update`] and [`unmount`].
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used.
#[wasm_bindgen]
pub fn mount(kind: &str, host: HtmlElement, properties: JsValue) -> Result<u32, JsValue> {
    let context = page::checkout()?;
    let first = read(&properties)?;
    check_currency(context, &first)?;
    let (dialog, query) = (first.dialog, first.query.clone());
    let has_article = first.article.is_some();
    let (has_donation, has_subscription) = (first.donation.is_some(), first.subscription.is_some());
    let properties = ArcRwSignal::new(first);
    let signals = Signals::new(context, properties.clone());
    let handle: Option<Box<dyn Any>> = match kind {
        "add" if has_article => page::with_owner(|| signals.mount_add(host)),
        "cart" if dialog => page::with_owner(|| signals.mount_dialog(host)),
        "cart" => page::with_owner(|| signals.mount_cart(host)),
        "button" => page::with_owner(|| match (has_donation, has_subscription) {
            (true, _) => signals.mount_donation(host),
            (false, true) => signals.mount_subscription(host),
            (false, false) => signals.mount_button(host, has_article),
        }),
        "return" => page::with_owner(|| {
            let view = move || view! { <PaymentStatus query=query.unwrap_or_default()/> };
            Box::new(mount_to(host, view)) as Box<dyn Any>
        }),
        "add" => {
            let message =
                "set product, or sku, name and price, or the sku of an article in the catalogue";
            return Err(ElementsError::new("variable_missing", message)
                .about("product", &JsValue::UNDEFINED)
                .into());
        }
        _ => None,
    };
    let handle = handle.ok_or_else(|| {
        ElementsError::new("component_unknown", format!("there is no component {kind}"))
    })?;
    Ok(page::keep(properties, handle))
}

/// Changes the properties of a mounted component.
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used; all of them then
/// stay as they were.
#[wasm_bindgen]
pub fn update(mounted: u32, properties: JsValue) -> Result<(), JsValue> {
    page::checkout()?;
    let next = read(&properties)?;
    if let Some(properties) = page::properties_of(mounted) {
        properties.set(next);
    }
    Ok(())
}

/// Unmounts a component.
#[wasm_bindgen]
pub fn unmount(mounted: u32) {
    drop(page::take(mounted));
}

/// Reads properties, and checks that their article can be sold.
fn read(given: &JsValue) -> Result<Properties, ElementsError> {
    let properties = Properties::read(given)?;
    if let Some(Article::Given(product)) = &properties.article {
        let item = product.item(&product.default_choices());
        item.map_err(|error| ElementsError::rule("product", &error))?;
    }
    Ok(properties)
}

/// Checks that the article can be added to the cart. Not asked of a component
/// that is mounted: its page may change the currency before the article.
fn check_currency(context: CheckoutContext, properties: &Properties) -> Result<(), ElementsError> {
    let Some(Article::Given(product)) = &properties.article else {
        return Ok(());
    };
    let (expected, found) = (
        untrack(|| context.config()).currency,
        product.price.currency(),
    );
    if expected == found {
        return Ok(());
    }
    let error = CoreError::CurrencyMixed { expected, found };
    Err(ElementsError::rule("product", &error))
}

/// Signals of the properties of one component.
struct Signals {
    style: Signal<ButtonStyle>,
    product: Signal<Option<Product>>,
    properties: ArcRwSignal<Properties>,
}

impl Signals {
    fn new(context: CheckoutContext, properties: ArcRwSignal<Properties>) -> Self {
        let (style, article) = (properties.clone(), properties.clone());
        Self {
            style: Signal::derive(move || style.read().style),
            product: Signal::derive(move || {
                let article = article.read().article.clone()?;
                article.product(&context.config())
            }),
            properties,
        }
    }

    fn mount_add(self, host: HtmlElement) -> Box<dyn Any> {
        let product = self.product;
        Box::new(mount_to(host, move || view! { <AddToCart product/> }))
    }

    fn mount_cart(self, host: HtmlElement) -> Box<dyn Any> {
        let style = self.style;
        Box::new(mount_to(host, move || view! { <Cart style/> }))
    }

    fn mount_dialog(self, host: HtmlElement) -> Box<dyn Any> {
        let style = self.style;
        Box::new(mount_to(host, move || view! { <CartDialog style/> }))
    }

    fn mount_donation(self, host: HtmlElement) -> Box<dyn Any> {
        let Self {
            style, properties, ..
        } = self;
        let donation = Memo::new(move |_| properties.read().donation.clone().unwrap_or_default());
        let offer = Signal::derive(move || donation.get().offer);
        let name = Signal::derive(move || donation.get().name);
        let number = Signal::derive(move || donation.get().number);
        let amount = Signal::derive(move || donation.get().amount);
        let view = move || view! { <DonateButton style offer name number amount/> };
        Box::new(mount_to(host, view))
    }

    fn mount_subscription(self, host: HtmlElement) -> Box<dyn Any> {
        let Self {
            style, properties, ..
        } = self;
        let subscription =
            Memo::new(move |_| properties.read().subscription.clone().unwrap_or_default());
        let offer = Signal::derive(move || subscription.get().offer);
        let plan = Signal::derive(move || subscription.get().plan);
        let view = move || view! { <SubscribeButton style offer plan/> };
        Box::new(mount_to(host, view))
    }

    fn mount_button(self, host: HtmlElement, has_article: bool) -> Box<dyn Any> {
        let Self {
            style,
            product,
            properties,
        } = self;
        if !has_article {
            return Box::new(mount_to(host, move || view! { <PayPalButton style/> }));
        }
        let chosen = properties.clone();
        let quantity = Signal::derive(move || properties.read().quantity);
        let options = Signal::derive(move || chosen.read().options.clone());
        let view = move || view! { <PayPalButton style product quantity options/> };
        Box::new(mount_to(host, view))
    }
}
