//! Time as the browser has it.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Whole minutes since 1970.
pub(crate) fn now_minutes() -> u32 {
    // A browser's clock is a float of milliseconds; minutes fit and no money
    // is near.
    (js_sys::Date::now() / 60_000.0) as u32
}

/// Waits at least that long.
pub(crate) async fn sleep(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window().set_timeout_with_callback_and_timeout_and_arguments_0(
            resolve.unchecked_ref(),
            milliseconds.cast_signed(),
        );
    });
    let _ = JsFuture::from(promise).await;
}
