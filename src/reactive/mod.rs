//! What the components need of a reactive system, and no more: a value that
//! can be followed, what follows it, and a scope to make that in.
//!
//! For Leptos pages these are Leptos' own, so that its signals and ours follow
//! each other. A page with the custom elements alone does not load Leptos for
//! them.

#[cfg(feature = "leptos")]
mod by_leptos;
#[cfg(not(feature = "leptos"))]
mod small;

#[cfg(feature = "leptos")]
pub(crate) use by_leptos::{Effect, Scope, Store, Trigger, on_window, untrack};
#[cfg(not(feature = "leptos"))]
pub(crate) use small::{Effect, Scope, Store, Trigger, on_window, untrack};
