//! On its own, for pages without Leptos.

use std::cell::{Cell, Ref, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use crate::browser::page;
use crate::browser::task::callback;

struct Node {
    run: RefCell<Box<dyn FnMut()>>,
    is_queued: Cell<bool>,
}

/// Something that runs now, and again when what it read has changed, for as
/// long as this is kept.
pub(crate) struct Effect {
    _node: Rc<Node>,
}

/// Something that can change, without saying what.
#[derive(Clone)]
pub(crate) struct Trigger(Rc<RefCell<Vec<Weak<Node>>>>);

thread_local! {
    /// What runs now.
    static READER: RefCell<Option<Weak<Node>>> = const { RefCell::new(None) };
    /// What runs as soon as the code that changed something has come to its
    /// end: however much it changes, everything runs once.
    static QUEUE: RefCell<Vec<Weak<Node>>> = const { RefCell::new(Vec::new()) };
    static RUN_QUEUE: JsValue = callback(Box::new(|_| run_queue()));
}

fn run_queue() {
    for node in QUEUE.take() {
        // Gone since, by what ran before it.
        if let Some(node) = node.upgrade() {
            run(&node);
        }
    }
}

fn run(node: &Rc<Node>) {
    node.is_queued.set(false);
    let before = READER.replace(Some(Rc::downgrade(node)));
    (node.run.borrow_mut())();
    READER.set(before);
}

impl Effect {
    pub(crate) fn new(run_it: Box<dyn FnMut()>) -> Self {
        let node = Rc::new(Node {
            run: RefCell::new(run_it),
            is_queued: Cell::new(false),
        });
        run(&node);
        Self { _node: node }
    }
}

impl Trigger {
    pub(crate) fn new() -> Self {
        Self(Rc::default())
    }

    /// Whatever runs now runs again after the next change.
    pub(crate) fn track(&self) {
        READER.with_borrow(|reader| {
            if let Some(reader) = reader {
                let mut readers = self.0.borrow_mut();
                if !readers.iter().any(|known| known.ptr_eq(reader)) {
                    readers.push(reader.clone());
                }
            }
        });
    }

    /// It has changed.
    pub(crate) fn notify(&self) {
        let readers = self.0.take();
        QUEUE.with_borrow_mut(|queue| {
            let was_empty = queue.is_empty();
            for reader in readers {
                if reader
                    .upgrade()
                    .is_some_and(|node| !node.is_queued.replace(true))
                {
                    queue.push(reader);
                }
            }
            if was_empty && !queue.is_empty() {
                RUN_QUEUE.with(page::soon);
            }
        });
    }
}

/// Runs `read` without following what it reads.
pub(crate) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    let before = READER.take();
    let result = read();
    READER.set(before);
    result
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
pub(crate) struct Store<T: 'static>(&'static (RefCell<T>, Trigger));

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Store<T> {}

impl<T> Store<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Box::leak(Box::new((RefCell::new(value), Trigger::new()))))
    }

    /// Reads it, followed.
    pub(crate) fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.followed())
    }

    // Not inlined: there are dozens of readers.
    #[inline(never)]
    fn followed(&self) -> Ref<'static, T> {
        self.0.1.track();
        self.borrowed()
    }

    #[inline(never)]
    fn borrowed(&self) -> Ref<'static, T> {
        self.0.0.borrow()
    }

    /// Reads it once.
    pub(crate) fn now<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.borrowed())
    }

    /// As [`Store::now`]: nothing ever ends it.
    pub(crate) fn try_now<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(self.now(read))
    }

    /// Changes it.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.0.0.borrow_mut());
        self.0.1.notify();
    }
}

/// Listens to the window for as long as the page lives.
pub(crate) fn on_window(event: &'static str, handle: impl FnMut(JsValue) + 'static) {
    page::listen(&JsValue::NULL, event, callback(Box::new(handle)));
}
