//! Buttons of JavaScript SDK v5.

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::callbacks::Callbacks;
use super::object::{answering, callback, is_light, member, object, promise, settled};
use super::{CardField, CardOutcome, Look, Rendered, SdkFailure, add_place};
use crate::config::FundingSource;

/// Pixels of a button.
const HEIGHTS: (i32, i32) = (25, 55);

#[wasm_bindgen]
extern "C" {
    /// `window.paypal` of v5.
    type Sdk;

    #[wasm_bindgen(method, catch, js_name = Buttons)]
    fn buttons(this: &Sdk, options: &Object) -> Result<Buttons, JsValue>;

    #[wasm_bindgen(method, catch, js_name = Messages)]
    fn messages(this: &Sdk, options: &Object) -> Result<Messages, JsValue>;

    type Buttons;

    #[wasm_bindgen(method, catch, js_name = isEligible)]
    fn is_eligible(this: &Buttons) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn render(this: &Buttons, place: &Element) -> Result<JsValue, JsValue>;

    type Messages;

    #[wasm_bindgen(method, catch, js_name = render)]
    fn render_message(this: &Messages, place: &Element) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = CardFields)]
    fn card_fields(this: &Sdk, options: &Object) -> Result<CardFields, JsValue>;

    /// `paypal.CardFields(…)`.
    pub(super) type CardFields;

    #[wasm_bindgen(method, catch, js_name = isEligible)]
    fn are_eligible(this: &CardFields) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getState)]
    fn state(this: &CardFields) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = submit)]
    fn submit_fields(this: &CardFields) -> Result<JsValue, JsValue>;

    type Field;

    #[wasm_bindgen(method, catch, js_name = render)]
    fn render_field(this: &Field, place: &Element) -> Result<JsValue, JsValue>;
}

/// The function of card fields that makes a field, and the name of its error.
const fn card_names(field: CardField) -> (&'static str, &'static str) {
    match field {
        CardField::Number => ("NumberField", "INVALID_NUMBER"),
        CardField::Expiry => ("ExpiryField", "INVALID_EXPIRY"),
        CardField::Code => ("CVVField", "INVALID_CVV"),
        CardField::Name => ("NameField", "INVALID_NAME"),
    }
}

/// Draws a button for each way to pay that is open to the buyer. Returns the
/// card fields too, where they are wanted and PayPal has them for the shop.
pub(super) async fn render(
    sdk: &JsValue,
    place: &Element,
    look: &Look,
    callbacks: &Callbacks,
) -> Result<(Rendered, Option<CardFields>), SdkFailure> {
    let sdk: &Sdk = sdk.unchecked_ref();
    let mut eligible = Vec::new();
    for source in &look.sources {
        let buttons = sdk.buttons(&options(*source, look, callbacks));
        let buttons = buttons.map_err(|error| SdkFailure::told(&error))?;
        if buttons.is_eligible().is_ok_and(|answer| answer.is_truthy()) {
            eligible.push(buttons);
        }
    }
    if eligible.is_empty() {
        return Err(SdkFailure::NotEligible);
    }
    let mut rendered = Rendered::default();
    for buttons in eligible {
        let button_place = add_place(place, "div").ok_or(SdkFailure::Failed)?;
        let drawing = buttons.render(&button_place);
        rendered.close_later(buttons.into(), "close");
        let drawing = drawing.map_err(|error| SdkFailure::told(&error))?;
        let drawn = settled(drawing).await;
        drawn.map_err(|error| SdkFailure::told(&error))?;
    }
    let fields = look
        .has_cards
        .then(|| card_fields(sdk, callbacks))
        .flatten();
    Ok((rendered, fields))
}

/// Card fields, where PayPal has them for the shop.
fn card_fields(sdk: &Sdk, callbacks: &Callbacks) -> Option<CardFields> {
    let (order, approve) = (callbacks.clone(), callbacks.clone());
    let options = object(&[
        ("createOrder", answering(move |_, _| promise(order.order()))),
        ("onApprove", callback(move |_| approve.checkout.approve(""))),
        // Whoever submits the card is told, too.
        ("onError", callback(|_| ())),
    ]);
    let fields = sdk.card_fields(&options).ok()?;
    let is_eligible = fields.are_eligible().is_ok_and(|answer| answer.is_truthy());
    is_eligible.then_some(fields)
}

/// Draws one field of a card, and returns what closes it.
pub(super) async fn draw_card_field(
    fields: &CardFields,
    field: CardField,
    place: &Element,
    label: &str,
) -> Result<JsValue, JsValue> {
    let (make, _) = card_names(field);
    let options = object(&[("placeholder", label.into())]);
    let make: Function = member(fields, make).dyn_into()?;
    let drawn: Field = make.call1(fields, &options)?.unchecked_into();
    settled(drawn.render_field(place)?).await?;
    Ok(drawn.into())
}

