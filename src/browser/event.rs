//! Events for the page.

use wasm_bindgen::JsValue;

use super::page;

/// Fires a bubbling event that can be prevented; whether the page lets it go
/// on.
pub(crate) fn fire(element: &JsValue, name: &str, detail: &JsValue) -> bool {
    page::fire(element, name, detail)
}

/// Fires an event in every element of the page that matches, and in what is
/// mounted in shadow roots, where the page's own search does not look.
pub(crate) fn fire_all(selector: &str, name: &str, detail: &JsValue) {
    page::fire_all(selector, name, detail);
}
