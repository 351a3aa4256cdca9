//! `localStorage`. Some browsers refuse it, and then even looking at it throws.

use wasm_bindgen::JsValue;
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
pub(crate) fn write(key: &str, text: &str) -> Result<(), StorageBlocked> {
    let written = storage()?.set_item(key, text);
    written.map_err(|_| StorageBlocked)
}

/// Removes what is stored under `key`.
pub(crate) fn remove(key: &str) -> Result<(), StorageBlocked> {
    let removed = storage()?.remove_item(key);
    removed.map_err(|_| StorageBlocked)
}
