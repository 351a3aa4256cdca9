//! Cart in the page.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::fallback::{Fallback, is_hidden};
use super::{ButtonStyle, CartLine, CartTotals, PayPalButton};
use crate::cart::LineSignal;
use crate::checkout::{CheckoutDetail, ErrorDetail};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Lines of the cart with their sums and a PayPal button.
///
/// After every change of the cart, the document gets the event `cart-change`,
/// with units, total and currency.
#[component]
pub fn Cart(
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
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-root" part="root" hidden=is_hidden>
                <section
                    class="cx-cart"
                    part="cart"
                    aria-label=text(move || context.message(Message::CartTitle))
                >
                    <CartContent style on_checkout on_error/>
                </section>
            </div>
        </div>
    }
}

/// Content of the cart, in the page and in the dialog.
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
    let error = move || match context
        .cart_store()
        .with_totals(|totals| totals.as_ref().err().cloned())
    {
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
