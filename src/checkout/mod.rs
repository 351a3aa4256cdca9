//! One checkout: idle → submitting → redirecting, or failed and ready again.

pub(crate) mod client_path;
mod detail;
mod direct_form;
pub(crate) mod form_path;
mod order;
#[cfg(feature = "split")]
mod parts;
mod provide;
mod sdk_path;
mod server_path;
mod start_offer;
mod window_return;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{CheckoutRef, CheckoutStatus, CoreError, Currency, Money};
use web_sys::EventTarget;

pub use detail::{CheckoutDetail, ErrorDetail, Field, StatusDetail};
pub(crate) use direct_form::{
    DirectForm, DirectFormKind, Donation, refuse, refuse_rule, start_form,
};
pub(crate) use order::Order;
pub use provide::provide_checkout;
pub(crate) use sdk_path::{SdkCheckout, SdkOrder};
pub use sdk_path::{ShippingDetail, ShippingOptionDetail};
pub(crate) use start_offer::{refuse_missing_offer, refuse_without, start_offer};

use crate::context::CheckoutContext;
use crate::dom::popup::Popup;
use crate::dom::redirect::Place;
use crate::dom::{event, redirect};
use crate::error::CheckoutError;
use crate::i18n::Message;
use crate::part;
use crate::phase::{ButtonId, CheckoutFailure, CheckoutPhase, Subject};

/// Milliseconds that a button stays busy after the browser was sent to PayPal.
/// When the page is still here then, the buyer has stopped it and may try
/// again; it is the same checkout.
const REARM_MS: u32 = 12_000;

/// Milliseconds after which a frame that is still shown was not allowed to
/// leave.
const FRAME_MS: u32 = 4_000;

/// Address where the buyer agrees to a payment.
enum PayPalAddress {
    /// A form that is posted to PayPal.
    Form {
        action: String,
        fields: Vec<(String, String)>,
    },
    /// A page of PayPal's.
    Page(String),
}

impl CheckoutContext {
    /// Starts a checkout without a button. Events are dispatched on `target`.
    ///
    /// # Errors
    /// `busy` when one is being started already.
    pub fn start_checkout(
        &self,
        subject: Subject,
        target: EventTarget,
    ) -> Result<(), CheckoutError> {
        if self.phase_untracked().is_busy() {
            return Err(CheckoutError::Busy);
        }
        // No button has this number.
        let callbacks = Callbacks::default();
        start(*self, ButtonId(u32::MAX), subject, target, callbacks);
        Ok(())
    }
}

/// Callbacks of the component that starts a checkout.
#[derive(Clone, Copy, Default)]
pub(crate) struct Callbacks {
    pub(crate) on_checkout: Option<Callback<CheckoutDetail>>,
    pub(crate) on_error: Option<Callback<ErrorDetail>>,
}

/// Starts a checkout, unless one is being started. Events are dispatched on
/// `target`.
pub(crate) fn start(
    context: CheckoutContext,
    button: ButtonId,
    subject: Subject,
    target: EventTarget,
    callbacks: Callbacks,
) {
    let phase = context.phase_untracked();
    if phase.is_busy() {
        return;
    }
    let agreed = phase
        .failure_at(button)
        .and_then(|failure| failure.new_total);
    let checkout = Checkout::begin(context, button, target, callbacks);
    let order = match Order::read(context, subject, agreed) {
        Ok(order) => order,
        Err(error) => return checkout.fail(Message::ErrorForm, error.code()),
    };
    if let Some(client) = context.paypal_client() {
        return spawn_local(client_path::run(checkout, client, order));
    }
    match context.config_untracked().create_address() {
        None => part::begin(form_path::run(checkout, order)),
        Some(url) => spawn_local(server_path::run(checkout, url, order.into())),
    }
}

/// A checkout that was started, until the browser leaves or the buyer is told
/// why it does not.
#[derive(Clone)]
pub(crate) struct Checkout {
    context: CheckoutContext,
    button: ButtonId,
    target: EventTarget,
    callbacks: Callbacks,
    /// Window for PayPal's pages beside this page.
    popup: Option<Popup>,
    /// Place of the order for a window of PayPal's SDK, which shows PayPal's
    /// pages then.
    sdk: Option<Rc<RefCell<Option<SdkOrder>>>>,
}

