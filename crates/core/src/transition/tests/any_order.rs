use proptest::prelude::*;

use super::*;

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
