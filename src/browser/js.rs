//! Plain JavaScript values, read and made field by field. Much smaller than a
//! general deserializer for the few shapes there are.

use wasm_bindgen::JsValue;

use super::page;

/// `get`: a field; undefined where there is none, or the value is not an
/// object. `text`: a text field. `integer`: a field that is a whole number,
/// written as a number or as text. `flag`: a field that is true, or an
/// attribute that is there. `entries`: those of a field that is an array, `list`
/// those of an array; none for anything else.
pub(crate) use super::page::{entries, flag, get, integer, list, text};

/// A field that is there: neither undefined nor null.
pub(crate) fn given(value: &JsValue, name: &str) -> Option<JsValue> {
    let field = get(value, name);
    (!field.is_undefined() && !field.is_null()).then_some(field)
}

/// A new object.
pub(crate) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = page::object();
    for (name, value) in fields {
        page::put(&object, name, value);
    }
    object
}

/// A new array.
pub(crate) fn array(entries: impl Iterator<Item = JsValue>) -> JsValue {
    let entries: Vec<JsValue> = entries.collect();
    entries.into()
}
