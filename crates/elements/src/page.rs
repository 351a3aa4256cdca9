//! The page: its checkout, and the components mounted in it.

use std::any::Any;
use std::cell::RefCell;

use any_spawner::Executor;
use leptos::prelude::*;
use leptos_paypal::{CheckoutConfig, CheckoutContext, provide_checkout};

use crate::error::ElementsError;
use crate::properties::Properties;

/// A mounted component.
pub(crate) struct Mounted {
    pub(crate) id: u32,
    pub(crate) properties: ArcRwSignal<Properties>,
    /// Unmounts the component when it is dropped.
    pub(crate) _handle: Box<dyn Any>,
}

#[derive(Default)]
struct Page {
    checkout: Option<(CheckoutContext, Owner)>,
    mounted: Vec<Mounted>,
    last_id: u32,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

/// The checkout of the page.
///
/// # Errors
/// `not_configured` before [`configure`].
pub(crate) fn checkout() -> Result<CheckoutContext, ElementsError> {
    let checkout = PAGE.with_borrow(|page| page.checkout.as_ref().map(|(context, _)| *context));
    checkout.ok_or_else(|| ElementsError::new("not_configured", "call configure() first"))
}

/// Sets the page up, or changes its configuration.
pub(crate) fn configure(config: CheckoutConfig) {
    if let Ok(checkout) = checkout() {
        checkout.configure(config);
        return;
    }
    // Fails when Leptos is on the page already; then it has one.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let checkout = owner.with(|| provide_checkout(config));
    PAGE.with_borrow_mut(|page| page.checkout = Some((checkout, owner)));
}

/// Runs `make` below the page's owner, where components find its checkout.
pub(crate) fn with_owner<T>(make: impl FnOnce() -> T) -> Option<T> {
    let owner = PAGE.with_borrow(|page| page.checkout.as_ref().map(|(_, owner)| owner.clone()));
    owner.map(|owner| owner.with(make))
}

/// Keeps a mounted component. Returns its id.
pub(crate) fn keep(properties: ArcRwSignal<Properties>, handle: Box<dyn Any>) -> u32 {
    PAGE.with_borrow_mut(|page| {
        page.last_id += 1;
        page.mounted.push(Mounted {
            id: page.last_id,
            properties,
            _handle: handle,
        });
        page.last_id
    })
}

/// The properties of a mounted component.
pub(crate) fn properties_of(id: u32) -> Option<ArcRwSignal<Properties>> {
    PAGE.with_borrow(|page| {
        let found = page.mounted.iter().find(|mounted| mounted.id == id);
        found.map(|mounted| mounted.properties.clone())
    })
}

/// Takes a mounted component out. It is to be dropped outside of the borrow:
/// unmounting runs clean-up code.
pub(crate) fn take(id: u32) -> Option<Mounted> {
    PAGE.with_borrow_mut(|page| {
        let index = page.mounted.iter().position(|mounted| mounted.id == id)?;
        Some(page.mounted.swap_remove(index))
    })
}
