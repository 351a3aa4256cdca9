//! Form that adds an article to the cart.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_paypal_core::{Choice, ChosenOption, CoreError, MAX_QUANTITY, Product, ProductOption};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlSelectElement};

use super::QuantityStepper;
use super::dynamic::{flag, text};
use super::fallback::{Fallback, is_hidden};
use crate::checkout::ErrorDetail;
use crate::context::{CheckoutContext, use_checkout};
use crate::dom::event;
use crate::i18n::Message;

/// A menu for every option of an article, its quantity, and the button that
/// adds it to the cart.
///
/// It dispatches `checkout-error` when the cart refuses the article.
#[component]
pub fn AddToCart(
    /// The article as the catalogue has it. Nothing is shown without one.
    #[prop(into)]
    product: MaybeProp<Product>,
    /// Called when the cart refuses the article.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the component can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let quantity = RwSignal::new(1_u32);
    let done = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let limit = Signal::derive(move || product.get().map_or(1, |product| limit(&product)));
    let is_sold_out = move || product.get().is_none_or(|product| product.sold_out);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event
            .target()
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let Some(product) = product.get_untracked().filter(|product| !product.sold_out) else {
            return;
        };
        match add(context, &product, &form, quantity.get_untracked()) {
            Ok(()) => {
                quantity.set(1);
                error.set(String::new());
                done.set(context.format(Message::AddDone, &[("name", &product.name)]));
            }
            Err(reason) => {
                let message = context.refusal(&product.name, &reason);
                done.set(String::new());
                error.set(message.clone());
                let code = reason.code().to_owned();
                let detail = ErrorDetail { code, message };
                event::dispatch(&form, event::CHECKOUT_ERROR, &detail);
                if let Some(on_error) = on_error {
                    on_error.run(detail);
                }
            }
        }
    };
    // A page out of the browser's cache shows a cart that may have been paid.
    Effect::new(move || {
        let listener = window_event_listener(leptos::ev::pageshow, move |event| {
            if event.persisted() {
                done.set(String::new());
            }
        });
        on_cleanup(move || listener.remove());
    });
    let name = move || {
        product
            .get()
            .map(|product| product.name)
            .unwrap_or_default()
    };
    let button = move || match is_sold_out() {
        true => context.message(Message::AddSoldOut),
        false => context.message(Message::AddButton),
    };
    // Pages with many articles have as many such buttons.
    let full_name = move || format!("{}: {}", button(), name());
    let mut has_fallback = is_hidden(&children);
    let is_hidden = flag(move || has_fallback() || product.get().is_none());
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <form class="cx-add" part="add" hidden=is_hidden on:submit=submit>
                {move || product.get().map(|product| menus(context, product.options))}
                <div class="cx-add-row" part="add-row">
                    <QuantityStepper
                        value=quantity
                        max=limit
                        on_change=move |wanted: u32| quantity.set(wanted.min(limit.get_untracked()))
                    />
                    <button
                        class="cx-add-button"
                        part="add-button"
                        type="submit"
                        disabled=flag(move || is_sold_out() || !context.is_ready())
                    >
                        <span aria-hidden="true">{text(button)}</span>
                        <span class="cx-hidden" part="hidden">{text(full_name)}</span>
                    </button>
                </div>
                <p class="cx-done" part="done" role="status">{text(move || done.get())}</p>
                <p class="cx-error" part="error" role="alert">{text(move || error.get())}</p>
            </form>
        </div>
    }
}

fn menus(context: CheckoutContext, options: Vec<ProductOption>) -> impl IntoView {
    let menu = move |option: ProductOption| {
        let choices = option.choices.into_iter();
        let choices = choices.map(|choice| {
            let text = choice_text(context, &choice);
            view! { <option value=choice.value>{text}</option> }
        });
        view! {
            <label class="cx-field" part="field">
                <span class="cx-field-name" part="field-name">{option.name}</span>
                <select disabled=flag(move || !context.is_ready())>{choices.collect::<Vec<_>>()}</select>
            </label>
        }
    };
    options.into_iter().map(menu).collect::<Vec<_>>()
}

fn choice_text(context: CheckoutContext, choice: &Choice) -> String {
    match choice.price {
        None => choice.value.clone(),
        Some(price) => {
            let price = context.money(price);
            context.format(
                Message::AddChoice,
                &[("value", &choice.value), ("price", &price)],
            )
        }
    }
}

/// Adds the article with the choices that the menus of `form` have.
fn add(
    context: CheckoutContext,
    product: &Product,
    form: &HtmlFormElement,
    quantity: u32,
) -> Result<(), CoreError> {
    // The menus come first among the form's controls.
    let controls = form.elements();
    let chosen = product.options.iter().zip(0..).map(|(option, index)| {
        let menu = controls
            .item(index)
            .and_then(|menu| menu.dyn_into::<HtmlSelectElement>().ok());
        ChosenOption {
            name: option.name.clone(),
            value: menu.map(|menu| menu.value()).unwrap_or_default(),
        }
    });
    let chosen: Vec<_> = chosen.collect();
    context.add(product.item(&chosen)?, quantity)
}

fn limit(product: &Product) -> u32 {
    product
        .max_quantity
        .unwrap_or(MAX_QUANTITY)
        .clamp(1, MAX_QUANTITY)
}
