//! PayPal's no to a call that moves money, as any of its APIs says it.

use leptos_paypal_api::classic::{ErrorCode, Failure};
use leptos_paypal_api::{ApiError, ErrorName, Issue, Refusal};

/// Meaning of a no for the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The state says more: it was done before, is being done, or cannot be
    /// done any more.
    Over,
    /// The buyer has not approved yet.
    NotApproved,
    /// The buyer is another one than the one who approved.
    OtherBuyer,
    /// The credentials are refused, or may not do this.
    Credentials,
    /// PayPal will not take this payment.
    Definite,
    /// Another way of paying may work.
    WantsBuyer,
    /// Something else, perhaps of a machine on the way.
    Otherwise,
}

impl Refused {
    /// Meaning of an error; nothing where PayPal has not said no.
    pub(super) fn of(error: &ApiError) -> Option<Self> {
        if error.is_passing() {
            return None;
        }
        let rest = error.refusal().map(of_refusal);
        rest.or_else(|| error.failure().map(of_failure))
    }
}

fn of_refusal(refusal: &Refusal) -> Refused {
    let is_over = refusal.is_done_already()
        || refusal.is_unknown()
        || refusal.status == 409
        || refusal.name == ErrorName::PaymentStateInvalid
        || [
            Issue::OrderCompletedOrVoided,
            Issue::OrderCompletionInProgress,
            Issue::OrderExpired,
            Issue::OrderAlreadyCompleted,
            Issue::DuplicateRequestId,
        ]
        .iter()
        .any(|issue| refusal.has(issue));
    // PayPal's words count before the status, which is a class of many things.
    if refusal.has_definite_word() {
        Refused::Definite
    } else if is_over {
        Refused::Over
    } else if refusal.is_not_approved() {
        Refused::NotApproved
    } else if refusal.name == ErrorName::InvalidPayerId {
        Refused::OtherBuyer
    } else if refusal.wants_buyer() {
        Refused::WantsBuyer
    } else if matches!(refusal.status, 401 | 403) {
        Refused::Credentials
    } else if refusal.is_definite() {
        Refused::Definite
    } else {
        Refused::Otherwise
    }
}

fn of_failure(failure: &Failure) -> Refused {
    if failure.already_done() || failure.token_unknown() {
        Refused::Over
    } else if failure.is_not_approved() {
        Refused::NotApproved
    } else if failure.has(&ErrorCode::PayerIdInvalid) {
        Refused::OtherBuyer
    } else if failure.credentials_refused() || failure.has(&ErrorCode::PermissionDenied) {
        Refused::Credentials
    } else if failure.is_definite() {
        Refused::Definite
    } else if failure.buyer_must_return() {
        Refused::WantsBuyer
    } else {
        Refused::Otherwise
    }
}

/// Returns whether what was asked for had been done before.
pub(super) fn is_done_already(error: &ApiError) -> bool {
    error.refusal().is_some_and(Refusal::is_done_already)
        || error.failure().is_some_and(Failure::already_done)
}

/// PayPal's word for the reason: the first issue (v2), the name (v1) or the
/// code (classic).
pub(super) fn issue_of(error: &ApiError) -> Option<String> {
    if let Some(failure) = error.failure() {
        return Some(failure.code().map_or_else(String::new, ToString::to_string));
    }
    let refusal = error.refusal()?;
    let issue = refusal
        .details
        .iter()
        .map(|detail| detail.issue.as_str())
        .find(|issue| is_word(issue));
    Some(issue.unwrap_or(refusal.name.as_str()).to_owned())
}

/// Payments v1 has an English text where v2 has a word.
fn is_word(issue: &str) -> bool {
    !issue.is_empty()
        && issue
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
