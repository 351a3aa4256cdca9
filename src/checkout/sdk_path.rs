//! Checkouts that buttons of PayPal's SDK start: the order is made as on the
//! server path or the client path, and the return page completes it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_paypal_core::form::AbsoluteUrl;
use leptos_paypal_core::{CheckoutId, CheckoutRef, ReturnQuery};
use serde::Serialize;
use web_sys::EventTarget;

use super::{Callbacks, Checkout, Order, PayPalAddress, client_path, server_path};
use crate::config::with_query;
use crate::context::CheckoutContext;
use crate::dom::event;
use crate::i18n::Message;
use crate::phase::Subject;
use crate::phase::{ButtonId, CheckoutPhase};

/// An order in a window of PayPal's SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SdkOrder {
    checkout: CheckoutRef,
    /// PayPal's id of it.
    id: String,
}

/// An order whose window is open, and what it is for.
#[derive(Clone, Debug)]
struct OpenOrder {
    order: SdkOrder,
    content: Order,
}

/// Detail of the event `checkout-shipping`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingDetail {
    /// Id of the checkout.
    pub checkout_id: String,
    /// Country, by its two letters.
    pub country_code: String,
    /// State or province; empty where the address has none.
    pub state: String,
    /// City.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
}

/// Detail of the event `checkout-shipping-option`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingOptionDetail {
    /// Id of the checkout.
    pub checkout_id: String,
    /// Id of the way of shipping, as the server has given it to PayPal.
    pub id: String,
    /// Its text.
    pub label: String,
    /// `SHIPPING` or `PICKUP`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its cost, a decimal string; empty where PayPal names none.
    pub amount: String,
    /// Currency of the cost.
    pub currency: String,
}

/// The checkouts of one place with PayPal's buttons.
#[derive(Clone)]
pub(crate) struct SdkCheckout {
    context: CheckoutContext,
    button: ButtonId,
    target: EventTarget,
    callbacks: Callbacks,
    subject: Callback<(), Option<Subject>>,
    open: Rc<RefCell<Option<OpenOrder>>>,
}

impl SdkCheckout {
    /// Events are dispatched on `target`.
    pub(crate) fn new(
        context: CheckoutContext,
        button: ButtonId,
        target: EventTarget,
        callbacks: Callbacks,
        subject: Callback<(), Option<Subject>>,
    ) -> Self {
        Self {
            context,
            button,
            target,
            callbacks,
            subject,
            open: Rc::default(),
        }
    }

    /// Returns whether a click starts a checkout: none is under way, but for one
    /// of this button whose window is lost.
    pub(crate) fn can_start(&self) -> bool {
        let button = self.button;
        self.context
            .try_phase()
            .is_some_and(|phase| !phase.is_busy() || phase == CheckoutPhase::InSdkWindow { button })
    }

    /// Makes the order of a click, with what is in the cart at this moment.
    /// Brings `None` when there is none; the buyer has been told why.
    pub(crate) fn create_order(self) -> impl Future<Output = Option<String>> {
        let begun = self.begin_order();
        async move {
            let (checkout, content) = begun?;
            let (context, place) = (self.context, checkout.sdk.clone()?);
            let address = context.config_untracked().create_address();
            match (context.paypal_client(), address) {
                (Some(client), _) => client_path::run(checkout, client, content.clone()).await,
                (None, Some(url)) => server_path::run(checkout, url, content.clone().into()).await,
                // Options that fit together have one of the two.
                (None, None) => checkout.fail(Message::ErrorForm, "variable_missing"),
            }
            let order = place.take()?;
            let id = order.id.clone();
            // The one before counts until then: its window may be open still.
            self.open.replace(Some(OpenOrder { order, content }));
            Some(id)
        }
    }

    fn begin_order(&self) -> Option<(Checkout, Order)> {
        if !self.can_start() {
            return None;
        }
        let context = self.context;
        let subject = self.subject.try_run(()).flatten()?;
        let phase = context.phase_untracked();
        let agreed = phase.failure_at(self.button);
        let agreed = agreed.and_then(|failure| failure.new_total);
        let checkout = Checkout {
            sdk: Some(Rc::default()),
            ..self.begin()
        };
        match Order::read(context, subject, agreed) {
            Ok(content) => Some((checkout, content)),
            Err(error) => {
                checkout.fail(Message::ErrorForm, error.code());
                None
            }
        }
    }

    /// Goes to the page where the payment is completed: the buyer has agreed.
    pub(crate) fn approve(&self, payer_id: &str) {
        let Some(OpenOrder { order, .. }) = self.open.take() else {
            return;
        };
        if self.context.try_phase().is_none() {
            return;
        }
        let checkout = self.begin();
        let config = self.context.config_untracked();
        let address = config
            .return_url
            .as_ref()
            .and_then(|page| return_address(page, &order, payer_id));
        let left = address.and_then(|address| {
            let location = web_sys::window()?.location();
            location.assign(address.as_str()).ok()
        });
        match left {
            Some(()) => checkout.wait_for_navigation(false),
            None => checkout.fail(Message::ErrorRedirect, "redirect_failed"),
        }
    }

