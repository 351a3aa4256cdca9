//! Forms beside the cart, which the page makes by itself even where it has a
//! server: donations, subscriptions, buttons saved at PayPal.

use leptos_paypal_core::form::{
    Form, HostedButton, HostedButtonId, PayPalPage, SavedButton, SingleItem, Subscription,
    SubscriptionPlan,
};
use leptos_paypal_core::{CheckoutRef, CoreError, Currency, Money};
use web_sys::EventTarget;

use super::attempt::Attempt;
use super::{ButtonId, Callbacks, Checkout, CheckoutFailure, PayPalAddress};
use crate::config::CheckoutConfig;
use crate::context::CheckoutContext;
use crate::dom::random;
use crate::i18n::Message;

/// A form beside the cart.
pub(crate) struct DirectForm {
    pub(crate) kind: DirectFormKind,
    /// Settings in place of the configuration's.
    pub(crate) page: Option<PayPalPage>,
}

/// Subject of a form beside the cart.
pub(crate) enum DirectFormKind {
    Donation(Donation),
    Subscription(SubscriptionPlan),
    Hosted(HostedButtonId),
}

/// A donation.
pub(crate) struct Donation {
    pub(crate) name: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) amount: Option<Money>,
}

impl DirectForm {
    /// The amount that is paid at once, where the page knows it.
    fn total(&self) -> Option<Money> {
        match &self.kind {
            DirectFormKind::Donation(donation) => donation.amount,
            DirectFormKind::Subscription(plan) => Some(plan.first_amount()),
            DirectFormKind::Hosted(_) => None,
        }
    }

    fn currency(&self, config: &CheckoutConfig) -> Currency {
        self.total().map_or(config.currency, Money::currency)
    }

    /// The variables of the form of a checkout.
    fn fields(
        &self,
        config: &CheckoutConfig,
        id: &str,
    ) -> Result<Vec<(String, String)>, CoreError> {
        let page = self.page.as_ref().unwrap_or(&config.paypal_page);
        let payment = || config.payment_variables(page, self.currency(config), id);
        let form = match &self.kind {
            DirectFormKind::Donation(donation) => {
                let name = donation.name.clone();
                let mut form = SingleItem::donation(payment()?, name, donation.amount);
                form.item_number.clone_from(&donation.number);
                Form::Single(Box::new(form))
            }
            DirectFormKind::Subscription(plan) => Form::Subscription(Box::new(Subscription {
                payment: payment()?,
                plan: plan.clone(),
            })),
            DirectFormKind::Hosted(button) => {
                let mut button = HostedButton::new(button.clone());
                button.custom = Some(id.to_owned());
                button.notify_url.clone_from(&config.notify_url);
                Form::Saved(Box::new(SavedButton::Hosted(button)))
            }
        };
        form.fields()
    }

    /// Content by which this form is told from others, without the id of a checkout.
    fn content(&self, config: &CheckoutConfig) -> Result<String, CoreError> {
        let fields = self.fields(config, "")?;
        let lines = fields
            .iter()
            .map(|(name, value)| [name, "=", value].concat());
        Ok(lines.collect::<Vec<_>>().join("&"))
    }
}

/// Posts a form beside the cart, unless a checkout is being started. Events are
/// dispatched on `target`.
pub(crate) fn start_form(
    context: CheckoutContext,
    button: ButtonId,
    form: &DirectForm,
    target: EventTarget,
    callbacks: Callbacks,
) {
    if context.phase_untracked().is_busy() {
        return;
    }
    let checkout = Checkout::begin(context, button, target, callbacks);
    let config = context.config_untracked();
    let content = match form.content(&config) {
        Ok(content) => content,
        Err(error) => return checkout.fail_rule(&error),
    };
    let Some(key) = random::checkout_id() else {
        return checkout.fail(Message::ErrorForm, "no_randomness");
    };
    let (total, currency) = (form.total(), form.currency(&config));
    let wanted = Attempt::of_form(key, currency, total, content);
    let mut attempt = context.attempts().same(wanted);
    let fields = match form.fields(&config, attempt.key.as_str()) {
        Ok(fields) => fields,
        Err(error) => return checkout.fail_rule(&error),
    };
    let id = CheckoutRef::from(attempt.key.clone());
    attempt.set_id(&id);
    context.attempts().keep(&attempt);
    let action = config.environment.webscr();
    checkout.leave(&id, total, currency, PayPalAddress::Form { action, fields });
}

/// Tells the buyer why a form cannot be made yet. `words` are a message and its
/// values.
pub(crate) fn refuse(
    context: CheckoutContext,
    button: ButtonId,
    target: &EventTarget,
    callbacks: Callbacks,
    code: &str,
    (message, values): (Message, [(&str, &str); 1]),
) {
    let checkout = Checkout::new(context, button, target.clone(), callbacks);
    let message = leptos::prelude::untrack(|| context.format(message, &values));
    checkout.tell_failure(CheckoutFailure::new(code, message));
}
