//! A value of one component.

use std::cell::RefCell;

use crate::reactive::Trigger;

/// A signal whose value stands beside it: the code of a signal is needed once,
/// and not again for every type of value.
pub(crate) struct Kept<T> {
    value: RefCell<T>,
    changed: Trigger,
}

impl<T: Clone> Kept<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            value: RefCell::new(value),
            changed: Trigger::new(),
        }
    }

    /// The value, followed.
    pub(crate) fn get(&self) -> T {
        self.with(T::clone)
    }

    /// Reads the value, followed.
    pub(crate) fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        read(&self.value.borrow())
    }

    /// The value once.
    pub(crate) fn now(&self) -> T {
        self.value.borrow().clone()
    }

    pub(crate) fn set(&self, value: T) {
        // What reads it runs later, when nothing is borrowed any more.
        self.value.replace(value);
        self.changed.notify();
    }
}
