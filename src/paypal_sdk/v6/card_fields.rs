//! Card fields of Web SDK v6.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::super::callbacks::Callbacks;
use super::super::object::{callback, member, object, settled, text};
use super::super::{CardField, CardOutcome, Rendered, SdkFailure};

#[wasm_bindgen]
extern "C" {
    type Instance;

    #[wasm_bindgen(method, catch, js_name = createCardFieldsOneTimePaymentSession)]
    fn session(this: &Instance) -> Result<CardApi, JsValue>;

    /// A session of card fields.
    #[derive(Clone)]
    type CardApi;

    #[wasm_bindgen(method, catch, js_name = createCardFieldsComponent)]
    fn create_field(this: &CardApi, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn on(this: &CardApi, event: &str, listener: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = submit)]
    fn submit_card(this: &CardApi, order: &JsValue, options: &Object) -> Result<JsValue, JsValue>;
}

/// Name of a field of a card.
const fn card_type(field: CardField) -> &'static str {
    match field {
        CardField::Number => "number",
        CardField::Expiry => "expiry",
        CardField::Code => "cvv",
        CardField::Name => "name",
    }
}

/// A session of card fields, and the fields that have been valid last.
pub(in super::super) struct CardSession {
    api: CardApi,
    /// Data of the last event.
    state: Rc<RefCell<JsValue>>,
}

/// The card fields of an instance of the SDK.
pub(super) fn find(instance: &JsValue, rendered: &mut Rendered) -> Option<CardSession> {
    let session = instance.unchecked_ref::<Instance>().session().ok()?;
    let state = Rc::<RefCell<JsValue>>::default();
    for event in ["change", "validitychange"] {
        let state = state.clone();
        let listener = callback(move |told| {
            state.replace(member(&told, "data"));
        });
        session.on(event, &listener).ok()?;
    }
    rendered.close_later(session.clone().into(), "destroy");
    Some(CardSession {
        api: session,
        state,
    })
}

/// Draws one field of a card, and returns what closes it.
pub(in super::super) fn draw_card_field(
    session: &CardSession,
    field: CardField,
    place: &Element,
    label: &str,
) -> Result<JsValue, JsValue> {
    let options = object(&[
        ("type", card_type(field).into()),
        ("placeholder", label.into()),
        ("ariaLabel", label.into()),
    ]);
    let element = session.api.create_field(&options)?;
    let node: &Element = element.dyn_ref().ok_or(JsValue::UNDEFINED)?;
    place.append_child(node)?;
    Ok(element)
}

/// Pays with the card in the fields.
pub(in super::super) async fn submit_card(
    session: &CardSession,
    callbacks: &Callbacks,
) -> CardOutcome {
    let state = session.state.borrow().clone();
    let invalid = CardField::ALL.into_iter().filter(|field| {
        let field = member(&state, card_type(*field));
        !member(&field, "isValid").is_truthy()
    });
    let invalid: Vec<CardField> = invalid.collect();
    if !invalid.is_empty() {
        return CardOutcome::Invalid(invalid);
    }
    let submitted = async {
        let id = callbacks.order().await?;
        let submitting = session.api.submit_card(&id, &Object::new())?;
        settled(submitting).await
    };
    let submitted: Result<JsValue, JsValue> = submitted.await;
    match submitted {
        Ok(answer) if text(&answer, "state") == "succeeded" => {
            callbacks.checkout.approve("");
            CardOutcome::Agreed
        }
        // The buyer has left a question of the bank open.
        Ok(_) => CardOutcome::Refused,
        Err(_) if callbacks.was_told() => CardOutcome::Stopped,
        Err(error) => {
            SdkFailure::told(&error);
            CardOutcome::Refused
        }
    }
}
