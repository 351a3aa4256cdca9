//! Buttons of Web SDK v6.

mod card_fields;

use js_sys::{Array, Function, Object, Reflect};
use leptos_paypal_core::Money;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::callbacks::{Callbacks, ORDER_ID};
use super::object::{answering, callback, is_light, member, object, promise, settled, spawn};
use super::{Look, Rendered, SdkFailure, add_place};
use crate::config::FundingSource;
pub(super) use card_fields::{CardSession, draw_card_field, submit_card};

#[wasm_bindgen]
extern "C" {
    /// `window.paypal` of v6.
    type Sdk;

    #[wasm_bindgen(method, catch, js_name = createInstance)]
    fn create_instance(this: &Sdk, options: &Object) -> Result<JsValue, JsValue>;

    type Instance;

    #[wasm_bindgen(method, catch, js_name = findEligibleMethods)]
    fn find_eligible_methods(this: &Instance, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createPayPalMessages)]
    fn create_messages(this: &Instance, options: &Object) -> Result<JsValue, JsValue>;

    type Eligibility;

    #[wasm_bindgen(method, catch, js_name = isEligible)]
    fn is_eligible(this: &Eligibility, source: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getDetails)]
    fn details(this: &Eligibility, source: &str) -> Result<JsValue, JsValue>;

    #[derive(Clone)]
    type Session;

    #[wasm_bindgen(method, catch)]
    fn start(this: &Session, mode: &Object, order: &JsValue) -> Result<JsValue, JsValue>;

    type Messages;

    #[wasm_bindgen(method, catch, js_name = fetchContent)]
    fn fetch_content(this: &Messages, options: &Object) -> Result<JsValue, JsValue>;

    /// `<paypal-message>`.
    type MessageElement;

    #[wasm_bindgen(method, catch, js_name = setContent)]
    fn set_content(this: &MessageElement, content: &JsValue) -> Result<(), JsValue>;
}

/// One of PayPal's buttons: its funding source, its element, and the function
/// that makes its session.
struct Button {
    source: FundingSource,
    element: &'static str,
    session: &'static str,
}

/// The buttons that v6 has for the funding sources.
const BUTTONS: [Button; 4] = [
    Button {
        source: FundingSource::PayPal,
        element: "paypal-button",
        session: "createPayPalOneTimePaymentSession",
    },
    Button {
        source: FundingSource::PayLater,
        element: "paypal-pay-later-button",
        session: "createPayLaterOneTimePaymentSession",
    },
    Button {
        source: FundingSource::Credit,
        element: "paypal-credit-button",
        session: "createPayPalCreditOneTimePaymentSession",
    },
    Button {
        source: FundingSource::Venmo,
        element: "venmo-button",
        session: "createVenmoOneTimePaymentSession",
    },
];

/// Presentations of a session: PayPal's app alone where it is wanted, and what
/// PayPal chooses.
const MODES: [&str; 2] = ["direct-app-switch", "auto"];

/// Makes the instance of a page.
pub(super) async fn instance(sdk: &JsValue, look: &Look) -> Result<JsValue, SdkFailure> {
    let sdk: &Sdk = sdk.unchecked_ref();
    let components = Array::of1(&"paypal-payments".into());
    if look.sources.contains(&FundingSource::Venmo) {
        components.push(&"venmo-payments".into());
    }
    if look.has_cards {
        components.push(&"card-fields".into());
    }
    if look.has_message {
        components.push(&"paypal-messages".into());
    }
    let mut options = vec![
        ("clientId", look.client_id.as_str().into()),
        ("components", components.into()),
        ("pageType", "checkout".into()),
        ("locale", look.locale.as_str().into()),
    ];
    if let Some(payee) = &look.merchant_id {
        options.push(("merchantId", payee.as_str().into()));
    }
    let made = sdk.create_instance(&object(&options));
    let made = made.map_err(|error| SdkFailure::told(&error))?;
    let instance = settled(made).await;
    instance.map_err(|error| SdkFailure::told(&error))
}

/// Draws a button for each way to pay that is open to the buyer. Returns the
/// card fields too, where they are wanted and PayPal has them for the shop.
pub(super) async fn render(
    instance: &JsValue,
    place: &Element,
    look: &Look,
    callbacks: &Callbacks,
) -> Result<(Rendered, Option<CardSession>), SdkFailure> {
    let api: &Instance = instance.unchecked_ref();
    let asked = object(&[("currencyCode", look.currency.into())]);
    let found = api.find_eligible_methods(&asked);
    let found = found.map_err(|error| SdkFailure::told(&error))?;
    let found = settled(found).await;
    let found = found.map_err(|error| SdkFailure::told(&error))?;
    let eligibility: Eligibility = found.unchecked_into();
    let mut rendered = Rendered::default();
    let mut is_empty = true;
    for source in &look.sources {
        let Some(button) = BUTTONS.iter().find(|button| button.source == *source) else {
            continue;
        };
        let answer = eligibility.is_eligible(source.as_str());
        if !answer.is_ok_and(|answer| answer.is_truthy()) {
            continue;
        }
        let details = eligibility.details(source.as_str()).unwrap_or_default();
        let session = session(instance, button, look, callbacks)?;
        rendered.close_later(session.clone().into(), "destroy");
        draw(place, button, look, &details, session, callbacks).ok_or(SdkFailure::Failed)?;
        is_empty = false;
    }
    if is_empty {
        return Err(SdkFailure::NotEligible);
    }
    let takes_cards = eligibility.is_eligible("advanced_cards");
    let has_cards = look.has_cards && takes_cards.is_ok_and(|answer| answer.is_truthy());
    let fields = has_cards.then(|| card_fields::find(instance, &mut rendered));
    Ok((rendered, fields.flatten()))
}

