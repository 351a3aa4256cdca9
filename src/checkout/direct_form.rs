//! Forms beside the cart, which the page makes by itself even where it has a
//! server: donations, subscriptions, buttons saved at PayPal, PayPal's own cart.

use std::sync::Arc;

use leptos_paypal_core::form::{
    AbsoluteUrl, Form, FormOption, HostedButton, HostedButtonId, PayPalPage, PaymentVariables,
    SavedButton, SingleItem, Subscription, SubscriptionPlan,
};
use leptos_paypal_core::{
    CartItem, CheckoutRef, ChosenOption, CoreError, Currency, Money, ReturnQuery,
};
use web_sys::EventTarget;

use super::{Callbacks, Checkout, PayPalAddress};
use crate::attempt::Attempt;
use crate::config::CheckoutConfig;
use crate::context::CheckoutContext;
use crate::dom::random;
use crate::i18n::Message;
use crate::phase::{ButtonId, CheckoutFailure};

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
    Hosted {
        button_id: HostedButtonId,
        options: Vec<ChosenOption>,
    },
    AddToPayPalCart {
        item: Arc<CartItem>,
        quantity: u32,
    },
    ViewPayPalCart,
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
            // PayPal adds up what is in its cart.
            DirectFormKind::Hosted { .. }
            | DirectFormKind::AddToPayPalCart { .. }
            | DirectFormKind::ViewPayPalCart => None,
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
        let in_paypal_cart = || payment().map(without_invoice);
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
            DirectFormKind::Hosted { button_id, options } => {
                let mut button = HostedButton::new(button_id.clone());
                button.options = FormOption::for_display(options);
                button.custom = Some(id.to_owned());
                button.notify_url.clone_from(&config.notify_url);
                Form::Saved(Box::new(SavedButton::Hosted(button)))
            }
            DirectFormKind::AddToPayPalCart { item, quantity } => {
                let mut payment = in_paypal_cart()?;
                if payment.shopping_url.is_none() && !config.presentation.wants_popup() {
                    payment.shopping_url = page_address();
                }
                let rules = &config.pricing;
                let form = SingleItem::for_paypal_cart(item, *quantity, rules, payment)?;
                Form::Single(Box::new(form.weighed_in(config.weight_unit)))
            }
            DirectFormKind::ViewPayPalCart => {
                let mut payment = in_paypal_cart()?;
                // Of the buttons beside it, which add articles.
                payment.shopping_url = None;
                payment.page.cpp_logo_image = None;
                payment.page.cpp_cart_border_color = None;
                Form::Display(Box::new(payment))
            }
        };
        form.fields()
    }

    /// Content by which this form is told from others, without the id of a
    /// checkout. Everything that goes into PayPal's cart is paid by one checkout.
    fn content(&self, config: &CheckoutConfig) -> Result<String, CoreError> {
        let mut fields = self.fields(config, "")?;
        if let DirectFormKind::AddToPayPalCart { .. } | DirectFormKind::ViewPayPalCart = self.kind {
            fields.retain(|(name, _)| matches!(name.as_str(), "cmd" | "business"));
        }
        let lines = fields
            .iter()
            .map(|(name, value)| [name, "=", value].concat());
        Ok(lines.collect::<Vec<_>>().join("&"))
    }
}

/// Leaves the invoice out of a cart that PayPal keeps: every article would bring
/// the same one, and the next cart too, which PayPal refuses once it is paid.
fn without_invoice(mut payment: PaymentVariables) -> PaymentVariables {
    payment.invoice = None;
    payment
}

/// Address of the page, without its fragment; `None` on a return page, whose
/// address is about one payment.
fn page_address() -> Option<AbsoluteUrl> {
    let location = web_sys::window()?.location();
    let query = location.search().ok()?;
    if ReturnQuery::parse(&query).checkout.is_some() {
        return None;
    }
    let parts = [location.origin().ok()?, location.pathname().ok()?, query];
    AbsoluteUrl::parse("shopping_url", &parts.concat()).ok()
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
    let wanted = Attempt::of_form(key, currency, total, content).by_page();
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

/// Tells the buyer that it cannot be paid so, and the developer which rule is
/// broken.
pub(crate) fn refuse_rule(
    context: CheckoutContext,
    button: ButtonId,
    target: &EventTarget,
    callbacks: Callbacks,
    error: &CoreError,
) {
    leptos::logging::error!("leptos-paypal: {error}");
    let code = error.code();
    let words = (Message::ErrorForm, [("code", code)]);
    refuse(context, button, target, callbacks, code, words);
}
