//! `localStorage`. Some browsers refuse it, and then even looking at it throws.

use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::json;

/// The browser does not let this page store anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StorageBlocked;

fn storage() -> Result<Storage, StorageBlocked> {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    storage.ok_or(StorageBlocked)
}

/// The JSON stored under `key`; `Some(None)` for text that is not JSON.
pub(crate) fn read(key: &str) -> Result<Option<Option<JsValue>>, StorageBlocked> {
    let text = storage()?.get_item(key).map_err(|_| StorageBlocked)?;
    Ok(text.map(|text| json::parse(&text)))
}

/// Stores JSON text under `key`.
pub(crate) fn write(key: &str, text: &JsString) -> Result<(), StorageBlocked> {
    let storage = storage()?.unchecked_into::<TextStorage>();
    storage.set_text(key, text).map_err(|_| StorageBlocked)
}

#[wasm_bindgen]
extern "C" {
    /// `Storage` that takes a text of JavaScript's: web-sys would copy it into
    /// the module and back.
    type TextStorage;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_text(this: &TextStorage, key: &str, text: &JsString) -> Result<(), JsValue>;
}

/// Removes what is stored under `key`.
pub(crate) fn remove(key: &str) -> Result<(), StorageBlocked> {
    let removed = storage()?.remove_item(key);
    removed.map_err(|_| StorageBlocked)
}
