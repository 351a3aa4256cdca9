//! Checkouts that a server creates: it prices the order and makes the payment,
//! or the form.

use leptos_paypal_core::CheckoutStatus;

use super::attempt::Attempt;
use super::{Checkout, Order, PayPalAddress};
use crate::http_client::{CallError, CheckoutResponse, Refusal};
use crate::i18n::Message;
use crate::merchant_client::{self, CreateRequest};

/// Idempotency keys that are tried before giving up.
const KEYS: u32 = 2;

/// Creates the checkout of an order at `url`, and leaves for PayPal.
pub(super) async fn run(checkout: Checkout, url: String, order: Order) {
    for last in (0..KEYS).rev() {
        let Some(attempt) = order.attempt(checkout.context) else {
            return checkout.fail(Message::ErrorServer, "no_randomness");
        };
        // Kept before asking: an answer that gets lost is found again.
        checkout.context.attempts().keep(&attempt);
        let request = CreateRequest::new(&attempt, &order.cart, order.total);
        let response = merchant_client::post(&url, &request).await;
        let key = attempt.key.clone();
        match handle(&checkout, &order, attempt, response, last > 0) {
            Next::Done => return,
            Next::WithAnotherKey => checkout.context.attempts().forget(&key),
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
    order: &Order,
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
    match response.status {
        CheckoutStatus::Created | CheckoutStatus::Approved => {}
        // The buyer may agree to it all the same.
        CheckoutStatus::Cancelled if response.form.is_none() && response.approval_url.is_some() => {
        }
        CheckoutStatus::Paid | CheckoutStatus::Pending | CheckoutStatus::Review => {
            context.attempts().keep(&attempt);
            checkout.already_paid(&response.id, response.status);
            return Next::Done;
        }
        // That one is over: the same content is bought again.
        _ if can_retry => return Next::WithAnotherKey,
        over => {
            checkout.fail(Message::ErrorServer, over.as_str());
            return Next::Done;
        }
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
    let total = response.total.unwrap_or(order.total);
    checkout.leave(&response.id, Some(total), total.currency(), address);
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
        ..
    } = *refusal;
    let message = match code.as_str() {
        "total_changed" if total.is_some() => {
            return checkout.refuse(Message::ErrorChanged, &code, total, None);
        }
        "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
            Message::ErrorArticle
        }
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
