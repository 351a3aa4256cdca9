//! Plain JavaScript values, read and made field by field. Much smaller than a
//! general deserializer for the few shapes there are.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A field; undefined where there is none, or `value` is not an object.
pub(crate) fn get(value: &JsValue, name: &str) -> JsValue {
    if value.is_object() {
        Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// A field that is there: neither undefined nor null.
pub(crate) fn given(value: &JsValue, name: &str) -> Option<JsValue> {
    let field = get(value, name);
    (!field.is_undefined() && !field.is_null()).then_some(field)
}

/// A text field.
pub(crate) fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name).as_string()
}

/// A field that is a whole number, written as a number or as text.
pub(crate) fn integer(value: &JsValue, name: &str) -> Option<u32> {
    let field = given(value, name)?;
    let text = match field.as_string() {
        Some(text) => text,
        None => stringify(&field)?,
    };
    text.parse().ok()
}

/// A field that is true, or an attribute that is there.
pub(crate) fn flag(value: &JsValue, name: &str) -> bool {
    get(value, name).is_truthy()
}

/// The entries of a field that is an array; none for anything else.
pub(crate) fn entries(value: &JsValue, name: &str) -> Vec<JsValue> {
    list(get(value, name))
}

/// The entries of an array; none for anything else.
pub(crate) fn list(value: JsValue) -> Vec<JsValue> {
    value
        .dyn_into::<Array>()
        .map(|array| array.iter().collect())
        .unwrap_or_default()
}

/// A new object.
pub(crate) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Only fails on frozen objects.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// A new array.
pub(crate) fn array(entries: impl Iterator<Item = JsValue>) -> JsValue {
    entries.collect::<Array>().into()
}

/// The value a JSON text means.
pub(crate) fn parse(json: &str) -> Option<JsValue> {
    JSON::parse(json).ok()
}

/// The JSON text of a value.
pub(crate) fn stringify(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok().map(String::from)
}
