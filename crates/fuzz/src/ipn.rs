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

/// The checks that follow, for messages of any source.
pub(crate) fn hold_against_order(message: &IpnMessage) {
    let id: CheckoutId = "co_abcdefghijklmnopqrstuvwxyz".parse().expect("an id");
    let total = Money::from_minor(1_995, Currency::USD).expect("an amount");
    let payees = ["merchant@example.com".to_owned()];
    let expected = Expected {
        id: &id,
        payees: &payees,
        test: true,
        total,
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
    let Verdict::Act { event, mismatches } = verdict else {
        return;
    };
    let before = CheckoutState::new(total);
    let after = transition(&before, &event).state;
    if after.status() != CheckoutStatus::Paid {
        return;
    }
    assert!(mismatches.is_empty(), "paid in spite of {mismatches:?}");
    let CheckoutEvent::Payment { state, gross, .. } = event else {
        panic!("paid without a payment");
    };
    assert_eq!((state, gross), (PaymentState::Completed, total));
}
