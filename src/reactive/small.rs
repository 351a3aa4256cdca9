//! On its own, for pages without Leptos. Nearly everything that is shown
//! follows the one state of the shop, and what has not changed is not touched:
//! who read what is not kept, and every change runs all there is.

use std::cell::{Cell, Ref, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use crate::browser::page;
use crate::browser::task::callback;

/// Something that runs now, and again when anything has changed, for as long
/// as this is kept.
pub(crate) struct Effect {
    _run: Rc<dyn Fn()>,
}

thread_local! {
    static EFFECTS: RefCell<Vec<Weak<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
    static IS_QUEUED: Cell<bool> = const { Cell::new(false) };
}

fn run_all() {
    IS_QUEUED.set(false);
    // What is made meanwhile is kept there, and runs by itself.
    for effect in EFFECTS.take() {
        // Gone since, perhaps by what ran before it.
        if let Some(run) = effect.upgrade() {
            run();
            EFFECTS.with_borrow_mut(|effects| effects.push(effect));
        }
    }
}

impl Effect {
    pub(crate) fn new(run: impl Fn() + 'static) -> Self {
        run();
        let run: Rc<dyn Fn()> = Rc::new(run);
        EFFECTS.with_borrow_mut(|effects| effects.push(Rc::downgrade(&run)));
        Self { _run: run }
    }
}

/// Something that can change, without saying what.
pub(crate) struct Trigger;

impl Trigger {
    pub(crate) const fn new() -> Self {
        Self
    }

    /// Whatever runs now runs again after the next change, as it always does.
    pub(crate) const fn track(&self) {}

    /// It has changed. Everything runs as soon as the code that changed it has
    /// come to its end: once, however much it changes.
    pub(crate) fn notify(&self) {
        if !IS_QUEUED.replace(true) {
            page::soon(&callback(Box::new(|_| run_all())));
        }
    }
}

/// Runs `read` without following what it reads.
pub(crate) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    read()
}

/// Where effects live: here, exactly as long as they are kept.
pub(crate) struct Scope;

impl Scope {
    pub(crate) const fn new() -> Self {
        Self
    }

    pub(crate) fn with<T>(&self, run: impl FnOnce() -> T) -> T {
        run()
    }
}

/// A value that can be followed, and lives as long as the page. Copies are
/// handles to the same one.
pub(crate) struct Store<T: 'static>(&'static RefCell<T>);

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Store<T> {}

impl<T> Store<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Box::leak(Box::new(RefCell::new(value))))
    }

    /// Reads it, followed.
    pub(crate) fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.now(read)
    }

    /// Reads it once.
    pub(crate) fn now<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.borrowed())
    }

    // Not inlined: there are dozens of readers.
    #[inline(never)]
    fn borrowed(&self) -> Ref<'static, T> {
        self.0.borrow()
    }

    /// As [`Store::now`]: nothing ever ends it.
    pub(crate) fn try_now<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(self.now(read))
    }

    /// Changes it.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.0.borrow_mut());
        Trigger.notify();
    }
}

/// Listens to the window for as long as the page lives.
pub(crate) fn on_window(event: &'static str, handle: impl Fn(JsValue) + 'static) {
    page::listen(event, callback(Box::new(handle)));
}
