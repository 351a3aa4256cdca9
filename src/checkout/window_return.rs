//! The buyer's return from a window beside the page.

use leptos::prelude::*;
use leptos_paypal_core::CheckoutRef;
use send_wrapper::SendWrapper;

use crate::context::CheckoutContext;
use crate::dom::popup::Popup;
use crate::paypal_window::OpenWindow;
use crate::paypal_window::hand_over::{Listener, Return};
use crate::phase::{ButtonId, CheckoutPhase};

impl CheckoutContext {
    /// Waits until the buyer comes back from the window, or closes it.
    pub(super) fn wait_for_window(self, button: ButtonId, id: CheckoutRef, popup: Popup) {
        self.set_phase(CheckoutPhase::InWindow { button });
        let config = self.config_untracked();
        let listener = Listener::new(&config.storage_key, id, move |back| {
            self.take_over(button, &back);
        });
        let window = OpenWindow::new(popup, listener, move || self.end_window(button));
        self.window().set_value(Some(SendWrapper::new(window)));
    }

    /// Brings the window to the front.
    pub(crate) fn focus_window(&self) {
        self.window().with_value(|window| {
            if let Some(window) = window {
                window.focus();
            }
        });
    }

    /// Closes the window; the button can be pressed again.
    pub(crate) fn close_window(&self, button: ButtonId) {
        self.window().with_value(|window| {
            if let Some(window) = window {
                window.close();
            }
        });
        self.end_window(button);
    }

    fn end_window(&self, button: ButtonId) {
        if self.is_in_phase(&CheckoutPhase::InWindow { button }) {
            self.set_phase(CheckoutPhase::Idle);
        }
    }

    /// Goes on where the buyer has come back in the window.
    fn take_over(&self, button: ButtonId, back: &Return) {
        self.close_window(button);
        self.attempts().set_popup(&back.checkout, false);
        let Some(location) = web_sys::window().map(|window| window.location()) else {
            return;
        };
        let origin = location.origin().unwrap_or_default();
        let is_own = back.url.strip_prefix(&origin);
        if !back.cancelled && is_own.is_some_and(|path| path.starts_with('/')) {
            self.set_phase(CheckoutPhase::Redirecting { button });
            let _ = location.assign(&back.url);
        }
    }
}
