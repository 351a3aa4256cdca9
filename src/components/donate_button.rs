//! Button for a donation.

use leptos::prelude::*;
use leptos_paypal_core::form::PayPalPage;
use leptos_paypal_core::{Currency, Money};
use web_sys::{Event, EventTarget, HtmlInputElement};

use super::dynamic::{flag, text};
use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{
    self, ButtonId, CheckoutDetail, DirectForm, DirectFormKind, Donation, ErrorDetail,
};
use crate::context::use_checkout;
use crate::i18n::Message;

/// Amount of a donation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DonationAmount {
    /// The donor types it on PayPal's page.
    #[default]
    Open,
    /// This amount, and no other.
    Fixed(Money),
    /// The donor types it on the shop's page, where this one stands at first.
    Suggested(Money),
}

impl DonationAmount {
    const fn suggested(self) -> Option<Money> {
        match self {
            Self::Suggested(amount) => Some(amount),
            Self::Open | Self::Fixed(_) => None,
        }
    }
}

/// Button that leads to PayPal's page for a donation (`_donations`).
///
/// The page makes the form itself, also where it has a server, so the
/// configuration needs `business`. It dispatches `checkout` and
/// `checkout-error` as [`PayPalButton`](super::PayPalButton) does.
///
/// ```
/// use leptos::prelude::*;
/// use leptos_paypal::core::Money;
/// use leptos_paypal::{Currency, DonateButton, DonationAmount};
///
/// #[component]
/// fn Give() -> impl IntoView {
///     let amount = Money::parse("25.00", Currency::USD).map(DonationAmount::Suggested);
///     view! { <DonateButton name="Clay for the school" amount=amount.unwrap_or_default()/> }
/// }
/// ```
#[component]
pub fn DonateButton(
    /// Purpose of the donation (`item_name`), at most 127 characters. Without
    /// it the donor types it.
    #[prop(optional, into)]
    name: MaybeProp<String>,
    /// Number that comes back as it is (`item_number`).
    #[prop(optional, into)]
    number: MaybeProp<String>,
    /// Amount. Default: the donor types it on PayPal's page.
    #[prop(optional, into)]
    amount: Signal<DonationAmount>,
    /// Settings of PayPal's pages, in place of the configuration's.
    #[prop(optional, into)]
    page: MaybeProp<PayPalPage>,
    /// Colour, shape and label. Default label: "Donate with PayPal".
    #[prop(default = ButtonStyle::labelled(ButtonLabel::Donate).into(), into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the donation could not be started.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the button can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let id = ButtonId::new();
    // The suggestion until something else is typed.
    let typed = RwSignal::new(None::<String>);
    Effect::new(move || {
        amount.track();
        typed.set(None);
    });
    let wanted = move || match amount.get_untracked() {
        DonationAmount::Open => Ok(None),
        DonationAmount::Fixed(amount) => Ok(Some(amount)),
        DonationAmount::Suggested(suggested) => match typed.get_untracked() {
            None => Ok(Some(suggested)),
            Some(text) => Money::parse(&text, suggested.currency())
                .ok()
                .filter(|typed| typed.is_positive())
                .map(Some)
                .ok_or(suggested),
        },
    };
    let on_press = Box::new(move |target: EventTarget| {
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        let amount = match wanted() {
            Ok(amount) => amount,
            Err(suggested) => {
                let example = suggested.text();
                let words = (Message::ErrorAmount, [("amount", example.as_str())]);
                return checkout::refuse(
                    context,
                    id,
                    &target,
                    callbacks,
                    "amount_unreadable",
                    words,
                );
            }
        };
        let donation = Donation {
            name: name.get_untracked(),
            number: number.get_untracked(),
            amount,
        };
        let form = DirectForm {
            kind: DirectFormKind::Donation(donation),
            page: page.get_untracked(),
        };
        checkout::start_form(context, id, &form, target, callbacks);
    });
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                {move || amount.get().suggested().map(|suggested| view! { <AmountField suggested typed/> })}
                <PayPalFace style id has_nothing=Signal::stored(false) on_press/>
            </div>
        </div>
    }
}

/// Field for the amount that the donor gives.
#[component]
fn AmountField(suggested: Money, typed: RwSignal<Option<String>>) -> impl IntoView {
    let context = use_checkout();
    let currency = suggested.currency();
    let label = move || context.format(Message::DonateAmount, &[("currency", currency.code())]);
    let read = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        typed.set(Some(input.value()));
    };
    view! {
        <label class="cx-field" part="field">
            <span class="cx-field-name" part="field-name">{text(label)}</span>
            <input
                type="number"
                inputmode="decimal"
                autocomplete="off"
                min=smallest(currency)
                step=smallest(currency)
                value=suggested.text()
                disabled=flag(move || !context.is_ready())
                on:input=read
            />
        </label>
    }
}

/// The smallest amount above zero: the step of the field.
fn smallest(currency: Currency) -> String {
    Money::from_minor(1, currency).map_or_else(|_| String::new(), Money::text)
}
