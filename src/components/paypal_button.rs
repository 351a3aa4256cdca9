//! The button that leads to PayPal.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_paypal_core::Product;

use super::{ButtonColor, ButtonLabel, ButtonStyle};
use crate::checkout::{self, Phase, Subject};
use crate::state::Shop;
use crate::text::Text;

// PayPal's own artwork, from @paypal/sdk-logos 2.3.7 (see NOTICE): outlines as
// they are, colours by class.
const LOGO: &str = include_str!("artwork/paypal.svg");
const REBRAND: &str = include_str!("artwork/paypal-rebrand.svg");

/// A button that pays the cart, or one article alone when it is given one.
///
/// It fires `checkout` (can be prevented) before the browser leaves, and
/// `checkout-error` when it cannot.
#[component]
pub fn PayPalButton(
    /// Colour, shape and words.
    #[prop(optional, into)]
    style: Signal<ButtonStyle>,
    /// An article to be bought alone, with its first choices.
    #[prop(optional, into)]
    product: Signal<Option<Product>>,
    /// How many of that article. Default 1.
    #[prop(default = Signal::stored(1), into)]
    quantity: Signal<u32>,
) -> AnyView {
    let single = Signal::derive(move || product.get().map(|product| (product, quantity.get())));
    button(Shop::context(), style, single)
}

pub(super) fn button(
    shop: Shop,
    style: Signal<ButtonStyle>,
    single: Signal<Option<(Product, u32)>>,
) -> AnyView {
    static BUTTONS: AtomicU32 = AtomicU32::new(0);
    let id = BUTTONS.fetch_add(1, Ordering::Relaxed);
    let root = NodeRef::<html::Div>::new();

    let busy = Signal::derive(move || shop.phase.with(|phase| phase.is_busy_at(id)));
    let disabled = Signal::derive(move || {
        let nothing = match single.get() {
            Some((product, _)) => product.sold_out,
            None => shop.cart.with(|cart| cart.is_empty()) || shop.totals().is_err(),
        };
        nothing || shop.phase.with(Phase::is_busy)
    });
    let problem = Signal::derive(move || {
        shop.phase.with(|phase| match phase {
            Phase::Failed { button, failure } if *button == id => failure.message.clone(),
            _ => String::new(),
        })
    });
    let press = move |_: MouseEvent| {
        if disabled.get_untracked() {
            return;
        }
        let subject = match single.get_untracked() {
            None => Some(Subject::Cart),
            Some((product, quantity)) => match product.item(&product.default_choices()) {
                Ok(item) => Some(Subject::Single {
                    item: Box::new(item),
                    quantity,
                }),
                Err(_) => None,
            },
        };
        if let (Some(subject), Some(root)) = (subject, root.get_untracked()) {
            checkout::start(shop, id, &subject, (*root).clone().into());
        }
    };
    let class = Signal::derive(move || {
        let style = style.get();
        [
            "cx-paypal cx-",
            style.color.as_str(),
            " cx-",
            style.shape.as_str(),
        ]
        .concat()
    });
    let artwork = Signal::derive(move || match style.get().color {
        ButtonColor::RebrandBlue | ButtonColor::RebrandDarkBlue | ButtonColor::RebrandBlack => {
            REBRAND
        }
        _ => LOGO,
    });
    // The words around the logo; where it stands is the translation's matter.
    let words = Signal::derive(move || {
        let words = shop.text_raw(label(style.get().label));
        match words.split_once("{paypal}") {
            Some((before, after)) => (before.trim().to_owned(), after.trim().to_owned()),
            None => (words, String::new()),
        }
    });
    let name = Signal::derive(move || shop.fill(label(style.get().label), &[("paypal", "PayPal")]));
    let said = Signal::derive(move || {
        if busy.get() {
            shop.text(Text::PayPalBusy)
        } else {
            String::new()
        }
    });
    view! {
        <div class="cx-pay" node_ref=root>
            <button
                type="button"
                class=class
                aria-label=name
                aria-disabled=move || if disabled.get() { "true" } else { "false" }
                aria-busy=move || if busy.get() { "true" } else { "false" }
                on:click=press
            >
                <span class="cx-word">{Signal::derive(move || words.get().0)}</span>
                <span class="cx-artwork" inner_html=artwork></span>
                <span class="cx-word">{Signal::derive(move || words.get().1)}</span>
                <span class="cx-ring"></span>
            </button>
            <p class="cx-hidden" role="status">{said}</p>
            <p class="cx-error" role="alert">{problem}</p>
        </div>
    }
    .into_any()
}

const fn label(label: ButtonLabel) -> Text {
    match label {
        ButtonLabel::PayPal => Text::PayPalPlain,
        ButtonLabel::Checkout => Text::PayPalCheckout,
        ButtonLabel::BuyNow => Text::PayPalBuyNow,
        ButtonLabel::Pay => Text::PayPalPay,
        ButtonLabel::Donate => Text::PayPalDonate,
        ButtonLabel::Subscribe => Text::PayPalSubscribe,
        ButtonLabel::Installment => Text::PayPalInstallment,
    }
}
