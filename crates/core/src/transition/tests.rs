use super::*;
use crate::Currency;
use CheckoutStatus as S;
use proptest::prelude::*;

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

#[test]
fn money_on_another_account_does_not_unpay() {
    let elsewhere = payment(
        "X",
        PaymentState::Completed,
        1000,
        &[ReviewReason::PayeeMismatch],
    );
    ends(std::slice::from_ref(&elsewhere), S::Review);
    ends(&[elsewhere.clone(), completed("A")], S::Paid);
    ends(&[completed("A"), elsewhere], S::Paid);
}

#[test]
fn a_mismatch_that_was_refunded_leaves_nothing_to_look_at() {
    let wrong = payment(
        "A",
        PaymentState::Completed,
        1,
        &[ReviewReason::AmountMismatch],
    );
    let refund = back("R", "A", MoneyBackKind::Refund, 1);
    ends(&[wrong.clone(), refund.clone()], S::Refunded);
    ends(&[wrong, refund, completed("B")], S::Paid);
}

fn decision(number: u32, ruling: Ruling, payments: &[&str]) -> CheckoutEvent {
    CheckoutEvent::Decision {
        number,
        ruling,
        payments: payments.iter().map(|name| txn(name)).collect(),
        messages: Vec::new(),
    }
}

fn short(name: &str) -> CheckoutEvent {
    let mismatch = [ReviewReason::AmountMismatch];
    payment(name, PaymentState::Completed, 400, &mismatch)
}

#[test]
fn money_that_a_person_accepted_is_paid() {
    use MoneyBackKind::{Refund, Reversal};
    let accept = decision(1, Ruling::Accept, &["A"]);
    for events in [[short("A"), accept.clone()], [accept.clone(), short("A")]] {
        ends(&events, S::Paid);
        for (kind, part, whole) in [
            (Refund, S::PartiallyRefunded, S::Refunded),
            (Reversal, S::Reversed, S::Reversed),
        ] {
            ends(&[&events[..], &[back("R", "A", kind, 100)]].concat(), part);
            ends(&[&events[..], &[back("R", "A", kind, 400)]].concat(), whole);
        }
        // What came later was not looked at.
        let more = [&events[..], &[short("B")]].concat();
        assert_eq!(after(&more).reason(), Some(ReviewReason::AmountMismatch));
        let again = [&events[..], &[completed("B")]].concat();
        assert_eq!(after(&again).reason(), Some(ReviewReason::PaidTwice));
    }
    let elsewhere = [ReviewReason::PayeeMismatch];
    let elsewhere = payment("A", PaymentState::Completed, 1000, &elsewhere);
    ends(&[elsewhere, accept.clone()], S::Paid);
    // The decision is about money that is there.
    ends(std::slice::from_ref(&accept), S::Created);
    let pending = payment("A", PaymentState::Pending, 400, &[]);
    ends(&[pending, accept], S::Pending);
}

#[test]
fn payments_that_were_accepted_together_are_one() {
    let accept = decision(1, Ruling::Accept, &["A", "B"]);
    for second in [completed("B"), short("B")] {
        let both = [completed("A"), second, accept.clone()];
        ends(&both, S::Paid);
        let refund = back("R", "A", MoneyBackKind::Refund, 100);
        ends(&[&both[..], &[refund]].concat(), S::PartiallyRefunded);
        ends(&[&both[..], &[completed("C")]].concat(), S::Review);
    }
}

#[test]
fn the_last_decision_counts_whichever_is_heard_first() {
    let reject = decision(1, Ruling::Reject, &["A"]);
    ends(&[short("A"), reject.clone()], S::Review);
    let refund = back("R", "A", MoneyBackKind::Refund, 400);
    ends(&[short("A"), reject.clone(), refund], S::Refunded);
    let accept = decision(2, Ruling::Accept, &["A"]);
    ends(&[short("A"), reject.clone(), accept.clone()], S::Paid);
    ends(&[accept.clone(), reject, short("A")], S::Paid);
    let both = decision(3, Ruling::Reject, &["A", "B"]);
    ends(&[both.clone(), short("A"), accept.clone()], S::Review);
    ends(&[accept, completed("A"), completed("B"), both], S::Review);
}

/// Two sources tell of one payment; what one of them cannot see, the other may.
#[test]
fn a_mismatch_that_another_source_tells_later_counts() {
    for reason in ReviewReason::ALL {
        let wrong = payment("A", PaymentState::Completed, 1000, &[reason]);
        for events in [[completed("A"), wrong.clone()], [wrong, completed("A")]] {
            ends(&events, S::Review);
            assert_eq!(after(&events).reason(), Some(reason));
        }
        let reserved = payment("A", PaymentState::Pending, 1000, &[reason]);
        for events in [
            [completed("A"), reserved.clone()],
            [reserved, completed("A")],
        ] {
            ends(&events, S::Review);
        }
    }
}

#[test]
fn reserved_money_that_does_not_fit_is_looked_at_until_it_is_released() {
    for reason in [ReviewReason::PayeeMismatch, ReviewReason::AmountMismatch] {
        let reserved = payment("A", PaymentState::Pending, 1000, &[reason]);
        ends(std::slice::from_ref(&reserved), S::Review);
        let voided = payment("A", PaymentState::Failed, 1000, &[]);
        ends(&[reserved.clone(), voided], S::Failed);
        ends(&[reserved, completed("B")], S::Paid);
    }
}

#[test]
fn what_is_not_money_that_came_is_looked_at_and_never_pays_or_refunds() {
    for minor in [0, -1, -1000, -5000] {
        let odd = payment("X", PaymentState::Completed, minor, &[]);
        ends(std::slice::from_ref(&odd), S::Review);
        ends(&[completed("A"), odd.clone()], S::Review);
        let accept = decision(1, Ruling::Accept, &["X"]);
        ends(&[odd.clone(), accept], S::Created);
        let accept = decision(1, Ruling::Accept, &["A", "X"]);
        ends(&[completed("A"), odd, accept], S::Paid);
    }
}

