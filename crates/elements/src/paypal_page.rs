//! The option `paypalPage`, which is in a part of the module: few pages have it,
//! and forms are made there too.

use std::future::{Ready, ready};

use js_sys::{Object, Reflect};
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal::CheckoutConfig;
use leptos_paypal::core::form::PayPalPage;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{ElementsError, invalid};
use crate::member::number_text;

/// Takes the variables of PayPal's pages over into a configuration.
///
/// # Errors
/// Errors of the form that is made of them, and `part_unavailable`.
#[cfg_attr(
    feature = "split",
    wasm_split(
        form,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        preload(load),
        return_wrapper(let read = _; { read.await } -> Result<CheckoutConfig, ElementsError>),
    )
)]
pub(crate) fn read(
    mut config: CheckoutConfig,
    page: JsValue,
) -> Ready<Result<CheckoutConfig, ElementsError>> {
    ready(variables(&page).and_then(|page| {
        config.paypal_page = page;
        config.check_page()?;
        Ok(config)
    }))
}

/// Variables of PayPal's pages: an object with PayPal's names.
fn variables(page: &JsValue) -> Result<PayPalPage, ElementsError> {
    let Some(object) = page.dyn_ref::<Object>() else {
        let message = "paypalPage has to be an object with PayPal's names, such as { lc: 'de_DE' }";
        return Err(ElementsError::new("variable_invalid", message).about("paypalPage", page));
    };
    let mut variables = Vec::new();
    for name in Object::keys(object).iter() {
        // A getter of the page's may throw; then it is not there.
        let value = Reflect::get(object, &name).unwrap_or_default();
        if let (Some(name), Some(value)) = (name.as_string(), variable(&value)) {
            variables.push((name, value));
        }
    }
    let variables = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    PayPalPage::from_variables(variables).map_err(invalid("paypalPage"))
}

/// A value as PayPal writes it: `1` for true.
fn variable(value: &JsValue) -> Option<String> {
    match value.as_bool() {
        Some(set) => Some(if set { "1" } else { "0" }.to_owned()),
        None => value.as_string().or_else(|| number_text(value)),
    }
}
