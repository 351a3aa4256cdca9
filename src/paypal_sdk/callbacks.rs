//! Callbacks that PayPal's buttons get, whichever SDK draws them.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::SdkFailure;
use super::object::{member, text};
use crate::checkout::{SdkCheckout, ShippingDetail};

/// Name of the member with the id of an order that a promise brings; v5 takes
/// the id alone.
pub(super) const ORDER_ID: &str = "orderId";

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
    pub(super) async fn refusal(self, data: JsValue) -> Option<JsValue> {
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
}
