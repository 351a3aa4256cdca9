//! Link back to PayPal.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Link to go on at PayPal, hidden while there is nothing to go on with.
#[component]
pub(super) fn ApprovalLink(url: Signal<String>) -> impl IntoView {
    let context = use_checkout();
    view! {
        <a
            class="cx-way-back"
            part="way-back"
            href=text(move || url.get())
            hidden=flag(move || url.get().is_empty())
        >
            {text(move || context.message(Message::PayPalBack))}
        </a>
    }
}
