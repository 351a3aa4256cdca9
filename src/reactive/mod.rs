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

#[cfg(all(feature = "leptos", feature = "elements"))]
pub(crate) use by_leptos::Scope;
#[cfg(feature = "leptos")]
pub(crate) use by_leptos::{Effect, Store, Trigger, on_window, untrack};
#[cfg(all(not(feature = "leptos"), feature = "elements"))]
pub(crate) use small::Scope;
#[cfg(not(feature = "leptos"))]
pub(crate) use small::{Effect, Store, Trigger, on_window, untrack};
