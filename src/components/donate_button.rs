//! Button for a donation.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_paypal_core::form::PayPalPage;
use leptos_paypal_core::{Currency, Money};
use web_sys::{Event, HtmlInputElement};

use super::dynamic::{flag, text};
use super::offer_button::{OfferButton, Press};
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{self, CheckoutDetail, DirectForm, DirectFormKind, Donation, ErrorDetail};
use crate::context::use_checkout;
use crate::i18n::Message;
use crate::offers::OfferOrder;
use crate::offers::{DonationAmount, DonationOffer};
use crate::phase::ButtonId;

/// Button that leads to PayPal's page for a donation (`_donations`).
///
/// With `offer`, the merchant server makes the form by its catalogue, which has
/// the purpose, the amount and its limits. Without it the page makes the form,
/// and the configuration needs `business`.
///
/// It dispatches `checkout`, `checkout-error` and `checkout-status` as
/// [`PayPalButton`](super::PayPalButton) does.
///
/// ```
/// use leptos::prelude::*;
/// use leptos_paypal::DonateButton;
///
/// #[component]
/// fn Roof() -> impl IntoView {
///     view! { <DonateButton offer="ROOF"/> }
/// }
/// ```
///
/// On a page without a server:
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
    /// Id of the donation in the server's catalogue, which is shown with its
    /// purpose and amount.
    #[prop(optional, into)]
    offer: MaybeProp<String>,
    /// Purpose of the donation (`item_name`), at most 127 characters. Without
    /// it the donor types it. With `offer`, set it where the page shows the
    /// purpose itself.
    #[prop(optional, into)]
    name: MaybeProp<String>,
    /// Number that comes back as it is (`item_number`).
    #[prop(optional, into)]
    number: MaybeProp<String>,
    /// Amount. Default: that of the `offer`; without one the donor types it on
    /// PayPal's page.
    #[prop(optional, into)]
    amount: Signal<DonationAmount>,
    /// Settings of PayPal's pages, in place of the configuration's, in a form
    /// that the page makes.
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
    let needs_catalogue = Signal::derive(move || offer.get().is_some() && context.has_server());
    let found = Memo::new(move |_| match needs_catalogue.get() {
        true => offer.get().and_then(|id| context.donation_offer(&id)),
        false => None,
    });
    // What the page says comes before what the catalogue says.
    let amount = Memo::new(move |_| match (amount.get(), found.get()) {
        (DonationAmount::Open, Some(offer)) => offer.amount,
        (amount, _) => amount,
    });
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
            Some(text) => read(&text, suggested, found.get_untracked().as_ref()).map(Some),
        },
    };
    let on_press = Rc::new(move |Press { target, has_waited }: Press| {
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        let is_awaited = needs_catalogue.get_untracked();
        if is_awaited && found.with_untracked(Option::is_none) {
            return checkout::refuse_missing_offer(context, id, &target, callbacks);
        }
        if has_waited && amount.get_untracked().suggested().is_some() {
            // The field is there only now.
            return;
        }
        let amount = match wanted() {
            Ok(amount) => amount,
            Err((code, message, example)) => {
                let example = match message {
                    Message::ErrorAmount => example.text(),
                    _ => untrack(|| context.money(example)),
                };
                let words = (message, [("amount", example.as_str())]);
                return checkout::refuse(context, id, &target, callbacks, code, words);
            }
        };
        if let Some(offer) = offer.get_untracked().filter(|_| context.creates_offers()) {
            // The one amount of an offer is the server's to say.
            let fixed = found.get_untracked().and_then(|offer| offer.amount.fixed());
            let chosen = amount.filter(|amount| Some(*amount) != fixed);
            let currency = context.config_untracked().currency;
            let order = OfferOrder::donation(offer, chosen, fixed, currency);
            return checkout::start_offer(context, id, order, target, callbacks);
        }
        if offer.get_untracked().is_some() && name.get_untracked().is_none() {
            return checkout::refuse_without(context, id, &target, callbacks, "server");
        }
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
    let purpose = Signal::derive(move || match (name.get(), found.get()) {
        (None, Some(offer)) => offer.purpose,
        _ => String::new(),
    });
    let terms = Signal::derive(move || {
        let shown = found.get().filter(|_| name.get().is_none());
        let fixed = shown.and_then(|offer| offer.amount.fixed());
        fixed.map_or_else(String::new, |amount| context.money(amount))
    });
    view! {
        <OfferButton style id needs_catalogue name=purpose terms on_press fallback=children>
            {move || amount.get().suggested().map(|suggested| view! { <AmountField suggested typed/> })}
        </OfferButton>
    }
}

/// Reads the amount that a donor has typed. What is wrong with it comes as a
/// code, a message and the amount in it.
fn read(
    text: &str,
    suggested: Money,
    offer: Option<&DonationOffer>,
) -> Result<Money, (&'static str, Message, Money)> {
    let typed = Money::parse(text, suggested.currency())
        .ok()
        .filter(|typed| typed.is_positive())
        .ok_or(("amount_unreadable", Message::ErrorAmount, suggested))?;
    let limits = offer.map(|offer| (offer.least, offer.most));
    let (least, most) = limits.unwrap_or_default();
    match (least, most) {
        (Some(least), _) if typed < least => Err(("donation_amount", Message::ErrorLeast, least)),
        (_, Some(most)) if typed > most => Err(("donation_amount", Message::ErrorMost, most)),
        _ => Ok(typed),
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