/// Shows PayPal's message about paying an amount later.
pub(super) async fn show_message(instance: JsValue, place: Element, amount: Money) {
    let currency = amount.currency().code();
    let shown = async {
        let api: &Instance = instance.unchecked_ref();
        let made = api.create_messages(&object(&[("currencyCode", currency.into())]))?;
        let messages: Messages = settled(made).await?.unchecked_into();
        let color = if is_light(&place) { "WHITE" } else { "BLACK" };
        let options = object(&[
            ("amount", amount.text().into()),
            ("logoPosition", "INLINE".into()),
            ("logoType", "WORDMARK".into()),
            ("textColor", color.into()),
        ]);
        let content = settled(messages.fetch_content(&options)?).await?;
        let element = match place.first_element_child() {
            Some(known) => known,
            None => add_place(&place, "paypal-message").ok_or(JsValue::UNDEFINED)?,
        };
        element
            .unchecked_ref::<MessageElement>()
            .set_content(&content)
    };
    // A message that does not come is none.
    let _: Result<(), JsValue> = shown.await;
}

fn session(
    instance: &JsValue,
    button: &Button,
    look: &Look,
    callbacks: &Callbacks,
) -> Result<Session, SdkFailure> {
    let (approve, cancel) = (callbacks.clone(), callbacks.clone());
    let error = callbacks.clone();
    let mut options = vec![
        (
            "onApprove",
            callback(move |data| approve.approve(&data, "payerId")),
        ),
        ("onCancel", callback(move |_| cancel.checkout.cancel())),
        ("onError", callback(move |problem| error.fail(&problem))),
    ];
    if look.asks_shipping {
        options.extend(callbacks.questions().map(|(name, question)| {
            let asks = answering(move |data, _| {
                let refusal = question(data);
                promise(async move {
                    match refusal.await {
                        Some(reason) => {
                            let reason = reason.as_string().unwrap_or_default();
                            Err(js_sys::Error::new(&reason).into())
                        }
                        None => Ok(JsValue::UNDEFINED),
                    }
                })
            });
            (name, asks)
        }));
    }
    let make: Function = member(instance, button.session)
        .dyn_into()
        .map_err(|found| SdkFailure::told(&found))?;
    let made = make.call1(instance, &object(&options));
    made.map(JsCast::unchecked_into)
        .map_err(|error| SdkFailure::told(&error))
}

/// One of PayPal's buttons, which starts its session when it is clicked.
fn draw(
    place: &Element,
    button: &Button,
    look: &Look,
    details: &JsValue,
    session: Session,
    callbacks: &Callbacks,
) -> Option<()> {
    let element = add_place(place, button.element)?;
    if button.source == FundingSource::PayPal {
        let class = format!("paypal-{}", look.names.color);
        element.set_attribute("class", &class).ok()?;
        if let Some(label) = look.names.v6_type {
            element.set_attribute("type", label).ok()?;
        }
    }
    for name in ["countryCode", "productCode"] {
        let value = member(details, name);
        if !value.is_undefined() {
            Reflect::set(&element, &name.into(), &value).ok()?;
        }
    }
    let callbacks = callbacks.clone();
    let modes = match look.switches_to_app {
        true => &MODES[..],
        false => &MODES[1..],
    };
    let click = Closure::<dyn Fn()>::new(move || start(&session, modes, &callbacks));
    let click = click.into_js_value();
    element
        .add_event_listener_with_callback("click", click.unchecked_ref())
        .ok()
}

/// Starts a session in the click itself: later no window may be opened. A mode
/// that there is not on this device gives way to the next.
fn start(session: &Session, modes: &'static [&'static str], callbacks: &Callbacks) {
    if !callbacks.checkout.can_start() {
        return;
    }
    let order = callbacks.order();
    let order = promise(async move {
        let id = order.await?;
        Ok(object(&[(ORDER_ID, id)]).into())
    });
    let session = session.clone();
    let start = move |mode: &str| {
        let mode = object(&[("presentationMode", mode.into())]);
        session.start(&mode, &order)
    };
    let mut modes = modes.iter();
    let Some(mut started) = modes.next().map(|mode| start(mode)) else {
        return;
    };
    let callbacks = callbacks.clone();
    spawn(async move {
        loop {
            let ended = match started {
                Ok(started) => settled(started).await,
                Err(error) => Err(error),
            };
            let Err(error) = ended else { return };
            let next = modes.next();
            started = match next {
                Some(mode) if member(&error, "isRecoverable").is_truthy() => start(mode),
                _ => return callbacks.fail(&error),
            };
        }
    });
}