/// Pays with the card in the fields.
pub(super) async fn submit_card(fields: &CardFields, callbacks: &Callbacks) -> CardOutcome {
    let submitted = async {
        let state = settled(fields.state()?).await?;
        let errors = Array::from(&member(&state, "errors"));
        let invalid = CardField::ALL.into_iter().filter(|field| {
            let (_, error) = card_names(*field);
            errors.includes(&error.into(), 0)
        });
        let invalid: Vec<CardField> = invalid.collect();
        if !invalid.is_empty() {
            return Ok(CardOutcome::Invalid(invalid));
        }
        settled(fields.submit_fields()?).await?;
        Ok(CardOutcome::Agreed)
    };
    let submitted: Result<CardOutcome, JsValue> = submitted.await;
    submitted.unwrap_or_else(|error| match callbacks.was_told() {
        true => CardOutcome::Stopped,
        false => {
            SdkFailure::told(&error);
            CardOutcome::Refused
        }
    })
}

/// Shows PayPal's message about paying an amount later.
pub(super) fn show_message(sdk: &JsValue, place: &Element, amount: &str) {
    let sdk: &Sdk = sdk.unchecked_ref();
    let color = if is_light(place) { "white" } else { "black" };
    let text = object(&[("color", color.into())]);
    let options = object(&[
        ("amount", amount.into()),
        ("placement", "payment".into()),
        ("style", object(&[("text", text.into())]).into()),
    ]);
    // A message that does not come is none.
    let _ = sdk
        .messages(&options)
        .and_then(|messages| messages.render_message(place));
}

fn options(source: FundingSource, look: &Look, callbacks: &Callbacks) -> Object {
    let (click, order, approve) = (callbacks.clone(), callbacks.clone(), callbacks.clone());
    let (cancel, error) = (callbacks.clone(), callbacks.clone());
    let options = object(&[
        ("fundingSource", source.as_str().into()),
        ("style", style(source, look).into()),
        ("appSwitchWhenAvailable", look.switches_to_app.into()),
        (
            "onClick",
            answering(move |_, actions| {
                let action = match click.checkout.can_start() {
                    true => "resolve",
                    false => "reject",
                };
                call(&actions, action, &JsValue::UNDEFINED)
            }),
        ),
        ("createOrder", answering(move |_, _| promise(order.order()))),
        (
            "onApprove",
            callback(move |data| approve.approve(&data, "payerID")),
        ),
        ("onCancel", callback(move |_| cancel.checkout.cancel())),
        ("onError", callback(move |problem| error.fail(&problem))),
    ]);
    if look.asks_shipping {
        let asks = callbacks.questions().map(|(name, question)| {
            let asks = answering(move |data, actions| {
                let refusal = question(data);
                promise(async move {
                    Ok(match refusal.await {
                        Some(reason) => call(&actions, "reject", &reason),
                        None => JsValue::UNDEFINED,
                    })
                })
            });
            (name, asks)
        });
        return Object::assign(&options, &object(&asks));
    }
    options
}

/// Calls a function of PayPal's actions, where there is one.
fn call(actions: &JsValue, name: &str, argument: &JsValue) -> JsValue {
    match member(actions, name).dyn_into::<Function>() {
        Ok(function) => function.call1(actions, argument).unwrap_or_default(),
        Err(_) => JsValue::UNDEFINED,
    }
}

/// The look of our own button, as far as PayPal has it for that way to pay.
fn style(source: FundingSource, look: &Look) -> Object {
    let (lowest, highest) = HEIGHTS;
    let style = object(&[
        ("layout", "horizontal".into()),
        ("tagline", false.into()),
        ("shape", look.names.shape.into()),
        ("height", look.height.clamp(lowest, highest).into()),
    ]);
    let mut more = Vec::new();
    if source == FundingSource::PayPal {
        more.push(("label", look.names.label.into()));
    }
    if let Some(color) = color(source, look.names.color) {
        more.push(("color", color.into()));
    }
    Object::assign(&style, &object(&more))
}

/// A colour that PayPal has for that way to pay; its own choice otherwise.
fn color(source: FundingSource, color: &'static str) -> Option<&'static str> {
    let color = match color {
        "rebrand-blue" | "rebrand-darkblue" => "blue",
        "rebrand-black" => "black",
        classic => classic,
    };
    let is_known = match source {
        FundingSource::PayPal | FundingSource::PayLater => true,
        FundingSource::Venmo => color != "gold",
        FundingSource::Credit | FundingSource::Card => matches!(color, "black" | "white"),
    };
    is_known.then_some(color)
}
