//! Mounting components into elements of the page.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_paypal::core::CoreError;
use leptos_paypal::{
    AddToCart, ButtonStyle, Cart, CartDialog, CheckoutContext, PayPalButton, Product,
};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::member::value;
use crate::page::{self, Component};
use crate::part::at_once;
use crate::properties::{Article, Properties};
use crate::{offers, payment_status};

/// Mounts a component into `host`: `add`, `cart`, `button` or `return`. A button
/// with a donation, a subscription, a saved button or PayPal's own cart needs the part
/// `offers`, and `return` the part `payment_status`. Returns the id for [`update`] and
/// [`unmount`].
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used, and `part_unavailable`
/// before the part of the component is there.
#[wasm_bindgen]
pub fn mount(kind: &str, host: HtmlElement, properties: JsValue) -> Result<u32, JsValue> {
    let context = page::checkout()?;
    let mounted = page::with_owner(|| match kind {
        "button" if is_offer(&properties)? => at_once(offers::mount(host, properties)),
        "return" => at_once(payment_status::mount(host, properties)),
        _ => mount_article(context, kind, host, &properties),
    });
    let component = mounted.unwrap_or_else(|| Err(unknown(kind)))?;
    Ok(page::keep(component))
}

/// Changes the properties of a mounted component.
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used; all of them then
/// stay as they were.
#[wasm_bindgen]
pub fn update(mounted: u32, properties: JsValue) -> Result<(), JsValue> {
    page::checkout()?;
    Ok(page::update(mounted, &properties)?)
}

/// Unmounts a component.
#[wasm_bindgen]
pub fn unmount(mounted: u32) {
    drop(page::take(mounted));
}

fn is_offer(properties: &JsValue) -> Result<bool, ElementsError> {
    let has = |name| value(properties, name).map(|found| found.is_some());
    Ok(has("donate")? || has("subscribe")? || has("hosted")? || has("paypalCart")?)
}

fn unknown(kind: &str) -> ElementsError {
    ElementsError::new("component_unknown", format!("there is no component {kind}"))
}

/// Mounts a component for an article or for the cart.
fn mount_article(
    context: CheckoutContext,
    kind: &str,
    host: HtmlElement,
    properties: &JsValue,
) -> Result<Component, ElementsError> {
    let first = read(properties)?;
    check_currency(context, &first)?;
    let (is_dialog, has_article) = (first.dialog, first.article.is_some());
    let properties = ArcRwSignal::new(first);
    let signals = Signals::new(context, properties.clone());
    tell_unknown(context, properties.clone());
    let update = move |given: &JsValue| {
        properties.set(read(given)?);
        Ok(())
    };
    Ok(match kind {
        "add" if has_article => {
            let product = signals.product;
            let view = move || view! { <AddToCart product/> };
            Component::new(mount_to(host, view), update)
        }
        "add" => {
            let message =
                "set product, or sku, name and price, or the sku of an article in the catalogue";
            let error = ElementsError::new("variable_missing", message);
            return Err(error.about("product", &JsValue::UNDEFINED));
        }
        "cart" => {
            let style = signals.style;
            match is_dialog {
                true => {
                    let view = move || view! { <CartDialog style/> };
                    Component::new(mount_to(host, view), update)
                }
                false => {
                    let view = move || view! { <Cart style/> };
                    Component::new(mount_to(host, view), update)
                }
            }
        }
        "button" => signals.mount_button(host, has_article, update),
        _ => return Err(unknown(kind)),
    })
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

/// Tells the developer of an article that the catalogue does not have.
fn tell_unknown(context: CheckoutContext, properties: ArcRwSignal<Properties>) {
    Effect::new(move |told: Option<Option<String>>| {
        let config = context.config();
        let unknown = match &properties.read().article {
            Some(Article::Sku(sku)) if !config.products.is_empty() => {
                Some(sku.clone()).filter(|sku| config.product(sku).is_none())
            }
            _ => None,
        };
        if let Some(sku) = &unknown
            && told.flatten().as_ref() != Some(sku)
        {
            leptos::logging::error!(
                "leptos-paypal: the catalogue has no article with sku \"{sku}\""
            );
        }
        unknown
    });
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

    fn mount_button(
        self,
        host: HtmlElement,
        has_article: bool,
        update: impl Fn(&JsValue) -> Result<(), ElementsError> + 'static,
    ) -> Component {
        let Self {
            style,
            product,
            properties,
        } = self;
        if !has_article {
            let view = move || view! { <PayPalButton style/> };
            return Component::new(mount_to(host, view), update);
        }
        let chosen = properties.clone();
        let quantity = Signal::derive(move || properties.read().quantity);
        let options = Signal::derive(move || chosen.read().options.clone());
        let view = move || view! { <PayPalButton style product quantity options/> };
        Component::new(mount_to(host, view), update)
    }
}
