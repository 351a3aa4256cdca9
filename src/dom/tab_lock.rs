//! Locks that the tabs of one shop share (Web Locks).

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// A lock that this tab has until it is dropped, or the tab is gone.
pub(crate) struct TabLock {
    release: Function,
    /// True when another tab had it before.
    pub(crate) has_waited: bool,
}

impl TabLock {
    /// Waits until no other tab has the lock `name`. `None` where the browser has no
    /// locks or does not let this page have one, and when another tab keeps it
    /// longer than `limit_ms`: nobody waits for ever for a tab that hangs.
    pub(crate) async fn acquire(name: &str, limit_ms: u32) -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let locks = navigator.unchecked_into::<LockNavigator>().locks()?;
        if let Some(release) = request(&locks, name, "ifAvailable", &JsValue::TRUE).await? {
            return Some(Self {
                release,
                has_waited: false,
            });
        }
        let abort = AbortController::new().ok()?;
        let signal = abort.signal();
        // Nothing is given up any more once this is dropped.
        let _limit = Timeout::new(limit_ms, move || abort.abort());
        let release = request(&locks, name, "signal", &signal).await??;
        Some(Self {
            release,
            has_waited: true,
        })
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Requests a lock with one option. Brings what releases it, `Some(None)` when it
/// is not available, and `None` when the browser refuses or gives up.
async fn request(
    locks: &LockManager,
    name: &str,
    option: &str,
    value: &JsValue,
) -> Option<Option<Function>> {
    let options = Object::new();
    Reflect::set(&options, &option.into(), value).ok()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let release = release?;
    let mut requested = None;
    let granted = Promise::new(&mut |resolve, _| {
        let held = held.clone();
        // The browser keeps the lock until the promise that it gets is done.
        let grant = Closure::once_into_js(move |lock: JsValue| {
            let is_granted = !lock.is_null();
            let _ = resolve.call1(&JsValue::UNDEFINED, &is_granted.into());
            if is_granted {
                held
            } else {
                Promise::resolve(&lock)
            }
        });
        requested = Some(locks.request(name, &options, &grant));
    });
    // The request itself ends before the callback only when it fails.
    let requested = requested?.ok()?;
    let first = Promise::race(&Array::of2(&granted, &requested));
    let is_granted = JsFuture::from(first).await.ok()?;
    Some(is_granted.is_truthy().then_some(release))
}

#[wasm_bindgen]
extern "C" {
    /// `Navigator` with what web-sys has among its unstable APIs.
    type LockNavigator;

    /// `None` in old browsers, and on pages without a secure connection.
    #[wasm_bindgen(method, getter)]
    fn locks(this: &LockNavigator) -> Option<LockManager>;

    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &JsValue,
    ) -> Result<Promise, JsValue>;
}
