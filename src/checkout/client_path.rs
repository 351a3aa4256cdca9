//! Checkouts that the page creates by itself, with a client id alone.

#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal_core::form::{AbsoluteUrl, NoShipping};
use leptos_paypal_core::paypal::v1::NewPayment;
use leptos_paypal_core::paypal::v2::{AmountWithBreakdown, NewOrder};
use leptos_paypal_core::paypal::{Intent, Purchase, PurchaseProblem};
use leptos_paypal_core::{CheckoutId, CheckoutRef, Totals};

use super::{Checkout, Order, PayPalAddress, server_path};
use crate::attempt::Attempt;
use crate::config::{CheckoutConfig, ClientApi, return_addresses};
use crate::http_client::{CallError, CheckoutResponse};
use crate::i18n::Message;
use crate::part::{PartFuture, PartUnavailable};
use crate::paypal_client::{NewPurchase, PayPalClient};

/// Creates the payment of an order, and leaves for PayPal. A payment that was
/// made for the same order before is taken up again.
pub(super) async fn run(checkout: Checkout, client: PayPalClient, order: Order) {
    if let Err(PartUnavailable) = create(checkout.clone(), client, order).await {
        checkout.fail(Message::ErrorUnreachable, PartUnavailable::CODE);
    }
}

/// The same, in the part `client_path` of the module.
///
/// # Errors
/// [`PartUnavailable`].
#[cfg_attr(
    feature = "split",
    wasm_split(
        client_path,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        preload(load),
        return_wrapper(let created = _; { created.await } -> Result<(), PartUnavailable>),
    )
)]
pub(crate) fn create(
    checkout: Checkout,
    client: PayPalClient,
    order: Order,
) -> PartFuture<Result<(), PartUnavailable>> {
    Box::pin(async move {
        create_and_leave(checkout, client, order).await;
        Ok(())
    })
}

async fn create_and_leave(checkout: Checkout, client: PayPalClient, order: Order) {
    let context = checkout.context;
    let is_made = || {
        order
            .attempt(context)
            .is_some_and(|known| known.paypal_id.is_some())
    };
    let _lock = context.attempts().lock(is_made).await;
    if !checkout.is_waiting() {
        return checkout.close_popup();
    }
    let Some(mut attempt) = order.attempt(context) else {
        return checkout.fail(Message::ErrorForm, "no_randomness");
    };
    if let Some(known) = attempt.paypal_id.clone() {
        match take_up(&checkout, &attempt, client.get(&known).await) {
            Next::Done => return,
            Next::Create => {
                // That one is over: the same content is bought again.
                context.attempts().forget(&attempt.key);
                let Some(new) = order.attempt(context) else {
                    return checkout.fail(Message::ErrorForm, "no_randomness");
                };
                attempt = new;
            }
        }
    }
    let id = CheckoutRef::from(attempt.key.clone());
    attempt.set_id(&id);
    // One that is kept already is not written again: what another tab adds to it
    // may not have arrived in this one, and would be lost.
    if context.attempts().of(&id).is_none() {
        context.attempts().keep(&attempt);
    }
    if context.attempts().of(&id).is_none() {
        // The return page would not know what to complete.
        return checkout.fail(Message::ErrorForm, "storage_blocked");
    }
    let request = match request(
        &order,
        &context.config_untracked(),
        &attempt.key,
        client.api(),
    ) {
        Ok(request) => request,
        Err(problem) => {
            leptos::logging::error!("leptos-paypal: {problem}");
            return checkout.fail(Message::ErrorForm, problem.code());
        }
    };
    let response = match client.create(&request).await {
        Ok(response) => response,
        Err(error) => return server_path::refuse(&checkout, error),
    };
    let environment = &context.config_untracked().environment;
    let approval = response.approval_url.as_deref();
    if approval.is_some_and(|url| !environment.allows(url)) {
        // Not kept: the next click would take it up, and be refused again.
        return checkout.fail(Message::ErrorRedirect, "redirect_refused");
    }
    // Another tab was faster with the same order: one of the two is enough.
    if let Some(other) = context
        .attempts()
        .of(&id)
        .filter(|known| known.paypal_id.is_some())
    {
        return leave(&checkout, &other);
    }
    attempt.paypal_id = Some(response.id);
    attempt.approval = response.approval_url;
    context.attempts().keep(&attempt);
    leave(&checkout, &attempt);
}

enum Next {
    Done,
    /// The payment that is known cannot be paid any more.
    Create,
}

/// Goes on with a payment that was made before.
fn take_up(
    checkout: &Checkout,
    attempt: &Attempt,
    response: Result<CheckoutResponse, CallError>,
) -> Next {
    match response.map(|response| response.status) {
        Ok(status) if status.can_expire() && attempt.approval.is_some() => {
            leave(checkout, attempt);
        }
        Ok(status) if status.has_payment() => {
            checkout.already_paid(&attempt.key.clone().into(), status);
        }
        // Says nothing of the payment.
        Err(error) if error.is_temporary() || error.is_about_client() => {
            server_path::refuse(checkout, error);
        }
        Ok(_) | Err(_) => return Next::Create,
    }
    Next::Done
}

fn leave(checkout: &Checkout, attempt: &Attempt) {
    let (Some(url), Some(total)) = (attempt.approval.clone(), attempt.total()) else {
        return checkout.fail(Message::ErrorPayPal, "approval_missing");
    };
    let id = CheckoutRef::from(attempt.key.clone());
    checkout.leave(&id, Some(total), total.currency(), PayPalAddress::Page(url));
}

/// The amount of an order under the configuration as it is now.
pub(super) fn amount(
    order: &Order,
    config: &CheckoutConfig,
    id: &CheckoutId,
) -> Option<AmountWithBreakdown> {
    match request(order, config, id, ClientApi::OrdersV2).ok()? {
        NewPurchase::V1(_) => None,
        NewPurchase::V2(order) => Some(order.purchase_units.first()?.amount),
    }
}

/// The request for an order, with the addresses of the configuration.
fn request(
    order: &Order,
    config: &CheckoutConfig,
    id: &CheckoutId,
    api: ClientApi,
) -> Result<NewPurchase, PurchaseProblem> {
    let page = &config.paypal_page;
    let back = config.return_url.as_ref();
    let cancelled = config.cancel_url.as_ref().or(back);
    let (return_url, cancel_url) = return_addresses(back, cancelled, id.as_str())?;
    let text = |url: Option<AbsoluteUrl>| url.map(String::from).unwrap_or_default();
    let (return_url, cancel_url) = (text(return_url), text(cancel_url));
    let totals = Totals::of(&order.cart, &config.pricing)?;
    let purchase = Purchase {
        intent: match page.authorizes() {
            true => Intent::Authorize,
            false => Intent::Capture,
        },
        payee: config.business.as_ref(),
        locale: Some(&config.locale),
        needs_shipping: page.no_shipping != Some(NoShipping::Hidden),
        ..Purchase::new(id, &order.cart, &totals, &return_url, &cancel_url)
    };
    Ok(match api {
        ClientApi::PaymentsV1 => NewPurchase::V1(Box::new(NewPayment::of(&purchase)?)),
        ClientApi::OrdersV2 => {
            let order = NewOrder::of(&purchase)?.without_payment_source();
            NewPurchase::V2(Box::new(order))
        }
    })
}
