//! Checkouts that a server creates: it prices the order and makes the payment,
//! or the form.

use leptos_paypal_core::{CheckoutStatus, Currency, Money};

use super::{Checkout, Order, PayPalAddress};
use crate::attempt::Attempt;
use crate::context::CheckoutContext;
use crate::http_client::{CallError, CheckoutResponse, Refusal};
use crate::i18n::Message;
use crate::merchant_client::{self, CreateRequest};
use crate::offers::OfferOrder;
use crate::part::PartUnavailable;

/// Idempotency keys that are tried before giving up.
const KEYS: u32 = 2;

/// Order that a server prices.
pub(super) enum ServerOrder {
    Articles(Order),
    Offer(OfferOrder),
}

impl From<Order> for ServerOrder {
    fn from(order: Order) -> Self {
        Self::Articles(order)
    }
}

impl ServerOrder {
    fn attempt(&self, context: CheckoutContext) -> Option<Attempt> {
        match self {
            Self::Articles(order) => order.attempt(context),
            Self::Offer(order) => order.attempt(&context.attempts()),
        }
    }

    fn request<'a>(&'a self, attempt: &'a Attempt) -> CreateRequest<'a> {
        match self {
            Self::Articles(order) => CreateRequest::new(attempt, &order.cart, order.total),
            Self::Offer(order) => CreateRequest::of_offer(attempt, order),
        }
    }

    /// The amount that is paid at once, where it is known, and its currency.
    fn total(&self, response: Option<Money>) -> (Option<Money>, Currency) {
        let (shown, currency) = match self {
            Self::Articles(order) => (Some(order.total), order.total.currency()),
            // The server says nothing of an amount that is typed at PayPal.
            Self::Offer(order) if order.is_open() => return (None, order.currency),
            Self::Offer(order) => (order.total, order.currency),
        };
        let total = response.or(shown);
        (total, total.map_or(currency, Money::currency))
    }

    const fn is_offer(&self) -> bool {
        matches!(self, Self::Offer(_))
    }
}

/// Creates the checkout of an order at `url`, and leaves for PayPal.
pub(super) async fn run(checkout: Checkout, url: String, order: ServerOrder) {
    let context = checkout.context;
    let is_made = || order.attempt(context).is_some_and(|known| known.has_id());
    let _lock = context.attempts().lock(is_made).await;
    if !checkout.is_waiting() {
        return checkout.close_popup();
    }
    for last in (0..KEYS).rev() {
        let Some(attempt) = order.attempt(context) else {
            return checkout.fail(Message::ErrorServer, "no_randomness");
        };
        // Kept before asking: an answer that gets lost is found again.
        context.attempts().keep(&attempt);
        let request = order.request(&attempt);
        let response = merchant_client::post(&url, &request).await;
        let key = attempt.key.clone();
        match handle(&checkout, &order, attempt, response, last > 0) {
            Next::Done => return,
            Next::WithAnotherKey => context.attempts().forget(&key),
        }
    }
}

enum Next {
    Done,
    /// The key belongs to a checkout that is over, or of other content.
    WithAnotherKey,
}

fn handle(
    checkout: &Checkout,
    order: &ServerOrder,
    mut attempt: Attempt,
    response: Result<CheckoutResponse, CallError>,
    can_retry: bool,
) -> Next {
    let context = checkout.context;
    let response = match response {
        Ok(response) => response,
        Err(CallError::Refused(refusal))
            if can_retry && refusal.code == "idempotency_key_reused" =>
        {
            return Next::WithAnotherKey;
        }
        Err(error) => {
            refuse(checkout, error);
            return Next::Done;
        }
    };
    attempt.set_id(&response.id);
    let status = response.status;
    // The form of an offer that the buyer has agreed to would make a second
    // subscription.
    if status.has_payment() || status == CheckoutStatus::Approved && order.is_offer() {
        context.attempts().keep(&attempt);
        match order {
            ServerOrder::Articles(_) => checkout.already_paid(&response.id, status),
            ServerOrder::Offer(_) => checkout.already_agreed(&response.id, status),
        }
        return Next::Done;
    }
    // The buyer may agree all the same to a payment that was cancelled, where
    // it still has its page.
    let is_reopened = response.form.is_none() && response.approval_url.is_some();
    if !status.can_be_approved() || status == CheckoutStatus::Cancelled && !is_reopened {
        if can_retry {
            // That one is over: the same content is bought again.
            return Next::WithAnotherKey;
        }
        checkout.fail(Message::ErrorServer, status.as_str());
        return Next::Done;
    }
    let address = match (response.form, response.approval_url) {
        (Some((action, fields)), _) => Some(PayPalAddress::Form { action, fields }),
        (None, Some(url)) => Some(PayPalAddress::Page(url)),
        // An order can be reached by its id, wherever PayPal is; a v1 payment
        // cannot be reached without its link.
        (None, None) if response.is_paypals && !response.id.as_str().contains('-') => {
            let environment = &context.config_untracked().environment;
            Some(PayPalAddress::Page(environment.checkout_now(&response.id)))
        }
        (None, None) => None,
    };
    let Some(address) = address else {
        checkout.fail(Message::ErrorServer, "approval_missing");
        return Next::Done;
    };
    attempt.approval = match &address {
        PayPalAddress::Page(url) => Some(url.clone()),
        PayPalAddress::Form { .. } => None,
    };
    context.attempts().keep(&attempt);
    let (total, currency) = order.total(response.total);
    checkout.leave(&response.id, total, currency, address);
    Next::Done
}

/// Tells the buyer why a call brought nothing.
pub(super) fn refuse(checkout: &Checkout, error: CallError) {
    let CallError::Refused(refusal) = error else {
        return checkout.fail(Message::ErrorUnreachable, "unreachable");
    };
    let Refusal {
        code,
        total,
        approval_url,
        plan,
        ..
    } = *refusal;
    if let Some(plan) = plan.filter(|_| code == "plan_changed") {
        return checkout.refuse_plan(&code, plan);
    }
    let message = match code.as_str() {
        "total_changed" if total.is_some() => {
            return checkout.refuse(Message::ErrorChanged, &code, total, None);
        }
        "subscription_unknown" | "donation_unknown" => Message::ErrorOffer,
        "donation_amount" => Message::ErrorDonation,
        "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
            Message::ErrorArticle
        }
        PartUnavailable::CODE => Message::ErrorUnreachable,
        "paypal_unreachable" | "paypal_answer" => Message::ErrorPayPal,
        "too_many_requests" | "http_429" => Message::ErrorBusy,
        "instrument_declined" => Message::ErrorDeclined,
        "payment_refused" | "paypal_refused" => Message::ErrorRefused,
        _ => Message::ErrorServer,
    };
    let environment = &checkout.context.config_untracked().environment;
    let approval_url = approval_url.filter(|url| environment.allows(url));
    checkout.refuse(message, &code, None, approval_url);
}
