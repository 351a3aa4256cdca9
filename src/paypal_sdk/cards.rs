//! Card fields of PayPal's SDK: what is typed stays in PayPal's frames.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::callbacks::Callbacks;
use super::card_field::{CardField, CardOutcome};
use super::object::member;
use super::{v5, v6};

/// SDK that has the fields.
pub(super) enum Fields {
    V5(v5::CardFields),
    V6(v6::CardSession),
}

/// The fields of a card. PayPal's parts are closed with the last of its clones.
#[derive(Clone)]
pub(crate) struct CardFields(Rc<Inner>);

struct Inner {
    fields: Fields,
    callbacks: Callbacks,
    /// Objects of PayPal's, and the names of the functions that close them.
    parts: RefCell<Vec<(JsValue, &'static str)>>,
}

impl CardFields {
    pub(super) fn new(fields: Fields, callbacks: &Callbacks) -> Self {
        Self(Rc::new(Inner {
            fields,
            callbacks: callbacks.clone(),
            parts: RefCell::default(),
        }))
    }

    /// Has a field drawn into `place`. `label` is read out, and shown while the
    /// field is empty.
    pub(crate) async fn draw(&self, field: CardField, place: &Element, label: &str) -> bool {
        let drawn = match &self.0.fields {
            Fields::V5(fields) => v5::draw_card_field(fields, field, place, label).await,
            Fields::V6(session) => v6::draw_card_field(session, field, place, label),
        };
        match drawn {
            Ok(part) => {
                let close = match self.0.fields {
                    Fields::V5(_) => "close",
                    Fields::V6(_) => "destroy",
                };
                self.0.parts.borrow_mut().push((part, close));
                true
            }
            Err(error) => {
                super::SdkFailure::told(&error);
                false
            }
        }
    }

    /// Pays with the card. The order is made in the click itself.
    pub(crate) async fn submit(&self) -> CardOutcome {
        let callbacks = &self.0.callbacks;
        if !callbacks.checkout.can_start() {
            return CardOutcome::Stopped;
        }
        let outcome = match &self.0.fields {
            Fields::V5(fields) => v5::submit_card(fields, callbacks).await,
            Fields::V6(session) => v6::submit_card(session, callbacks).await,
        };
        if matches!(outcome, CardOutcome::Invalid(_) | CardOutcome::Refused) {
            callbacks.checkout.cancel();
        }
        outcome
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        for (part, close) in self.parts.take() {
            if let Ok(close) = member(&part, close).dyn_into::<Function>() {
                // It may be gone already.
                let _ = close.call0(&part);
            }
        }
    }
}
