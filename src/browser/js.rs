//! Plain JavaScript values, read and made field by field. Much smaller than a
//! general deserializer for the few shapes there are.

use leptos_paypal_core::Money;
use wasm_bindgen::JsValue;

use super::page;

/// `get`: a field; undefined where there is none, it is null, or the value is
/// not an object. `whole`: a whole number, written as a number or as text.
/// `list`: the entries of an array; none for anything else.
pub(crate) use super::page::{get, list, whole};

/// A field that is there.
pub(crate) fn given(value: &JsValue, name: &str) -> Option<JsValue> {
    let field = get(value, name);
    (!field.is_undefined()).then_some(field)
}

/// A text field.
pub(crate) fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name).as_string()
}

/// Whether a field is true, or an attribute is there.
pub(crate) fn flag(value: &JsValue, name: &str) -> bool {
    !get(value, name).is_falsy()
}

/// A field that is a whole number.
pub(crate) fn integer(value: &JsValue, name: &str) -> Option<u32> {
    whole(&get(value, name))
}

/// The entries of a field that is an array; none for anything else.
pub(crate) fn entries(value: &JsValue, name: &str) -> Vec<JsValue> {
    list(&get(value, name))
}

/// An object that is being made. Fields that are undefined are left out of
/// JSON.
pub(crate) struct Object(JsValue);

impl Object {
    pub(crate) fn new() -> Self {
        Self(page::object())
    }

    pub(crate) fn put(&self, name: &str, value: &JsValue) {
        page::put(&self.0, name, value);
    }

    pub(crate) fn text(&self, name: &str, text: &str) {
        self.given(name, Some(text));
    }

    /// A text, or undefined.
    pub(crate) fn given(&self, name: &str, text: Option<&str>) {
        page::put_text(&self.0, name, text);
    }

    /// An amount in the currency that is said elsewhere.
    pub(crate) fn amount(&self, name: &str, amount: Money) {
        self.text(name, &amount.text());
    }

    /// `total` and its `currency`.
    pub(crate) fn total(&self, total: Money) {
        self.amount("total", total);
        self.text("currency", total.currency().code());
    }

    pub(crate) fn number(&self, name: &str, number: u32) {
        page::put_number(&self.0, name, number);
    }
}

impl AsRef<JsValue> for Object {
    fn as_ref(&self) -> &JsValue {
        &self.0
    }
}

impl From<JsValue> for Object {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl From<Object> for JsValue {
    fn from(object: Object) -> Self {
        object.0
    }
}
