//! Values that a component follows.

use std::fmt;
use std::rc::Rc;

#[cfg(feature = "leptos")]
use leptos::prelude::{Get, RwSignal, Signal};

/// A property that may change: made from a plain value, a signal or a
/// function.
#[derive(Clone)]
pub struct Live<T>(Rc<dyn Fn() -> T>);

impl<T> Live<T> {
    /// From a function that reads signals.
    pub fn new(read: impl Fn() -> T + 'static) -> Self {
        Self(Rc::new(read))
    }

    /// The value now, followed.
    #[must_use]
    pub fn get(&self) -> T {
        (self.0)()
    }
}

impl<T> fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Live")
    }
}

impl<T: Clone + Send + Sync + 'static> From<T> for Live<T> {
    fn from(value: T) -> Self {
        Self::new(move || value.clone())
    }
}

#[cfg(feature = "leptos")]
impl<T: Clone + Send + Sync + 'static> From<Signal<T>> for Live<T> {
    fn from(signal: Signal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

#[cfg(feature = "leptos")]
impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Live<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

impl<T: Default + Clone + Send + Sync + 'static> Default for Live<T> {
    fn default() -> Self {
        T::default().into()
    }
}
