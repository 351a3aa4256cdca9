//! Members of the objects that JavaScript hands in.

use js_sys::{Number, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::ElementsError;

/// A member that is there: neither undefined nor null.
///
/// # Errors
/// When `object` is no object.
pub(crate) fn value(
    object: &JsValue,
    name: &'static str,
) -> Result<Option<JsValue>, ElementsError> {
    if !object.is_object() {
        return Err(ElementsError::new(
            "options_unreadable",
            "options have to be an object",
        ));
    }
    // A getter of the page's may throw; then it is not there.
    let found = Reflect::get(object, &name.into()).unwrap_or_default();
    Ok((!found.is_undefined() && !found.is_null()).then_some(found))
}

/// Reads `value` as `T`.
///
/// # Errors
/// `variable_invalid` with what is wrong with it.
pub(crate) fn read<T: DeserializeOwned>(
    option: &'static str,
    value: JsValue,
) -> Result<T, ElementsError> {
    serde_wasm_bindgen::from_value(value.clone())
        .map_err(|error| ElementsError::unreadable("variable_invalid", option, &value, error))
}

/// A text that is there.
///
/// # Errors
/// When `object` is no object, and `variable_invalid` when the member is no text.
pub(crate) fn text(object: &JsValue, name: &'static str) -> Result<Option<String>, ElementsError> {
    value(object, name)?
        .map(|value| read(name, value))
        .transpose()
}

/// A number as JavaScript writes it; `None` for everything else.
pub(crate) fn number_text(value: &JsValue) -> Option<String> {
    let number = value.dyn_ref::<Number>()?;
    number.to_string_with_radix(10).ok().map(String::from)
}
