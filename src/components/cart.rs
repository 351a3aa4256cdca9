//! The cart, in the page or as a dialog.

use leptos::ev::{Event, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos_paypal_core::CartLine;
use web_sys::Element;

use super::cart_line::cart_line;
use super::paypal_button::button;
use super::totals::totals;
use super::{ButtonStyle, words};
use crate::browser::{event, js, write};
use crate::state::Shop;
use crate::text::Text;

/// The lines of the cart with what they come to and a PayPal button.
///
/// It fires `cart-change` after every change, with units, total and currency.
#[component]
pub fn Cart(
    /// Whether it opens as a dialog, from a button of its own that shows the
    /// count.
    #[prop(optional)]
    dialog: bool,
    /// Whether the dialog is open.
    #[prop(optional, into)]
    open: RwSignal<bool>,
    /// The look of the PayPal button.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
) -> AnyView {
    let shop = Shop::context();
    let root = NodeRef::<html::Div>::new();
    report_changes(shop, root);
    let inside = if dialog {
        in_dialog(shop, open, style)
    } else {
        view! { <section class="cx-cart" aria-label=words(shop, Text::CartTitle)>{content(shop, style)}</section> }
            .into_any()
    };
    view! { <div class="cx-root" node_ref=root>{inside}</div> }.into_any()
}

fn content(shop: Shop, style: Signal<ButtonStyle>) -> AnyView {
    let say = RwSignal::new(String::new());
    let empty = Signal::derive(move || shop.cart.with(|cart| cart.is_empty()));
    let notice = Signal::derive(move || match shop.notice.get() {
        // Nothing is lost yet.
        Some(Text::NoticeBlocked) if empty.get() => String::new(),
        Some(notice) => shop.text(notice),
        None => String::new(),
    });
    let problem = Signal::derive(move || match shop.totals() {
        Ok(_) => String::new(),
        Err(error) => shop.fill(Text::ErrorTotals, &[("code", error.code())]),
    });
    let single = Signal::stored(None);
    view! {
        <h2 class="cx-title" tabindex="-1">{words(shop, Text::CartTitle)}</h2>
        <p class="cx-notice" role="status">{notice}</p>
        <p class="cx-hidden" role="status">{say}</p>
        <p class="cx-empty" hidden=move || !empty.get()>{words(shop, Text::CartEmpty)}</p>
        <div class="cx-full" hidden=move || empty.get()>
            <ul class="cx-lines" role="list">
                <For
                    each=move || shop.cart().lines().to_vec()
                    key=|line: &CartLine| line.item.key()
                    children=move |line| cart_line(shop, line, say)
                />
            </ul>
            <div class="cx-foot">
                {totals(shop)}
                <p class="cx-error" role="alert">{problem}</p>
                {button(shop, style, single)}
            </div>
        </div>
    }
    .into_any()
}

fn in_dialog(shop: Shop, open: RwSignal<bool>, style: Signal<ButtonStyle>) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            // Only fails on a dialog that is not in the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let units = Signal::derive(move || shop.cart.with(|cart| cart.units()));
    let label = Signal::derive(move || {
        [&shop.text(Text::CartOpen), ", ", &shop.units(units.get())].concat()
    });
    let count = Signal::derive(move || shop.count(units.get()));
    let beside = move |event: MouseEvent| {
        // The dialog itself is only hit outside of what it contains.
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    view! {
        <button
            type="button"
            class="cx-open"
            aria-haspopup="dialog"
            aria-label=label
            on:click=move |_: MouseEvent| open.set(true)
        >
            <span class="cx-basket"></span>
            <span class="cx-open-word">{words(shop, Text::CartOpen)}</span>
            <span class="cx-count" hidden=move || units.get() == 0>{count}</span>
        </button>
        <dialog
            class="cx-dialog"
            aria-label=words(shop, Text::CartTitle)
            node_ref=dialog
            on:click=beside
            on:close=move |_: Event| open.set(false)
        >
            <div class="cx-cart">
                <button
                    type="button"
                    class="cx-close"
                    aria-label=words(shop, Text::CartClose)
                    on:click=move |_: MouseEvent| open.set(false)
                ></button>
                {content(shop, style)}
            </div>
        </dialog>
    }
    .into_any()
}

/// Tells the page about every change after the first look.
fn report_changes(shop: Shop, root: NodeRef<html::Div>) {
    Effect::new(move |known: Option<_>| {
        let cart = shop.cart();
        let Ok(totals) = shop.totals() else {
            return cart;
        };
        if let Some(known) = known
            && known != cart
            && let Some(root) = root.get_untracked()
        {
            let detail = js::object(&[
                ("units", totals.units.into()),
                ("total", write::text(&totals.total.to_string())),
                ("currency", write::text(totals.currency.code())),
            ]);
            let root: &Element = &root;
            event::fire(root, "cart-change", &detail);
        }
        cart
    });
}