impl Checkout {
    /// Begins in the click itself: later no window may be opened.
    fn begin(
        context: CheckoutContext,
        button: ButtonId,
        target: EventTarget,
        callbacks: Callbacks,
    ) -> Self {
        context.set_phase(CheckoutPhase::Submitting { button });
        let presentation = context.config_untracked().presentation;
        Self {
            popup: presentation.wants_popup().then(Popup::open).flatten(),
            ..Self::new(context, button, target, callbacks)
        }
    }

    /// One that opens no window.
    fn new(
        context: CheckoutContext,
        button: ButtonId,
        target: EventTarget,
        callbacks: Callbacks,
    ) -> Self {
        Self {
            context,
            button,
            target,
            callbacks,
            popup: None,
            sdk: None,
        }
    }

    fn close_popup(&self) {
        if let Some(popup) = &self.popup {
            popup.close();
        }
    }

    /// Returns whether the buyer still waits. The page may have taken the component
    /// away meanwhile, or come back from its cache with everything reset.
    fn is_waiting(&self) -> bool {
        let button = self.button;
        self.context
            .is_in_phase(&CheckoutPhase::Submitting { button })
    }

    fn fail(&self, message: Message, code: &str) {
        self.refuse(message, code, None, None);
    }

    /// Fails on a rule of PayPal's forms, and tells the developer which.
    fn fail_rule(&self, error: &CoreError) {
        leptos::logging::error!("leptos-paypal: {error}");
        self.fail(Message::ErrorForm, error.code());
    }

    fn refuse(
        &self,
        message: Message,
        code: &str,
        new_total: Option<Money>,
        approval_url: Option<String>,
    ) {
        if !self.is_waiting() {
            return self.close_popup();
        }
        self.set_failure(message, code, new_total, approval_url);
    }

    fn set_failure(
        &self,
        message: Message,
        code: &str,
        new_total: Option<Money>,
        approval_url: Option<String>,
    ) {
        let total = new_total.map(|total| untrack(|| self.context.money(total)));
        let values = [
            ("code", code),
            ("total", total.as_deref().unwrap_or_default()),
        ];
        self.tell_failure(CheckoutFailure {
            code: code.to_owned(),
            message: untrack(|| self.context.format(message, &values)),
            new_total,
            new_plan: None,
            approval_url,
        });
    }

    /// Tells the buyer that the server has other terms.
    fn refuse_plan(&self, code: &str, plan: SubscriptionPlan) {
        if !self.is_waiting() {
            return self.close_popup();
        }
        let message = untrack(|| {
            let terms = self.context.terms(&plan);
            let values = [("terms", terms.as_str())];
            self.context.format(Message::ErrorPlan, &values)
        });
        self.tell_failure(CheckoutFailure {
            new_plan: Some(Box::new(plan)),
            ..CheckoutFailure::new(code, message)
        });
    }

    fn tell_failure(&self, failure: CheckoutFailure) {
        self.close_popup();
        let detail = ErrorDetail {
            code: failure.code.clone(),
            message: failure.message.clone(),
        };
        self.context.set_phase(CheckoutPhase::Failed {
            button: self.button,
            failure,
        });
        event::dispatch(&self.target, event::CHECKOUT_ERROR, &detail);
        if let Some(on_error) = self.callbacks.on_error {
            on_error.run(detail);
        }
    }

    /// The same order was sent before, and money is on its way or there.
    fn already_paid(&self, id: &CheckoutRef, status: CheckoutStatus) {
        self.close_popup();
        if !self.is_waiting() {
            return;
        }
        self.context.handle_status(id, status);
        self.context.set_notice(Message::NoticePaid);
        self.context.set_phase(CheckoutPhase::Idle);
        self.dispatch_status(id, status);
    }

    /// The same offer was sent before, and the buyer has agreed to it. There may
    /// be no cart to say so: the button does.
    fn already_agreed(&self, id: &CheckoutRef, status: CheckoutStatus) {
        self.close_popup();
        if !self.is_waiting() {
            return;
        }
        self.context.handle_status(id, status);
        let message = untrack(|| self.context.message(Message::ErrorAgreed));
        self.context.set_phase(CheckoutPhase::Failed {
            button: self.button,
            failure: CheckoutFailure::new("already_agreed", message),
        });
        self.dispatch_status(id, status);
    }

