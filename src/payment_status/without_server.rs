//! Outcomes that a browser knows without asking anybody.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, PdtReturn, ReturnQuery};

use super::{OutcomeState, PaymentOutcome};
use crate::context::CheckoutContext;

/// Outcome on a page without a server: PayPal's own words, and only about a
/// checkout that this browser has started. Anybody can make a link that says
/// "completed".
pub(super) fn without_server(context: CheckoutContext, returned: &ReturnQuery) -> PaymentOutcome {
    let mut outcome = PaymentOutcome::default();
    let Some(id) = &returned.checkout else {
        outcome.state = match returned.pdt {
            Some(_) => OutcomeState::Thanks,
            None => OutcomeState::Nothing,
        };
        return outcome;
    };
    let id = CheckoutRef::from(id.clone());
    outcome.state = OutcomeState::Thanks;
    let Some(attempt) = context.attempts().of(&id) else {
        return outcome;
    };
    match &returned.pdt {
        Some(pdt) if is_about(pdt, &id, attempt.total()) => {
            // An amount that was not agreed here is anybody's word.
            outcome.total = attempt.total();
            outcome.transaction = Some(pdt.tx.clone());
            outcome.state = match pdt.st == "Completed" {
                true => OutcomeState::Reported,
                false => OutcomeState::ReportedPending,
            };
            if outcome.state == OutcomeState::Reported {
                context.handle_status(&id, CheckoutStatus::Paid);
            }
            outcome.id = Some(id);
        }
        None if returned.cancelled => outcome.state = OutcomeState::Returned,
        _ => {}
    }
    outcome
}

/// Returns whether PayPal's words fit the checkout that was started. One whose
/// amount is typed at PayPal has none that they could fit.
fn is_about(pdt: &PdtReturn, id: &CheckoutRef, total: Option<Money>) -> bool {
    pdt.cm.as_deref() == Some(id.as_str()) && (total.is_none() || paid(pdt) == total)
}

fn paid(pdt: &PdtReturn) -> Option<Money> {
    let currency = pdt.cc.as_deref()?.parse().ok()?;
    Money::parse(pdt.amt.as_deref()?, currency).ok()
}
