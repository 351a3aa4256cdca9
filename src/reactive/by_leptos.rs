//! By Leptos.

#[cfg(feature = "elements")]
use leptos::prelude::Owner;
#[cfg(not(feature = "ssr"))]
use leptos::prelude::RenderEffect;
use leptos::prelude::{
    Notify, RwSignal, Track, Update, With, WithUntracked, untrack as leptos_untrack,
};
use leptos::reactive::signal::ArcTrigger;

/// Something that can change, without saying what.
#[derive(Clone)]
pub(crate) struct Trigger(ArcTrigger);

impl Trigger {
    pub(crate) fn new() -> Self {
        Self(ArcTrigger::new())
    }

    /// Whatever runs now runs again after the next change.
    pub(crate) fn track(&self) {
        self.0.track();
    }

    /// It has changed.
    pub(crate) fn notify(&self) {
        self.0.notify();
    }
}

/// Something that runs now, and again when what it read has changed, for as
/// long as this is kept.
#[cfg(not(feature = "ssr"))]
pub(crate) struct Effect {
    _effect: RenderEffect<()>,
}

/// On a server nothing changes: it runs now.
#[cfg(feature = "ssr")]
pub(crate) struct Effect;

#[cfg(feature = "ssr")]
impl Effect {
    pub(crate) fn new(run: impl Fn()) -> Self {
        run();
        Self
    }
}

#[cfg(not(feature = "ssr"))]
impl Effect {
    pub(crate) fn new(run: impl Fn() + 'static) -> Self {
        Self {
            _effect: RenderEffect::new(move |_| run()),
        }
    }
}

/// Runs `read` without following what it reads.
pub(crate) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    leptos_untrack(read)
}

/// Where effects live that outlast the one that makes them.
#[cfg(feature = "elements")]
pub(crate) struct Scope(Owner);

#[cfg(feature = "elements")]
impl Scope {
    /// A new one, inside the one that is current.
    pub(crate) fn new() -> Self {
        // Runs effects; already there when Leptos is on the page as well.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        Self(Owner::new())
    }

    /// Makes it the current one for `run`.
    pub(crate) fn with<T>(&self, run: impl FnOnce() -> T) -> T {
        self.0.with(run)
    }
}

/// A value that can be followed. Copies are handles to the same one, which
/// lives as long as the scope it is made in.
pub(crate) struct Store<T: 'static>(RwSignal<T>);

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Store<T> {}

impl<T: Send + Sync> Store<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// Reads it, followed.
    pub(crate) fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        once(read, |read| self.0.with(|value| read(value)))
    }

    /// Reads it once.
    pub(crate) fn now<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        once(read, |read| self.0.with_untracked(|value| read(value)))
    }

    /// Reads it once; nothing when its scope has ended.
    pub(crate) fn try_now<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_untracked(read)
    }

    /// Changes it; nothing happens when its scope has ended.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        let _ = self.0.try_update(change);
    }
}

/// Listens to the window for as long as the current scope lives.
pub(crate) fn on_window(event: &'static str, handle: impl Fn(wasm_bindgen::JsValue) + 'static) {
    let listener =
        leptos::prelude::window_event_listener_untyped(event, move |event| handle(event.into()));
    leptos::prelude::on_cleanup(move || listener.remove());
}

/// Runs `read` through one function for all its types: what a signal does
/// around it is a lot of code, and not wanted once for every reader.
fn once<V, T>(read: impl FnOnce(&V) -> T, through: impl FnOnce(&mut dyn FnMut(&V))) -> T {
    let mut read = Some(read);
    let mut result = None;
    through(&mut |value| result = read.take().map(|read| read(value)));
    // `through` has called it: there is no other way out of a signal.
    result.unwrap_or_else(|| unreachable!("a signal was not read"))
}
