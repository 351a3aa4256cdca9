//! The window in which the buyer is at PayPal, while it is open.

use gloo_timers::callback::Interval;

use super::hand_over::Listener;
use crate::dom::popup::Popup;

/// Milliseconds between two looks at the window.
const LOOK_MS: u32 = 300;

/// A window that this page has opened. The listener outlives what looks like
/// the window's end: pages that isolate themselves look closed from here.
pub(crate) struct OpenWindow {
    popup: Popup,
    _watch: Interval,
    _listener: Option<Listener>,
}

impl OpenWindow {
    /// Watches a window until this is dropped, and calls `on_closed` when it is
    /// closed.
    pub(crate) fn new(
        popup: Popup,
        listener: Option<Listener>,
        on_closed: impl Fn() + 'static,
    ) -> Self {
        let watched = popup.clone();
        let watch = Interval::new(LOOK_MS, move || {
            if watched.is_closed() {
                on_closed();
            }
        });
        Self {
            popup,
            _watch: watch,
            _listener: listener,
        }
    }

    /// Brings the window to the front.
    pub(crate) fn focus(&self) {
        self.popup.focus();
    }

    /// Closes the window.
    pub(crate) fn close(&self) {
        self.popup.close();
    }
}
