use super::*;

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
