//! Status of a payment, which is in a part of the module: most shops have a
//! page of its own for it.

use std::future::{Ready, ready};

use leptos::mount::mount_to;
use leptos::prelude::*;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal::PaymentStatus;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::member::text;
use crate::page::Component;

/// Mounts the status of the payment that the property `query` tells of.
///
/// # Errors
/// `variable_invalid` when that is no text, and `part_unavailable`.
#[cfg_attr(
    feature = "split",
    wasm_split(
        payment_status,
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
    ready(text(&properties, "query").map(|query| {
        let view = move || view! { <PaymentStatus query=query.unwrap_or_default()/> };
        // The address of a page that stays does not change.
        Component::new(mount_to(host, view), |_| Ok(()))
    }))
}
