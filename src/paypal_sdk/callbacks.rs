//! Callbacks that PayPal's buttons get, whichever SDK draws them.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::SdkFailure;
use super::object::{member, text};
use crate::checkout::{SdkCheckout, ShippingDetail, ShippingOptionDetail};

/// Name of the member with the id of an order that a promise brings; v5 takes
/// the id alone.
pub(super) const ORDER_ID: &str = "orderId";

/// A question of PayPal's about shipping; the answer is why it is refused.
pub(super) type Question = Box<dyn Fn(JsValue) -> Refusal>;

type Refusal = Pin<Box<dyn Future<Output = Option<JsValue>>>>;

/// Callbacks of the buttons in one place.
#[derive(Clone)]
pub(super) struct Callbacks {
    pub(super) checkout: SdkCheckout,
    on_failure: Rc<dyn Fn(SdkFailure)>,
    /// True once the order of a click could not be made, which the buyer has
    /// been told: the SDK fails of it too.
    is_told: Rc<Cell<bool>>,
}

impl Callbacks {
    pub(super) fn new(checkout: SdkCheckout, on_failure: Rc<dyn Fn(SdkFailure)>) -> Self {
        Self {
            checkout,
            on_failure,
            is_told: Rc::default(),
        }
    }

    /// The id of an order, which is begun at once.
    ///
    /// # Errors
    /// An `Error` when there is none.
    pub(super) fn order(&self) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
        self.is_told.set(false);
        let order = self.checkout.clone().create_order();
        let is_told = self.is_told.clone();
        async move {
            if let Some(id) = order.await {
                return Ok(id.into());
            }
            is_told.set(true);
            Err(js_sys::Error::new("The order could not be made").into())
        }
    }

    /// Returns whether the order of the last click could not be made, which the
    /// buyer has been told.
    pub(super) fn was_told(&self) -> bool {
        self.is_told.replace(false)
    }

    /// PayPal's word that the buyer has agreed; `payer` is the name of the
    /// payer's member.
    pub(super) fn approve(&self, data: &JsValue, payer: &str) {
        self.checkout.approve(&text(data, payer));
    }

    /// A failure of the SDK.
    pub(super) fn fail(&self, error: &JsValue) {
        if !self.was_told() {
            (self.on_failure)(SdkFailure::told(error));
        }
    }

    /// Asks the page of the buyer's address. An answer is PayPal's text for a
    /// refusal.
    pub(super) async fn address_refusal(self, data: JsValue) -> Option<JsValue> {
        let address = member(&data, "shippingAddress");
        let detail = ShippingDetail {
            checkout_id: String::new(),
            country_code: text(&address, "countryCode"),
            state: text(&address, "state"),
            city: text(&address, "city"),
            postal_code: text(&address, "postalCode"),
        };
        if self.checkout.ships_to(detail).await {
            return None;
        }
        Some(member(&member(&data, "errors"), "ADDRESS_ERROR"))
    }

    /// Asks the page of the way of shipping that the buyer has chosen. An answer
    /// is PayPal's text for a refusal.
    pub(super) async fn option_refusal(self, data: JsValue) -> Option<JsValue> {
        let option = member(&data, "selectedShippingOption");
        let amount = member(&option, "amount");
        let detail = ShippingOptionDetail {
            checkout_id: String::new(),
            id: text(&option, "id"),
            label: text(&option, "label"),
            kind: text(&option, "type"),
            amount: text(&amount, "value"),
            currency: text(&amount, "currencyCode"),
        };
        if self.checkout.ships_by(detail).await {
            return None;
        }
        Some(member(&member(&data, "errors"), "METHOD_UNAVAILABLE"))
    }

    /// The questions about shipping, each by the name of its callback.
    pub(super) fn questions(&self) -> [(&'static str, Question); 2] {
        let (address, option) = (self.clone(), self.clone());
        [
            (
                "onShippingAddressChange",
                Box::new(move |data| Box::pin(address.clone().address_refusal(data))),
            ),
            (
                "onShippingOptionsChange",
                Box::new(move |data| Box::pin(option.clone().option_refusal(data))),
            ),
        ]
    }
}
