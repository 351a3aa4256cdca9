//! Start of a subscription or donation of the server's catalogue.

use leptos::task::spawn_local;
use leptos_paypal_core::{CoreError, VariableProblem};
use web_sys::EventTarget;

use super::server_path::{self, ServerOrder};
use super::{Callbacks, Checkout, refuse, refuse_rule};
use crate::context::CheckoutContext;
use crate::i18n::Message;
use crate::offers::OfferOrder;
use crate::phase::ButtonId;

/// Has the server create the checkout of an offer, unless a checkout is being
/// started. Events are dispatched on `target`.
pub(crate) fn start_offer(
    context: CheckoutContext,
    button: ButtonId,
    order: OfferOrder,
    target: EventTarget,
    callbacks: Callbacks,
) {
    let phase = context.phase_untracked();
    if phase.is_busy() {
        return;
    }
    let order = order.agreed(phase.failure_at(button));
    let checkout = Checkout::begin(context, button, target, callbacks);
    match context.config_untracked().create_address() {
        Some(url) => spawn_local(server_path::run(checkout, url, ServerOrder::Offer(order))),
        None => checkout.fail_rule(&missing("server")),
    }
}

/// Tells the developer that a button lacks something.
pub(crate) fn refuse_without(
    context: CheckoutContext,
    button: ButtonId,
    target: &EventTarget,
    callbacks: Callbacks,
    option: &str,
) {
    refuse_rule(context, button, target, callbacks, &missing(option));
}

/// Tells the buyer that the server has no such offer, or cannot be asked.
pub(crate) fn refuse_missing_offer(
    context: CheckoutContext,
    button: ButtonId,
    target: &EventTarget,
    callbacks: Callbacks,
) {
    let (message, code) = match context.misses_offers() {
        true => (Message::ErrorUnreachable, "unreachable"),
        false => (Message::ErrorOffer, "offer_unknown"),
    };
    let words = (message, [("code", code)]);
    refuse(context, button, target, callbacks, code, words);
}

fn missing(option: &str) -> CoreError {
    CoreError::Variable {
        variable: option.to_owned(),
        problem: VariableProblem::Missing,
    }
}
