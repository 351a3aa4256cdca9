//! Leaving for PayPal. Whether the browser lets us is what is answered.

use wasm_bindgen::JsValue;

use super::page;

/// Goes to a page.
pub(crate) fn go(url: &str) -> bool {
    page::go(url)
}

/// Posts a real form, as a buyer without JavaScript would. The fields are
/// pairs of texts.
pub(crate) fn post(action: &str, fields: &JsValue) -> bool {
    page::post(action, fields)
}
