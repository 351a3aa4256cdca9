//! Form with the card fields of PayPal's SDK.

use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::dynamic::{aria_flag, flag, on_click, run_effect, text};
use crate::context::use_checkout;
use crate::i18n::Message;
use crate::paypal_sdk::{CardField, CardFields, CardOutcome, spawn};

/// Fields that are PayPal's, in a form that is ours.
type StoredFields = StoredValue<SendWrapper<CardFields>>;

/// A card, typed into PayPal's frames and sent from there, and the button that
/// pays with it.
#[component]
pub(super) fn CardForm(fields: CardFields) -> impl IntoView {
    let context = use_checkout();
    let fields: StoredFields = StoredValue::new(SendWrapper::new(fields));
    let state = FormState {
        fields,
        invalid: RwSignal::new(Vec::new()),
        is_refused: RwSignal::new(false),
        is_sending: RwSignal::new(false),
        is_broken: RwSignal::new(false),
    };
    let is_busy = move || state.is_sending.get() || context.with_phase(|phase| phase.is_busy());
    let label = move || {
        context.message(match state.is_sending.get() {
            true => Message::CardBusy,
            false => Message::CardPay,
        })
    };
    let refusal = move || match state.is_refused.get() {
        true => context.message(Message::CardRefused),
        false => String::new(),
    };
    let places = CardField::ALL.map(|field| view! { <FieldPlace field state/> });
    view! {
        <fieldset class="cx-card" part="card" hidden=flag(move || state.is_broken.get())>
            <legend class="cx-card-title" part="card-title">
                {text(move || context.message(Message::CardTitle))}
            </legend>
            {places.collect_view()}
            <p class="cx-error" part="error" role="alert">{text(refusal)}</p>
            <button
                type="button"
                class="cx-card-pay"
                part="card-pay"
                disabled=flag(is_busy)
                aria-busy=aria_flag(move || state.is_sending.get())
                on:click=on_click(move |_| state.pay())
            >
                {text(label)}
            </button>
        </fieldset>
    }
}

/// State of the form.
#[derive(Clone, Copy)]
struct FormState {
    fields: StoredFields,
    /// Fields that are to be corrected.
    invalid: RwSignal<Vec<CardField>>,
    is_refused: RwSignal<bool>,
    is_sending: RwSignal<bool>,
    /// A field could not be drawn.
    is_broken: RwSignal<bool>,
}

impl FormState {
    fn pay(self) {
        if self.is_sending.get_untracked() {
            return;
        }
        self.invalid.set(Vec::new());
        self.is_refused.set(false);
        self.is_sending.set(true);
        let fields = self.fields.with_value(|fields| CardFields::clone(fields));
        spawn(async move {
            let outcome = fields.submit().await;
            // The page may have taken the form away meanwhile.
            self.is_sending.try_set(false);
            match outcome {
                CardOutcome::Invalid(fields) => {
                    self.invalid.try_set(fields);
                }
                CardOutcome::Refused => {
                    self.is_refused.try_set(true);
                }
                CardOutcome::Agreed | CardOutcome::Stopped => {}
            }
        });
    }
}

/// Place of one field, with its name and what is wrong with it.
#[component]
fn FieldPlace(field: CardField, state: FormState) -> impl IntoView {
    let context = use_checkout();
    let place = NodeRef::<Div>::new();
    let (name, error) = messages(field);
    run_effect(move || {
        let Some(place) = place.get() else { return };
        let label = untrack(|| context.message(name));
        let fields = state.fields.with_value(|fields| CardFields::clone(fields));
        spawn(async move {
            if !fields.draw(field, &place, &label).await {
                state.is_broken.try_set(true);
            }
        });
    });
    let error = move || match state.invalid.with(|invalid| invalid.contains(&field)) {
        true => context.message(error),
        false => String::new(),
    };
    view! {
        <div class="cx-card-field" part="card-field">
            // The field itself has the same name.
            <span class="cx-field-name" part="field-name" aria-hidden="true">
                {text(move || context.message(name))}
            </span>
            <div class="cx-card-frame" part="card-frame" node_ref=place></div>
            <p class="cx-error" part="error" role="alert">{text(error)}</p>
        </div>
    }
}

/// Name of a field, and what is said where it is wrong.
const fn messages(field: CardField) -> (Message, Message) {
    match field {
        CardField::Number => (Message::CardNumber, Message::CardNumberInvalid),
        CardField::Expiry => (Message::CardExpiry, Message::CardExpiryInvalid),
        CardField::Code => (Message::CardCode, Message::CardCodeInvalid),
        CardField::Name => (Message::CardName, Message::CardNameInvalid),
    }
}