fn any_event() -> impl Strategy<Value = CheckoutEvent> {
    let name = || proptest::sample::select(vec!["A", "B", "C", "R", "V", "W"]);
    let state = proptest::sample::select(vec![
        PaymentState::Pending,
        PaymentState::Failed,
        PaymentState::Completed,
    ]);
    let kind = proptest::sample::select(vec![
        MoneyBackKind::Refund,
        MoneyBackKind::Reversal,
        MoneyBackKind::ReversalCanceled,
    ]);
    // One transaction is always told with one amount: what differs is how
    // often and when.
    prop_oneof![
        (name(), state).prop_map(|(name, state)| {
            let (minor, mismatches): (i64, &[ReviewReason]) = match name {
                "C" => (999, &[ReviewReason::AmountMismatch]),
                "V" => (1000, &[ReviewReason::PayeeMismatch]),
                "W" => (-10, &[ReviewReason::AmountMismatch]),
                _ => (1000, &[]),
            };
            payment(name, state, minor, mismatches)
        }),
        (name(), kind).prop_map(|(name, kind)| {
            let (parent, minor) = match name {
                "A" => ("B", 300),
                "B" => ("A", 700),
                "C" => ("C", 999),
                "R" => ("A", 1000),
                "V" => ("B", 500),
                _ => ("V", 500),
            };
            back(name, parent, kind, minor)
        }),
        (1..5_u32).prop_map(|number| match number {
            1 => decision(1, Ruling::Accept, &["C"]),
            2 => decision(2, Ruling::Reject, &["C", "A"]),
            3 => decision(3, Ruling::Accept, &["A", "B", "V"]),
            _ => decision(4, Ruling::Accept, &["C", "V"]),
        }),
    ]
}

proptest! {
    #[test]
    fn the_order_and_number_of_messages_do_not_matter(
        events in proptest::collection::vec(any_event(), 0..12),
        order in any::<proptest::sample::Index>(),
        seed in proptest::collection::vec(any::<proptest::sample::Index>(), 0..24),
    ) {
        let once = after(&events);
        let mut other: Vec<_> = events.clone();
        for index in &seed {
            if !events.is_empty() {
                other.push(events[index.index(events.len())].clone());
            }
        }
        if !other.is_empty() {
            let middle = order.index(other.len());
            other.rotate_left(middle);
        }
        for (at, index) in seed.iter().enumerate() {
            if at < other.len() {
                let with = index.index(other.len());
                other.swap(at, with);
            }
        }
        let again = after(&other);
        prop_assert_eq!(again.status(), once.status());
        prop_assert_eq!(again.reason(), once.reason());
    }

    #[test]
    fn hints_in_between_do_not_matter_once_money_is_known(
        events in proptest::collection::vec(any_event(), 1..8),
        places in proptest::collection::vec((0..3_usize, any::<proptest::sample::Index>()), 0..6),
    ) {
        let plain = after(&events);
        let mut mixed = events;
        for (hint, place) in places {
            let place = place.index(mixed.len() + 1);
            mixed.insert(place, hints()[hint].clone());
        }
        let hinted = after(&mixed);
        if plain.status() != S::Created {
            prop_assert_eq!(hinted.status(), plain.status());
        }
    }

    #[test]
    fn a_paid_checkout_is_left_only_by_money(
        before in proptest::collection::vec(any_event(), 0..6),
        state in proptest::sample::select(vec![PaymentState::Pending, PaymentState::Failed]),
        name in proptest::sample::select(vec!["A", "B", "Z"]),
        hint in 0..3_usize,
    ) {
        let mut events = before;
        events.push(completed("A"));
        let paid = after(&events);
        prop_assume!(paid.status() == S::Paid);
        prop_assert_eq!(transition(&paid, &hints()[hint]).to, S::Paid);
        let late = payment(name, state, 1000, &[]);
        prop_assert_eq!(transition(&paid, &late).to, S::Paid);
    }

    #[test]
    fn only_review_has_a_reason(events in proptest::collection::vec(any_event(), 0..12)) {
        let state = after(&events);
        prop_assert_eq!(state.status() == S::Review, state.reason().is_some());
    }
}

#[test]
fn what_is_not_understood_is_in_review_until_a_person_decides() {
    let unclear = |message, reason| CheckoutEvent::Unclear { message, reason };
    let decided = |number, ruling, messages: &[u64]| CheckoutEvent::Decision {
        number,
        ruling,
        payments: vec![txn("A")],
        messages: messages.to_vec(),
    };
    let status = ReviewReason::StatusUnknown;
    ends(&[unclear(1, status)], S::Review);
    ends(&[completed("A"), unclear(1, status)], S::Review);
    ends(&[unclear(1, status), completed("A")], S::Review);
    let accept = decided(1, Ruling::Accept, &[1]);
    ends(&[unclear(1, status), accept.clone()], S::Paid);
    ends(
        &[completed("A"), unclear(1, status), accept.clone()],
        S::Paid,
    );
    // What comes later is looked at anew.
    ends(
        &[
            completed("A"),
            unclear(1, status),
            accept,
            unclear(2, status),
        ],
        S::Review,
    );
    let reject = decided(1, Ruling::Reject, &[1]);
    ends(
        &[completed("A"), unclear(1, status), reject.clone()],
        S::Review,
    );
    let accept = decided(2, Ruling::Accept, &[1]);
    ends(
        &[completed("A"), unclear(1, status), reject, accept],
        S::Paid,
    );
}
