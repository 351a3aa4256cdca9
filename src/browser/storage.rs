//! `localStorage`, which some browsers refuse: even looking at it can throw.

use wasm_bindgen::JsValue;

use super::page;

/// The browser does not let this page keep anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocked;

/// The value kept under `key`, as the JSON it was.
/// `Ok(None)`: there is none. `Ok(Some(true))`: there is one, but not of ours.
pub(crate) fn read(key: &str) -> Result<Option<JsValue>, Blocked> {
    let kept = page::load(key);
    if kept.is_undefined() {
        Ok(None)
    } else if kept.is_falsy() {
        Err(Blocked)
    } else {
        Ok(Some(kept))
    }
}

/// Keeps `value` under `key`.
pub(crate) fn write(key: &str, value: &JsValue) -> Result<(), Blocked> {
    if page::keep(key, value) {
        Ok(())
    } else {
        Err(Blocked)
    }
}
