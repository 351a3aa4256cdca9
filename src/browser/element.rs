//! Elements of the page, as the components make them.

use wasm_bindgen::JsValue;
pub(crate) use web_sys::Element;

pub(crate) use super::page::{append, draw, insert, make, remove, set, words, write};
use super::task::callback;
use super::{page, write as js};

/// What a field holds.
pub(crate) fn fill(field: &Element, value: &str) {
    page::put(field, "value", &js::text(value));
}

/// What happens on an event.
pub(crate) fn listen(element: &Element, event: &str, handle: Box<dyn FnMut(JsValue)>) {
    page::listen(element, event, callback(handle));
}
