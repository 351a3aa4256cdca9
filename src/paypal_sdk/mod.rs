//! PayPal's own SDKs (v5 and v6): their scripts, their buttons, and the way from
//! these to the checkout.
//!
//! Nothing of them is loaded before a button is seen that is to be PayPal's.

mod callbacks;
mod card_field;
mod cards;
mod failure;
mod object;
mod script;
mod v5;
mod v6;

use std::rc::Rc;

use js_sys::Function;
use leptos_paypal_core::form::NoShipping;
use leptos_paypal_core::{ClientId, Money};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

pub(crate) use card_field::{CardField, CardOutcome};
pub(crate) use cards::CardFields;
pub(crate) use failure::SdkFailure;
pub(crate) use object::spawn;

use self::callbacks::Callbacks;
use self::cards::Fields;
use self::script::Script;
use crate::checkout::SdkCheckout;
use crate::config::{CheckoutConfig, CheckoutPath, FundingSource, SdkVersion};

/// Colour, shape and label of our own button, by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LookNames {
    pub(crate) color: &'static str,
    pub(crate) shape: &'static str,
    pub(crate) label: &'static str,
    /// Attribute `type` of `<paypal-button>` of v6 for that label.
    pub(crate) v6_type: Option<&'static str>,
}

/// Settings of the buttons in one place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SdkSettings {
    version: SdkVersion,
    script: Script,
    look: Look,
}

/// Look of PayPal's buttons, and what their SDK is told of the shop.
#[derive(Clone, Debug, PartialEq)]
struct Look {
    names: LookNames,
    /// Pixels of our own button.
    height: i32,
    client_id: ClientId,
    merchant_id: Option<String>,
    currency: &'static str,
    locale: String,
    sources: Vec<FundingSource>,
    has_message: bool,
    has_cards: bool,
    asks_shipping: bool,
    switches_to_app: bool,
}

impl SdkSettings {
    /// The settings of a configuration. `None` on other paths.
    pub(crate) fn new(config: &CheckoutConfig, names: LookNames) -> Option<Self> {
        let CheckoutPath::Sdk { version } = config.path else {
            return None;
        };
        let payee = config.business.as_ref();
        let payee = payee.filter(|payee| payee.is_account_id());
        Some(Self {
            version,
            script: Script::new(version, config)?,
            look: Look {
                names,
                height: 0,
                client_id: config.client_id.clone()?,
                merchant_id: payee.map(|payee| payee.as_str().to_owned()),
                currency: config.currency.code(),
                locale: config.locale.clone(),
                sources: config.sdk.funding_sources.clone(),
                has_message: config.sdk.pay_later_message,
                has_cards: config.sdk.card_fields,
                asks_shipping: config.paypal_page.no_shipping != Some(NoShipping::Hidden)
                    && !config.sdk.app_switch,
                switches_to_app: config.sdk.app_switch,
            },
        })
    }

    /// Lets a load that hangs be tried again.
    pub(crate) fn give_up(&self) {
        self.script.give_up();
    }

    /// Loads the SDK and has its buttons drawn into `place`, as high as our own.
    pub(crate) async fn render(
        mut self,
        place: &Element,
        height: i32,
        checkout: SdkCheckout,
        on_failure: Rc<dyn Fn(SdkFailure)>,
    ) -> Result<Rendered, SdkFailure> {
        self.look.height = height;
        let Self {
            version,
            script,
            look,
        } = self;
        let mut sdk = script.load().await?;
        let callbacks = Callbacks::new(checkout, on_failure);
        let (mut rendered, fields) = match version {
            SdkVersion::V5 => {
                let (rendered, fields) = v5::render(&sdk, place, &look, &callbacks).await?;
                (rendered, fields.map(Fields::V5))
            }
            SdkVersion::V6 => {
                sdk = v6::instance(&sdk, &look).await?;
                let (rendered, session) = v6::render(&sdk, place, &look, &callbacks).await?;
                (rendered, session.map(Fields::V6))
            }
        };
        rendered.cards = fields.map(|fields| CardFields::new(fields, &callbacks));
        rendered.message = look.has_message.then_some((version, sdk));
        Ok(rendered)
    }
}

/// Buttons that PayPal has drawn; they are closed when it is dropped.
#[derive(Default)]
pub(crate) struct Rendered {
    /// Objects of PayPal's, and the names of the functions that close them.
    parts: Vec<(JsValue, &'static str)>,
    /// Fields for a card, where they are wanted and PayPal has them for the shop.
    cards: Option<CardFields>,
    /// The SDK of v5 or the instance of v6, where a message is wanted.
    message: Option<(SdkVersion, JsValue)>,
}

impl Rendered {
    fn close_later(&mut self, part: JsValue, close: &'static str) {
        self.parts.push((part, close));
    }

    /// Fields for a card.
    pub(crate) fn cards(&self) -> Option<CardFields> {
        self.cards.clone()
    }

    /// Shows PayPal's message about paying an amount later.
    pub(crate) fn show_message(&self, place: &Element, amount: Money) {
        match self.message.clone() {
            None => {}
            Some((SdkVersion::V5, sdk)) => v5::show_message(&sdk, place, &amount.text()),
            Some((SdkVersion::V6, instance)) => {
                let place = place.clone();
                spawn(v6::show_message(instance, place, amount));
            }
        }
    }
}

impl Drop for Rendered {
    fn drop(&mut self) {
        for (part, close) in &self.parts {
            if let Ok(close) = object::member(part, close).dyn_into::<Function>() {
                // It may be gone already.
                let _ = close.call0(part);
            }
        }
    }
}

/// A new element in `place`.
fn add_place(place: &Element, name: &str) -> Option<Element> {
    let element = place.owner_document()?.create_element(name).ok()?;
    place.append_child(&element).ok()?;
    Some(element)
}
