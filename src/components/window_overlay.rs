//! Overlay while the buyer is at PayPal in a window of its own.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::dynamic::{on_click, text};
use crate::context::use_checkout;
use crate::i18n::Message;
use crate::phase::{ButtonId, CheckoutPhase};

/// Dims the page, brings the window back that may be hidden behind it, and
/// closes it.
#[component]
pub(super) fn WindowOverlay(
    /// Number of the button that opened the window.
    id: ButtonId,
) -> impl IntoView {
    let context = use_checkout();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        let is_open = context.with_phase(|phase| *phase == CheckoutPhase::InWindow { button: id });
        if !is_open {
            dialog.close();
        } else if !dialog.open() {
            // Fails for a dialog that is not in the page.
            let _ = dialog.show_modal();
        }
    });
    let follow = move |_| {
        // The event comes late: another window may be open by now.
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            context.close_window(id);
        }
    };
    view! {
        <dialog
            class="cx-window"
            part="window"
            node_ref=dialog
            aria-label=text(move || context.message(Message::WindowTitle))
            on:close=follow
        >
            <p class="cx-window-title" part="window-title">
                {text(move || context.message(Message::WindowTitle))}
            </p>
            <p class="cx-window-text" part="window-text">
                {text(move || context.message(Message::WindowText))}
            </p>
            <button
                class="cx-window-show"
                part="window-show"
                type="button"
                on:click=on_click(move |_| context.focus_window())
            >
                {text(move || context.message(Message::WindowShow))}
            </button>
            <button
                class="cx-window-close"
                part="window-close"
                type="button"
                on:click=on_click(move |_| context.close_window(id))
            >
                {text(move || context.message(Message::WindowClose))}
            </button>
        </dialog>
    }
}
