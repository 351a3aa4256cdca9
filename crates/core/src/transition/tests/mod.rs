mod any_order;
mod review;

use super::*;
use crate::Currency;
use CheckoutStatus as S;

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD).unwrap()
}

fn txn(name: &str) -> TxnId {
    name.parse().unwrap()
}

fn payment(
    name: &str,
    state: PaymentState,
    minor: i64,
    mismatches: &[ReviewReason],
) -> CheckoutEvent {
    CheckoutEvent::Payment {
        txn_id: txn(name),
        state,
        gross: usd(minor),
        mismatches: mismatches.to_vec(),
    }
}

fn completed(name: &str) -> CheckoutEvent {
    payment(name, PaymentState::Completed, 1000, &[])
}

fn back(name: &str, parent: &str, kind: MoneyBackKind, minor: i64) -> CheckoutEvent {
    CheckoutEvent::MoneyBack {
        txn_id: txn(name),
        parent: txn(parent),
        kind,
        amount: usd(minor),
    }
}

fn after(events: &[CheckoutEvent]) -> CheckoutState {
    events
        .iter()
        .fold(CheckoutState::new(usd(1000)), |state, event| {
            transition(&state, event).state
        })
}

#[track_caller]
fn ends(events: &[CheckoutEvent], status: S) {
    assert_eq!(after(events).status(), status, "{events:?}");
}

/// A way into every status.
fn reaching(status: S) -> Vec<CheckoutEvent> {
    use MoneyBackKind::{Refund, Reversal};
    match status {
        S::Created => vec![],
        S::Approved => vec![CheckoutEvent::BuyerApproved],
        S::Pending => vec![payment("A", PaymentState::Pending, 1000, &[])],
        S::Paid => vec![completed("A")],
        S::Failed => vec![payment("A", PaymentState::Failed, 1000, &[])],
        S::Cancelled => vec![CheckoutEvent::BuyerCancelled],
        S::Expired => vec![CheckoutEvent::TimeOver],
        S::Review => vec![payment(
            "A",
            PaymentState::Completed,
            1,
            &[ReviewReason::AmountMismatch],
        )],
        S::Refunded => vec![completed("A"), back("R", "A", Refund, 1000)],
        S::PartiallyRefunded => vec![completed("A"), back("R", "A", Refund, 1)],
        S::Reversed => vec![completed("A"), back("R", "A", Reversal, 1000)],
    }
}

fn hints() -> [CheckoutEvent; 3] {
    [
        CheckoutEvent::BuyerApproved,
        CheckoutEvent::BuyerCancelled,
        CheckoutEvent::TimeOver,
    ]
}

fn decision(number: u32, ruling: Ruling, payments: &[&str]) -> CheckoutEvent {
    CheckoutEvent::Decision {
        number,
        ruling,
        payments: payments.iter().map(|name| txn(name)).collect(),
        messages: Vec::new(),
    }
}

#[test]
fn every_status_is_reached() {
    for status in S::ALL {
        ends(&reaching(status), status);
    }
}

#[test]
fn hints_move_only_what_no_money_has_touched() {
    for status in S::ALL {
        let state = after(&reaching(status));
        for hint in hints() {
            let to = transition(&state, &hint).to;
            let expected = match (status, &hint) {
                (S::Created | S::Cancelled | S::Approved, CheckoutEvent::BuyerApproved) => {
                    S::Approved
                }
                (S::Created | S::Approved, CheckoutEvent::BuyerCancelled) => S::Cancelled,
                (S::Created | S::Approved, CheckoutEvent::TimeOver) => S::Expired,
                _ => status,
            };
            assert_eq!(to, expected, "{status} {hint:?}");
        }
    }
}

#[test]
fn money_on_the_same_transaction_in_every_status() {
    for status in S::ALL {
        let state = after(&reaching(status));
        let late = transition(&state, &payment("A", PaymentState::Pending, 1000, &[]));
        let expected = match status {
            S::Created | S::Approved | S::Cancelled | S::Expired => S::Pending,
            other => other,
        };
        assert_eq!(late.to, expected, "{status} then Pending");

        let late = transition(&state, &payment("A", PaymentState::Failed, 1000, &[]));
        let expected = match status {
            S::Created | S::Approved | S::Cancelled | S::Expired | S::Pending => S::Failed,
            other => other,
        };
        assert_eq!(late.to, expected, "{status} then Failed");

        let late = transition(&state, &completed("A"));
        let expected = match status {
            S::Created | S::Approved | S::Cancelled | S::Expired | S::Pending | S::Failed => {
                S::Paid
            }
            other => other,
        };
        assert_eq!(late.to, expected, "{status} then Completed");
    }
}

