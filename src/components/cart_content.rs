//! Content of the cart, in the page and in the dialog.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::{ButtonStyle, CartLine, CartTotals, PayPalButton};
use crate::cart::LineSignal;
use crate::checkout::{CheckoutDetail, ErrorDetail};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Lines, sums and PayPal button, or that there is nothing in the cart.
#[component]
pub(super) fn CartContent(
    style: Signal<ButtonStyle>,
    on_checkout: Option<Callback<CheckoutDetail>>,
    on_error: Option<Callback<ErrorDetail>>,
) -> impl IntoView {
    let context = use_checkout();
    let notice = move || {
        // Nothing is lost yet where nothing is in the cart.
        let notice = context.notice();
        let notice =
            notice.filter(|notice| *notice != Message::NoticeBlocked || !context.is_empty());
        notice.map_or_else(String::new, |notice| context.message(notice))
    };
    let error = move || match context.with_totals(|totals| totals.as_ref().err().cloned()) {
        Some(error) => context.format(Message::ErrorTotals, &[("code", error.code())]),
        None => String::new(),
    };
    view! {
        <h2 class="cx-title" part="title" tabindex="-1">
            {text(move || context.message(Message::CartTitle))}
        </h2>
        <p class="cx-notice" part="notice" role="status">{text(notice)}</p>
        <p class="cx-hidden" part="hidden" role="status">{text(move || context.announcement())}</p>
        <p class="cx-empty" part="empty" hidden=flag(move || !context.is_empty())>
            {text(move || context.message(Message::CartEmpty))}
        </p>
        <div class="cx-full" part="full" hidden=flag(move || context.is_empty())>
            <ul class="cx-lines" part="lines" role="list">
                <For
                    each=move || context.lines()
                    key=|line| line.key().clone()
                    children=|line: LineSignal| view! { <CartLine line/> }
                />
            </ul>
            <div class="cx-foot" part="foot">
                <CartTotals/>
                <p class="cx-error" part="error" role="alert">{text(error)}</p>
                <PayPalButton
                    style
                    on_checkout=move |detail| notify(on_checkout, detail)
                    on_error=move |detail| notify(on_error, detail)
                />
            </div>
        </div>
    }
}

fn notify<T: 'static>(callback: Option<Callback<T>>, detail: T) {
    if let Some(callback) = callback {
        callback.run(detail);
    }
}
