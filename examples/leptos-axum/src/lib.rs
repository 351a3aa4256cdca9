//! The pages of a shop, rendered on the server and hydrated in the browser.

// The types of views are deep.
#![recursion_limit = "256"]
#![cfg(any(feature = "ssr", feature = "hydrate"))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod pages;
mod settings;

pub use pages::{App, RETURN_PATH, document};
pub use settings::Settings;

/// Hydrates the page that the server has rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn hydrate() {
    leptos::mount::hydrate_body(App);
}
