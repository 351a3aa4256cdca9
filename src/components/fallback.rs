//! Content that the page shows until a component can take over.

use leptos::prelude::*;

use super::dynamic::{Flag, flag};
use crate::context::use_checkout;

/// Shows `fallback` on a server and until the page is hydrated; then it is
/// removed. A page that is rendered in the browser is ready from the start.
#[cfg(feature = "csr")]
#[component]
pub(super) fn Fallback(fallback: Option<Children>) -> impl IntoView {
    drop(fallback);
}

/// Shows `fallback` on a server and until the page is hydrated; then it is
/// removed.
#[cfg(not(feature = "csr"))]
#[component]
pub(super) fn Fallback(fallback: Option<Children>) -> impl IntoView {
    let context = use_checkout();
    let mut fallback = fallback;
    move || {
        let is_ready = context.is_ready();
        fallback.take_if(|_| !is_ready).map(|fallback| fallback())
    }
}

/// Returns whether a component is hidden, since its fallback is shown.
pub(super) fn is_hidden(fallback: &Option<Children>) -> Flag {
    let context = use_checkout();
    let has_fallback = fallback.is_some();
    flag(move || has_fallback && !context.is_ready())
}
