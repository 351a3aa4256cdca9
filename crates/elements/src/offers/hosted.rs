//! Button that is saved at PayPal.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_paypal::core::ChosenOption;
use leptos_paypal::core::form::HostedButtonId;
use leptos_paypal::{ButtonStyle, HostedButton};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::member::{read, text, value};
use crate::page::Component;
use crate::properties::style;

/// A button saved at PayPal, as a page describes it.
#[derive(Clone, Debug, PartialEq)]
struct Hosted {
    style: ButtonStyle,
    button_id: HostedButtonId,
    options: Vec<ChosenOption>,
}

/// Mounts the button.
///
/// # Errors
/// An error that names the property that is missing or cannot be used.
pub(super) fn mount(host: HtmlElement, properties: &JsValue) -> Result<Component, ElementsError> {
    let properties = ArcRwSignal::new(hosted(properties)?);
    let (look, id, chosen) = (properties.clone(), properties.clone(), properties.clone());
    let style = Signal::derive(move || look.read().style);
    let button_id = Signal::derive(move || id.read().button_id.clone());
    let options = Signal::derive(move || chosen.read().options.clone());
    let view = move || view! { <HostedButton style button_id options/> };
    Ok(Component::new(mount_to(host, view), move |given| {
        properties.set(hosted(given)?);
        Ok(())
    }))
}

fn hosted(given: &JsValue) -> Result<Hosted, ElementsError> {
    let subject = value(given, "hosted")?.unwrap_or_default();
    let id = text(&subject, "buttonId")?.unwrap_or_default();
    let button_id = id.parse().map_err(|error| {
        let error = ElementsError::rule("hosted-button-id", &error);
        error.about("hosted-button-id", &id.as_str().into())
    })?;
    Ok(Hosted {
        style: style(given)?,
        button_id,
        options: value(&subject, "options")?
            .map_or(Ok(Vec::new()), |options| read("options", options))?,
    })
}
