//! Outcomes that a refusal means.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus};

use super::{OutcomeState, PaymentOutcome};
use crate::context::CheckoutContext;
use crate::http_client::Refusal;

/// Returns whether a refusal says nothing of the payment itself.
pub(super) fn says_nothing(refusal: &Refusal) -> bool {
    !refusal.is_retryable()
        && !matches!(
            refusal.code.as_str(),
            "checkout_unknown" | "instrument_declined" | "payment_refused"
        )
}

/// Outcome that a refusal means.
pub(super) fn refused(
    context: CheckoutContext,
    refusal: Refusal,
    id: &CheckoutRef,
) -> PaymentOutcome {
    let mut outcome = PaymentOutcome::default();
    if refusal.is_retryable() {
        let is_paypals = refusal.is_about_client() || refusal.code.starts_with("paypal_");
        outcome.state = match is_paypals {
            true => OutcomeState::PayPalUnreachable,
            false => OutcomeState::Unreachable,
        };
        return outcome;
    }
    let seen = outcome.recall(context, id.clone());
    // PayPal's own errors do not always say where the buyer agrees.
    if refusal.approval_url.is_some() {
        outcome.approval_url = refusal.approval_url;
    }
    outcome.state = match refusal.code.as_str() {
        // A reload of a page whose server is not told twice. What was heard
        // the first time counts; never more than that.
        "already_done" => {
            outcome.approval_url = None;
            OutcomeState::Server(seen.unwrap_or(CheckoutStatus::Pending))
        }
        "not_approved" => OutcomeState::Server(CheckoutStatus::Created),
        code => {
            outcome.total = None;
            match code {
                "instrument_declined" => OutcomeState::Declined,
                "payment_refused" | "paypal_refused" => OutcomeState::Refused,
                _ => {
                    outcome.id = None;
                    OutcomeState::Unknown
                }
            }
        }
    };
    outcome
}
