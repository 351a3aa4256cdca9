use proptest::prelude::*;

use super::*;

/// One transaction is always told with one amount and date: what differs is how
/// often and when.
fn any_event() -> impl Strategy<Value = SubscriptionEvent> {
    let state = proptest::sample::select(vec![
        PaymentState::Pending,
        PaymentState::Failed,
        PaymentState::Completed,
    ]);
    let names = vec!["A", "B", "C", "D", "E", "F", "X", "Y"];
    let payment = (proptest::sample::select(names), state).prop_map(|(name, state)| {
        let (of, day, minor) = match name {
            "A" => ("S-1", 0, 100),
            "B" => ("S-1", 7, 500),
            "C" => ("S-1", 38, 900),
            "D" => ("S-1", 66, 900),
            "E" => ("S-1", 97, 900),
            "F" => ("S-1", 127, 900),
            "X" => ("S-1", 20, 777),
            _ => ("S-2", 1, 100),
        };
        match paid_to(of, name, day, minor) {
            SubscriptionEvent::Payment {
                subscription,
                txn_id,
                gross,
                mismatches,
                at,
                ..
            } => SubscriptionEvent::Payment {
                subscription,
                txn_id,
                state,
                gross,
                mismatches,
                at,
            },
            other => other,
        }
    });
    let money_back = proptest::sample::select(vec![
        back("R", "A", MoneyBackKind::Refund, 100),
        back("Q", "B", MoneyBackKind::Refund, 200),
        back("V", "C", MoneyBackKind::Reversal, 900),
        back("W", "C", MoneyBackKind::ReversalCanceled, 900),
        back("Z", "X", MoneyBackKind::Refund, 777),
    ]);
    let notices = proptest::sample::select(vec![
        signed_up(),
        notice_of("S-2", SubscriptionNotice::SignedUp { at: START + 5 }),
        notice_of("S-2", SubscriptionNotice::Cancelled { at: START + DAY }),
        failed("1", 7),
        failed("2", 66),
        cancelled(70),
        ended(130),
        accept(&["X", "F"], &[]),
    ]);
    prop_oneof![3 => payment, 1 => money_back, 2 => notices]
}

proptest! {
    #[test]
    fn the_order_and_number_of_messages_do_not_matter(
        events in proptest::collection::vec(any_event(), 1..16),
        repeats in proptest::collection::vec(any::<proptest::sample::Index>(), 0..8),
        order in Just(()).prop_perturb(|(), mut rng| rng.next_u64()),
    ) {
        let once = after(&events);
        let mut other = events.clone();
        for repeat in &repeats {
            other.push(events[repeat.index(events.len())].clone());
        }
        // Any order will do, as long as it is another one.
        let mut seed = order;
        for place in (1..other.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let with = usize::try_from(seed >> 33).unwrap() % (place + 1);
            other.swap(place, with);
        }
        prop_assert_eq!(after(&other), once);
    }

    #[test]
    fn only_review_has_a_reason(events in proptest::collection::vec(any_event(), 0..16)) {
        let judged = after(&events);
        prop_assert_eq!(judged.checkout == C::Review, judged.reason.is_some());
        for payment in &judged.payments {
            prop_assert_eq!(payment.status == C::Review, payment.reason.is_some());
        }
    }

    #[test]
    fn no_more_periods_are_taken_than_the_plan_has(
        events in proptest::collection::vec(any_event(), 0..24),
    ) {
        let judged = after(&events);
        prop_assert!(judged.periods_taken <= 5);
        prop_assert!(judged.status.is_open() || judged.next_payment(&plan()).is_none());
    }

    #[test]
    fn hints_do_not_matter_once_paypal_has_told_anything(
        events in proptest::collection::vec(any_event(), 1..10),
        hint in proptest::sample::select(vec![
            CheckoutEvent::BuyerApproved,
            CheckoutEvent::BuyerCancelled,
            CheckoutEvent::TimeOver,
        ]),
    ) {
        let plain = after(&events);
        prop_assume!(plain.checkout != C::Created);
        let mut hinted = events;
        hinted.insert(0, hint.into());
        prop_assert_eq!(after(&hinted), plain);
    }
}
