//! Cart as a dialog.

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::ButtonStyle;
use super::cart_content::CartContent;
use super::dynamic::{flag, on_click, text};
use super::fallback::{Fallback, is_hidden};
use crate::checkout::{CheckoutDetail, ErrorDetail};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Cart as a dialog, with a button that shows the count and opens it.
#[component]
pub fn CartDialog(
    /// True when the dialog is open; a signal of its own when it is not given.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// Look of the PayPal button.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the checkout could not be started.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the cart can be: a link, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Fails for a dialog that is not in the page.
            let _ = dialog.show_modal();
        }
    });
    let close_outside = move |event: MouseEvent| {
        // The dialog itself is only hit outside of its content.
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    let follow = move |_| {
        // The event comes late: it may have been opened again meanwhile.
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let is_hidden = is_hidden(&children);
    // The parts that are seen have spaces between them when they are read out.
    let name = move || {
        let units = context.count_units(context.units());
        format!("{}, {units}", context.message(Message::CartOpen))
    };
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-root" part="root" hidden=is_hidden>
                <button
                    class="cx-open"
                    part="open"
                    type="button"
                    aria-haspopup="dialog"
                    disabled=flag(move || !context.is_ready())
                    on:click=on_click(move |_| open.set(true))
                >
                    <span class={"cx-basket"} part="basket" aria-hidden="true"></span>
                    <span class="cx-open-word" part="open-word" aria-hidden="true">
                        {text(move || context.message(Message::CartOpen))}
                    </span>
                    <span
                        class="cx-count"
                        part="count"
                        aria-hidden="true"
                        hidden=flag(move || context.is_empty())
                    >
                        {text(move || context.count(context.units()))}
                    </span>
                    <span class="cx-hidden" part="hidden">{text(name)}</span>
                </button>
                <dialog
                    class="cx-dialog"
                    part="dialog"
                    node_ref=dialog
                    aria-label=text(move || context.message(Message::CartTitle))
                    on:close=follow
                    on:click=on_click(close_outside)
                >
                    <div class="cx-cart" part="cart">
                        <button
                            class="cx-close"
                            part="close"
                            type="button"
                            aria-label=text(move || context.message(Message::CartClose))
                            on:click=on_click(move |_| open.set(false))
                        />
                        <CartContent style on_checkout on_error/>
                    </div>
                </dialog>
            </div>
        </div>
    }
}
