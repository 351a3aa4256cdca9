//! JSON by the browser's own reader and writer, and serde on both sides.

use js_sys::JsString;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The plain JavaScript value of `value`: objects, arrays, `null` for `None`.
pub(crate) fn to_value(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or_default()
}

/// `value` as JSON text.
pub(crate) fn to_text(value: &impl Serialize) -> JsString {
    stringify(&to_value(value))
}

/// A plain JavaScript value as JSON text.
pub(crate) fn stringify(value: &JsValue) -> JsString {
    // Fails only for what refers to itself.
    js_sys::JSON::stringify(value).unwrap_or_default()
}

/// JSON text as a JavaScript value; `None` when it is not JSON.
pub(crate) fn parse(text: &str) -> Option<JsValue> {
    js_sys::JSON::parse(text).ok()
}

/// A JavaScript value read as `T`; `None` when it is something else.
pub(crate) fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}