    fn dispatch_status(&self, id: &CheckoutRef, status: CheckoutStatus) {
        let detail = StatusDetail {
            checkout_id: id.as_str().to_owned(),
            status: status.as_str().to_owned(),
            reason: None,
        };
        event::dispatch(&self.target, event::CHECKOUT_STATUS, &detail);
    }

    /// Leaves for PayPal, unless a listener prevents it.
    fn leave(
        &self,
        id: &CheckoutRef,
        total: Option<Money>,
        currency: Currency,
        address: PayPalAddress,
    ) {
        if !self.is_waiting() {
            return self.close_popup();
        }
        let (action, fields, approval_url) = match &address {
            PayPalAddress::Form { action, fields } => (action, fields.as_slice(), None),
            PayPalAddress::Page(url) => (url, [].as_slice(), Some(url.clone())),
        };
        if !self.context.config_untracked().environment.allows(action) {
            return self.fail(Message::ErrorRedirect, "redirect_refused");
        }
        let fields = fields.iter().map(|(name, value)| Field {
            name: name.clone(),
            value: value.clone(),
        });
        let detail = CheckoutDetail {
            checkout_id: id.as_str().to_owned(),
            total: total.map(Money::text),
            currency: currency.code().to_owned(),
            action: action.clone(),
            fields: fields.collect(),
            approval_url,
        };
        if !event::dispatch(&self.target, event::CHECKOUT, &detail) {
            self.close_popup();
            return self.context.set_phase(CheckoutPhase::Idle);
        }
        if let Some(on_checkout) = self.callbacks.on_checkout {
            on_checkout.run(detail);
        }
        if let Some(place) = &self.sdk {
            return self.hand_to_sdk(place, id, &address);
        }
        // One that is gone was closed by the browser, or by the buyer.
        let popup = self.popup.clone().filter(|popup| !popup.is_closed());
        self.context.attempts().set_popup(id, popup.is_some());
        let Some(place) = Place::allowed() else {
            return self.fail(Message::ErrorRedirect, "frame_blocked");
        };
        let left = match (&address, &popup) {
            (PayPalAddress::Form { action, fields }, popup) => {
                let window = popup.is_some().then_some(Popup::NAME);
                redirect::post(action, fields, window.or(place.target()))
            }
            (PayPalAddress::Page(url), Some(popup)) => popup.lead_to(url),
            (PayPalAddress::Page(url), None) => redirect::open(url, place),
        };
        if left.is_err() {
            return self.fail(Message::ErrorRedirect, "redirect_failed");
        }
        match popup {
            Some(popup) => self.context.wait_for_window(self.button, id.clone(), popup),
            None if place == Place::NewWindow => self.context.set_phase(CheckoutPhase::Idle),
            None => self.wait_for_navigation(place == Place::Top),
        }
    }

    /// Arms the button again when the page is still here after a while, or when
    /// its policy does not let the form go.
    fn wait_for_navigation(&self, is_framed: bool) {
        let (context, button) = (self.context, self.button);
        let leaving = CheckoutPhase::Redirecting { button };
        context.set_phase(leaving.clone());
        let blocked = self.clone();
        let policy = window_event_listener_untyped("securitypolicyviolation", move |event| {
            let phase = CheckoutPhase::Redirecting { button };
            if is_blocked_form(&event) && context.is_in_phase(&phase) {
                blocked.set_failure(Message::ErrorRedirect, "redirect_blocked", None, None);
            }
        });
        let pause = if is_framed { FRAME_MS } else { REARM_MS };
        let checkout = self.clone();
        let rearm = move || {
            policy.remove();
            if !context.is_in_phase(&leaving) {
                return;
            }
            if is_framed {
                redirect::frame_is_held();
                checkout.set_failure(Message::ErrorRedirect, "frame_blocked", None, None);
            } else {
                context.set_phase(CheckoutPhase::Idle);
            }
        };
        Timeout::new(pause, rearm).forget();
    }
}

/// Returns whether the page's policy has stopped a form. A policy that only reports
/// stops nothing.
fn is_blocked_form(event: &web_sys::Event) -> bool {
    let member = |name: &str| js_sys::Reflect::get(event, &name.into()).unwrap_or_default();
    member("effectiveDirective") == "form-action" && member("disposition") == "enforce"
}
