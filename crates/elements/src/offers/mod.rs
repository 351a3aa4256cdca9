//! Buttons for donations, subscriptions, buttons saved at PayPal and PayPal's own
//! cart, which are in a part of the module: few pages have one.

mod hosted;
mod paypal_cart;
mod properties;

use std::future::{Ready, ready};

use leptos::mount::mount_to;
use leptos::prelude::*;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal::{ButtonStyle, DonateButton, SubscribeButton};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::member::value;
use crate::page::Component;
use crate::properties::style;
use properties::{donation, subscription};

/// Mounts a button for the donation (`donate`), the subscription (`subscribe`), the
/// saved button (`hosted`) or PayPal's own cart (`paypalCart`) that the properties
/// describe.
///
/// # Errors
/// An error that names the property that cannot be used, and `part_unavailable`.
#[cfg_attr(
    feature = "split",
    wasm_split(
        offers,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        preload(load),
        return_wrapper(let mounted = _; { mounted.await } -> Result<Component, ElementsError>),
    )
)]
pub(crate) fn mount(
    host: HtmlElement,
    properties: JsValue,
) -> Ready<Result<Component, ElementsError>> {
    ready(mount_offer(host, &properties))
}

/// Properties of a button for an offer.
#[derive(Clone, Debug, Default, PartialEq)]
struct Offer<T> {
    style: ButtonStyle,
    subject: T,
}

impl<T: Default> Offer<T> {
    /// Reads the style, and the subject by its name.
    fn read(
        given: &JsValue,
        name: &'static str,
        read: fn(JsValue) -> Result<T, ElementsError>,
    ) -> Result<Self, ElementsError> {
        Ok(Self {
            style: style(given)?,
            subject: value(given, name)?
                .map(read)
                .transpose()?
                .unwrap_or_default(),
        })
    }
}

fn mount_offer(host: HtmlElement, properties: &JsValue) -> Result<Component, ElementsError> {
    let has = |name| value(properties, name).map(|found| found.is_some());
    if has("donate")? {
        mount_donation(host, properties)
    } else if has("subscribe")? {
        mount_subscription(host, properties)
    } else if has("hosted")? {
        hosted::mount(host, properties)
    } else {
        paypal_cart::mount(host, properties)
    }
}

fn mount_donation(host: HtmlElement, properties: &JsValue) -> Result<Component, ElementsError> {
    let read = |given: &JsValue| Offer::read(given, "donate", donation);
    let properties = ArcRwSignal::new(read(properties)?);
    let (style, subject) = (properties.clone(), properties.clone());
    let style = Signal::derive(move || style.read().style);
    let donation = Memo::new(move |_| subject.read().subject.clone());
    let offer = Signal::derive(move || donation.get().offer);
    let name = Signal::derive(move || donation.get().name);
    let number = Signal::derive(move || donation.get().number);
    let amount = Signal::derive(move || donation.get().amount);
    let view = move || view! { <DonateButton style offer name number amount/> };
    Ok(Component::new(mount_to(host, view), move |given| {
        properties.set(read(given)?);
        Ok(())
    }))
}

fn mount_subscription(host: HtmlElement, properties: &JsValue) -> Result<Component, ElementsError> {
    let read = |given: &JsValue| Offer::read(given, "subscribe", subscription);
    let properties = ArcRwSignal::new(read(properties)?);
    let (style, subject) = (properties.clone(), properties.clone());
    let style = Signal::derive(move || style.read().style);
    let subscription = Memo::new(move |_| subject.read().subject.clone());
    let offer = Signal::derive(move || subscription.get().offer);
    let plan = Signal::derive(move || subscription.get().plan);
    let view = move || view! { <SubscribeButton style offer plan/> };
    Ok(Component::new(mount_to(host, view), move |given| {
        properties.set(read(given)?);
        Ok(())
    }))
}
