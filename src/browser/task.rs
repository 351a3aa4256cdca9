//! Functions for the browser to call. What waits for an answer is such a
//! function: futures would need an executor, and that more code than they save.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// A function for the browser to call once.
pub(crate) fn once(run: impl FnOnce(JsValue) + 'static) -> JsValue {
    let run = Cell::new(Some(Box::new(run) as Box<dyn FnOnce(JsValue)>));
    callback(Box::new(move |value| {
        if let Some(run) = run.take() {
            run(value);
        }
    }))
}

/// A function for the browser to call, also while it runs: what it does may be
/// heard by a page that answers with more of the same. The browser's garbage
/// collector takes it when nothing there knows it any more.
pub(crate) fn callback(run: Box<dyn Fn(JsValue)>) -> JsValue {
    Closure::wrap(run).into_js_value()
}
