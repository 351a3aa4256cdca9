//! Elements of the page, as the components make them.

use wasm_bindgen::JsValue;
pub(crate) use web_sys::Element;

use super::page;
use super::task::callback;

/// What a template is filled with. `page.js` collects it.
pub(crate) struct Values;

impl Values {
    pub(crate) const fn new() -> Self {
        Self
    }

    pub(crate) fn push(&self, text: &str) {
        page::value(text);
    }
}

/// The elements of a template, with `handle` for what happens in them.
pub(crate) fn build(template: &str, handle: Box<dyn Fn(JsValue)>) -> Element {
    page::build(template, callback(handle))
}

/// Fills what [`build`] has made.
pub(crate) fn fill(element: &Element, _: Values) {
    page::fill(element);
}