    /// The buyer has closed the window, or turned back in it.
    pub(crate) fn cancel(&self) {
        let button = self.button;
        self.open.take();
        if self
            .context
            .is_in_phase(&CheckoutPhase::InSdkWindow { button })
        {
            self.context.set_phase(CheckoutPhase::Idle);
        }
    }

    /// The SDK has failed: tells the page, and the buyer where a checkout was
    /// under way.
    pub(crate) fn fail(&self, code: &str) {
        let button = self.button;
        let Some(phase) = self.context.try_phase() else {
            return;
        };
        self.open.take();
        if phase == (CheckoutPhase::InSdkWindow { button })
            || phase == (CheckoutPhase::Submitting { button })
        {
            let checkout = self.begin();
            return checkout.fail(Message::ErrorSdk, code);
        }
        let message = untrack(|| self.context.format(Message::ErrorSdk, &[("code", code)]));
        let code = code.to_owned();
        let detail = super::ErrorDetail { code, message };
        event::dispatch(&self.target, event::CHECKOUT_ERROR, &detail);
        if let Some(on_error) = self.callbacks.on_error {
            on_error.run(detail);
        }
    }

    /// Asks the page whether the shop ships to an address of the buyer's. A
    /// listener may have changed what is added to a cart: without a server the
    /// order follows.
    pub(crate) async fn ships_to(self, mut address: ShippingDetail) -> bool {
        address.checkout_id = self.open_checkout();
        let is_taken = event::dispatch(&self.target, event::CHECKOUT_SHIPPING, &address);
        is_taken && self.follow_pricing().await
    }

    /// Asks the page about the way of shipping that the buyer has chosen.
    pub(crate) async fn ships_by(self, mut option: ShippingOptionDetail) -> bool {
        option.checkout_id = self.open_checkout();
        let is_taken = event::dispatch(&self.target, event::CHECKOUT_SHIPPING_OPTION, &option);
        is_taken && self.follow_pricing().await
    }

    /// Id of the checkout whose window is open; empty where none is.
    fn open_checkout(&self) -> String {
        let open = self.open.borrow();
        let open = open.as_ref();
        open.map_or_else(String::new, |open| open.order.checkout.as_str().to_owned())
    }

    /// Brings an order of the page's to what is added to its cart now. Returns
    /// whether it fits.
    async fn follow_pricing(self) -> bool {
        let open = self.open.borrow().clone();
        let Some(OpenOrder { order, content }) = open else {
            return false;
        };
        let client = self.context.try_phase();
        let client = client.and_then(|_| self.context.paypal_client());
        let (Some(client), Ok(id)) = (client, order.checkout.as_str().parse()) else {
            return true;
        };
        let config = self.context.config_untracked();
        let Some(amount) = client_path::amount(&content, &config, &id) else {
            return false;
        };
        if amount.value == content.total {
            return true;
        }
        if client.change_amount(&order.id, &amount).await.is_err() {
            return false;
        }
        let attempts = self.context.attempts();
        if let Some(mut attempt) = attempts.of(&order.checkout) {
            attempt.set_total(amount.value);
            attempts.keep(&attempt);
        }
        let content = Order {
            total: amount.value,
            ..content
        };
        self.open.replace(Some(OpenOrder { order, content }));
        true
    }

    fn begin(&self) -> Checkout {
        let (context, button) = (self.context, self.button);
        context.set_phase(CheckoutPhase::Submitting { button });
        Checkout::new(context, button, self.target.clone(), self.callbacks)
    }
}

impl Checkout {
    /// Gives the order to the SDK, whose window leads the buyer to PayPal.
    pub(super) fn hand_to_sdk(
        &self,
        place: &RefCell<Option<SdkOrder>>,
        checkout: &CheckoutRef,
        address: &PayPalAddress,
    ) {
        let PayPalAddress::Page(url) = address else {
            return self.fail(Message::ErrorPayPal, "approval_missing");
        };
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let Some(id) = ReturnQuery::parse(query).token else {
            return self.fail(Message::ErrorPayPal, "approval_missing");
        };
        self.context.attempts().set_popup(checkout, false);
        place.replace(Some(SdkOrder {
            checkout: checkout.clone(),
            id,
        }));
        let button = self.button;
        self.context
            .set_phase(CheckoutPhase::InSdkWindow { button });
    }
}

/// The return page's address with what PayPal adds to it, or with our own mark
/// where the SDK names no payer, as for a card: an address without either is that
/// of a buyer who has turned back.
fn return_address(page: &AbsoluteUrl, order: &SdkOrder, payer_id: &str) -> Option<AbsoluteUrl> {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let (checkout, token) = (order.checkout.as_str(), encode(&order.id));
    let mut query = format!("token={token}");
    if checkout.parse::<CheckoutId>().is_ok() {
        query = format!("checkout={checkout}&{query}");
    } else if checkout != order.id {
        // A payment of a server that hands PayPal's own answers through.
        query = format!("paymentId={checkout}&{query}");
    }
    match payer_id {
        "" => query.push_str("&approved=1"),
        payer_id => {
            query.push_str("&PayerID=");
            query.push_str(&encode(payer_id));
        }
    }
    with_query("return", Some(page), &query).ok()?
}
