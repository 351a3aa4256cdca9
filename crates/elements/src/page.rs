//! The page: its checkout, and the components mounted in it.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use any_spawner::Executor;
use leptos::prelude::*;
use leptos_paypal::{CheckoutConfig, CheckoutContext, provide_checkout};
use wasm_bindgen::JsValue;

use crate::error::ElementsError;

/// Takes over the properties of an element.
type Update = Rc<dyn Fn(&JsValue) -> Result<(), ElementsError>>;

/// A mounted component.
pub(crate) struct Component {
    update: Update,
    /// Unmounts the component when it is dropped.
    _handle: Box<dyn Any>,
}

impl Component {
    /// `handle` unmounts it when it is dropped; `update` takes over other
    /// properties, or refuses them all.
    pub(crate) fn new(
        handle: impl Any,
        update: impl Fn(&JsValue) -> Result<(), ElementsError> + 'static,
    ) -> Self {
        Self {
            update: Rc::new(update),
            _handle: Box::new(handle),
        }
    }
}

#[derive(Default)]
struct Page {
    checkout: Option<(CheckoutContext, Owner)>,
    mounted: Vec<(u32, Component)>,
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
pub(crate) fn keep(component: Component) -> u32 {
    PAGE.with_borrow_mut(|page| {
        page.last_id += 1;
        page.mounted.push((page.last_id, component));
        page.last_id
    })
}

/// Changes the properties of a mounted component.
///
/// # Errors
/// When a property cannot be used.
pub(crate) fn update(id: u32, properties: &JsValue) -> Result<(), ElementsError> {
    let update = PAGE.with_borrow(|page| {
        let mut mounted = page.mounted.iter();
        let (_, component) = mounted.find(|(known, _)| *known == id)?;
        Some(Rc::clone(&component.update))
    });
    // Outside of the borrow: what changes runs code of the page.
    update.map_or(Ok(()), |update| update(properties))
}

/// Takes a mounted component out. It is to be dropped outside of the borrow:
/// unmounting runs clean-up code.
pub(crate) fn take(id: u32) -> Option<Component> {
    PAGE.with_borrow_mut(|page| {
        let index = page.mounted.iter().position(|(known, _)| *known == id)?;
        Some(page.mounted.swap_remove(index).1)
    })
}
