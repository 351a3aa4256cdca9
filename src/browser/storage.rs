//! `localStorage`, which some browsers refuse: even looking at it can throw.

use wasm_bindgen::JsValue;

use super::js;

/// The browser does not let this page keep anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocked;

fn storage() -> Result<web_sys::Storage, Blocked> {
    leptos::prelude::window()
        .local_storage()
        .ok()
        .flatten()
        .ok_or(Blocked)
}

/// The value kept under `key`, as the JSON it was.
/// `Ok(None)`: there is none. `Ok(Some(None))`: there is one, but not JSON.
pub(crate) fn read(key: &str) -> Result<Option<Option<JsValue>>, Blocked> {
    let text = storage()?.get_item(key).map_err(|_| Blocked)?;
    Ok(text.map(|text| js::parse(&text)))
}

/// Keeps `value` under `key`.
pub(crate) fn write(key: &str, value: &JsValue) -> Result<(), Blocked> {
    let text = js::stringify(value).ok_or(Blocked)?;
    storage()?.set_item(key, &text).map_err(|_| Blocked)
}

/// Forgets what is kept under `key`.
pub(crate) fn remove(key: &str) {
    if let Ok(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