#[test]
fn a_second_payment_is_looked_at_until_one_is_refunded() {
    let twice = [completed("A"), completed("B")];
    ends(&twice, S::Review);
    assert_eq!(after(&twice).reason(), Some(ReviewReason::PaidTwice));
    let mut refunded = twice.to_vec();
    refunded.push(back("R", "B", MoneyBackKind::Refund, 1000));
    ends(&refunded, S::Paid);
    ends(
        &[
            completed("A"),
            payment("B", PaymentState::Pending, 1000, &[]),
        ],
        S::Paid,
    );
    ends(
        &[
            completed("A"),
            payment("B", PaymentState::Failed, 1000, &[]),
        ],
        S::Paid,
    );
}

#[test]
fn refunds_add_up() {
    use MoneyBackKind::Refund;
    let mut events = vec![completed("A"), back("R1", "A", Refund, 400)];
    ends(&events, S::PartiallyRefunded);
    events.push(back("R2", "A", Refund, 599));
    ends(&events, S::PartiallyRefunded);
    events.push(back("R2", "A", Refund, 599));
    ends(&events, S::PartiallyRefunded);
    events.push(back("R3", "A", Refund, 1));
    ends(&events, S::Refunded);
}

#[test]
fn a_refund_before_its_payment() {
    use MoneyBackKind::Refund;
    ends(&[back("R", "A", Refund, 400)], S::Created);
    ends(
        &[back("R", "A", Refund, 400), completed("A")],
        S::PartiallyRefunded,
    );
    ends(&[back("R", "A", Refund, 1000)], S::Refunded);
    ends(&[back("R", "A", Refund, 1000), completed("A")], S::Refunded);
    ends(
        &[
            back("R", "A", Refund, 1000),
            payment("A", PaymentState::Pending, 1000, &[]),
        ],
        S::Refunded,
    );
}

/// Messages tell a reversal as a transaction of its own, PayPal's APIs as the
/// state of the payment.
#[test]
fn a_reversal_that_is_told_in_two_ways_is_one() {
    use MoneyBackKind::{Reversal, ReversalCanceled};
    let by_message = back("V", "A", Reversal, 1000);
    let by_state = back("A", "A", Reversal, 1000);
    let canceled = back("W", "A", ReversalCanceled, 1000);
    let again = back("X", "A", Reversal, 1000);
    let told = [completed("A"), by_message, by_state, canceled, again];
    for (heard, status) in [
        (&[0, 1, 2][..], S::Reversed),
        (&[0, 2], S::Reversed),
        (&[2, 1, 0], S::Reversed),
        (&[0, 1, 2, 3], S::Paid),
        (&[3, 2, 1, 0], S::Paid),
        (&[0, 2, 3], S::Paid),
        (&[0, 1, 2, 3, 4], S::Reversed),
    ] {
        let events: Vec<CheckoutEvent> = heard.iter().map(|&n: &usize| told[n].clone()).collect();
        ends(&events, status);
    }
}

#[test]
fn a_withdrawn_reversal_is_as_if_it_had_not_been() {
    use MoneyBackKind::{Reversal, ReversalCanceled};
    let mut events = vec![completed("A"), back("V", "A", Reversal, 1000)];
    ends(&events, S::Reversed);
    events.push(back("W", "A", ReversalCanceled, 1000));
    ends(&events, S::Paid);
    // By the reversal instead of the payment, and before it.
    ends(
        &[
            back("W", "V", ReversalCanceled, 1000),
            completed("A"),
            back("V", "A", Reversal, 1000),
        ],
        S::Paid,
    );
}

#[test]
fn a_payment_without_money_does_not_move_what_went_back() {
    use MoneyBackKind::Refund;
    let refunded_and_paid_again = [
        completed("A"),
        back("B", "A", Refund, 700),
        back("V", "B", Refund, 500),
        completed("W"),
    ];
    ends(&refunded_and_paid_again, S::Paid);
    for state in [PaymentState::Pending, PaymentState::Failed] {
        let mut events = refunded_and_paid_again.to_vec();
        events.push(payment("B", state, 1000, &[]));
        ends(&events, S::Paid);
    }
}
