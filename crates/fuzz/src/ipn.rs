//! Messages about payments: the bytes stay as they came, and what does not fit
//! the order is never accepted.

use leptos_paypal_core::ipn::{Expected, IpnMessage, TxnType, Verdict, check};
use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutState, CheckoutStatus, Currency, Money, PaymentState,
    transition,
};

/// Reads a message, checks it, and applies what it says to an open checkout.
pub fn run(data: &[u8]) {
    let Ok(message) = IpnMessage::parse(data) else {
        return;
    };
    assert_eq!(
        message.raw(),
        data,
        "PayPal is asked about these very bytes"
    );
    hold_against_order(&message);
}

/// The checks that follow, for messages of any source; the status that an open
/// checkout then has.
pub(crate) fn hold_against_order(message: &IpnMessage) -> CheckoutStatus {
    let id: CheckoutId = "co_abcdefghijklmnopqrstuvwxyz".parse().expect("an id");
    let total = Money::from_minor(1_995, Currency::USD).expect("an amount");
    let payees = ["merchant@example.com".to_owned()];
    let expected = Expected {
        id: &id,
        payees: &payees,
        test: true,
        amount: total.into(),
        own: &[],
        recorded: &[],
        items: None,
        txn_types: &[TxnType::WebAccept, TxnType::Cart],
    };
    let verdict = check(message, Some(&expected), &[]);
    assert!(!verdict.code().is_empty());
    let _ = verdict.to_string();
    let unknown = check(message, None, &[]);
    assert!(
        !matches!(unknown, Verdict::Act { .. }),
        "acted upon without an order"
    );
    let before = CheckoutState::new(total);
    let Verdict::Act { event, mismatches } = verdict else {
        return before.status();
    };
    let status = transition(&before, &event).to;
    if status != CheckoutStatus::Paid {
        return status;
    }
    assert!(mismatches.is_empty(), "paid in spite of {mismatches:?}");
    let CheckoutEvent::Payment { state, gross, .. } = event else {
        panic!("paid without a payment");
    };
    assert_eq!((state, gross), (PaymentState::Completed, total));
    status
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The promises about paid checkouts are kept in vain if none is ever paid.
    #[test]
    fn a_message_of_the_corpus_pays() {
        let raw = include_bytes!("../corpus/ipn/completed");
        let message = IpnMessage::parse(raw).expect("a message");
        assert_eq!(hold_against_order(&message), CheckoutStatus::Paid);
        let other = IpnMessage::parse(include_bytes!("../corpus/ipn/other_payee"));
        let other = hold_against_order(&other.expect("a message"));
        assert_eq!(other, CheckoutStatus::Review);
    }
}
