mod any_order;

use super::*;
use crate::form::{BillingPeriod, PeriodUnit, Recurrence, SubscriptionPlan, SubscriptionTerm};
use crate::{
    CheckoutEvent, CheckoutStatus as C, Currency, Money, MoneyBackKind, PaymentState, ReviewReason,
    Ruling, TxnId,
};
use SubscriptionStatus as S;
use jiff::civil::date;

/// Noon of 1 January 2026 (UTC), and a day, in milliseconds.
const START: i64 = 1_767_268_800_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD).unwrap()
}

fn term(minor: i64, length: u8, unit: PeriodUnit) -> SubscriptionTerm {
    SubscriptionTerm {
        amount: usd(minor),
        period: BillingPeriod::new("p3", length, unit).unwrap(),
    }
}

/// 1.00 for a week, 5.00 for a month, then 9.00 a month, three times.
fn plan() -> SubscriptionPlan {
    let mut plan = SubscriptionPlan::new(term(900, 1, PeriodUnit::Month));
    plan.trial = Some(term(100, 1, PeriodUnit::Week));
    plan.second_trial = Some(term(500, 1, PeriodUnit::Month));
    plan.recurrence = Recurrence::Times(3);
    plan
}

fn txn(name: &str) -> TxnId {
    name.parse().unwrap()
}

fn id(name: &str) -> SubscriptionId {
    name.parse().unwrap()
}

fn notice_of(subscription: &str, notice: SubscriptionNotice) -> SubscriptionEvent {
    let subscription = id(subscription);
    SubscriptionEvent::Notice {
        subscription,
        notice,
    }
}

fn notice(notice: SubscriptionNotice) -> SubscriptionEvent {
    notice_of("S-1", notice)
}

fn signed_up() -> SubscriptionEvent {
    notice(SubscriptionNotice::SignedUp { at: START })
}

fn failed(name: &str, day: i64) -> SubscriptionEvent {
    let at = START + day * DAY;
    let name = name.to_owned();
    notice(SubscriptionNotice::PaymentFailed { name, at })
}

fn cancelled(day: i64) -> SubscriptionEvent {
    let at = START + day * DAY;
    notice(SubscriptionNotice::Cancelled { at })
}

fn ended(day: i64) -> SubscriptionEvent {
    let at = START + day * DAY;
    notice(SubscriptionNotice::Ended { at })
}

fn paid_to(subscription: &str, name: &str, day: i64, minor: i64) -> SubscriptionEvent {
    SubscriptionEvent::Payment {
        subscription: Some(id(subscription)),
        txn_id: txn(name),
        state: PaymentState::Completed,
        gross: usd(minor),
        mismatches: Vec::new(),
        at: START + day * DAY,
    }
}

fn paid(name: &str, day: i64, minor: i64) -> SubscriptionEvent {
    paid_to("S-1", name, day, minor)
}

fn back(name: &str, parent: &str, kind: MoneyBackKind, minor: i64) -> SubscriptionEvent {
    let event = CheckoutEvent::MoneyBack {
        txn_id: txn(name),
        parent: txn(parent),
        kind,
        amount: usd(minor),
    };
    event.into()
}

fn accept(payments: &[&str], messages: &[u64]) -> SubscriptionEvent {
    let event = CheckoutEvent::Decision {
        number: 1,
        ruling: Ruling::Accept,
        payments: payments.iter().map(|name| txn(name)).collect(),
        messages: messages.to_vec(),
    };
    event.into()
}

fn whole() -> Vec<SubscriptionEvent> {
    vec![
        signed_up(),
        paid("A", 0, 100),
        paid("B", 7, 500),
        paid("C", 38, 900),
        paid("D", 66, 900),
        paid("E", 97, 900),
        ended(127),
    ]
}

fn after(events: &[SubscriptionEvent]) -> SubscriptionJudgement {
    let state = SubscriptionState::new(plan());
    events
        .iter()
        .fold(state, |state, event| state.after(event))
        .judge()
}

#[track_caller]
fn is(events: &[SubscriptionEvent], status: S, checkout: C, reason: Option<ReviewReason>) {
    let judged = after(events);
    assert_eq!(
        (judged.status, judged.checkout, judged.reason),
        (status, checkout, reason),
        "{events:?}"
    );
}

#[test]
fn a_subscription_goes_from_its_form_to_its_end() {
    let expected = [
        (S::Created, C::Created, None),
        (S::Active, C::Approved, Some((date(2026, 1, 1), 100))),
        (S::Active, C::Paid, Some((date(2026, 1, 8), 500))),
        (S::Active, C::Paid, Some((date(2026, 2, 8), 900))),
        (S::Active, C::Paid, Some((date(2026, 3, 8), 900))),
        (S::Active, C::Paid, Some((date(2026, 4, 8), 900))),
        (S::Active, C::Paid, None),
        (S::Ended, C::Paid, None),
    ];
    for (count, (status, checkout, next)) in expected.into_iter().enumerate() {
        let judged = after(&whole()[..count]);
        assert_eq!(
            (judged.status, judged.checkout),
            (status, checkout),
            "{count}"
        );
        let upcoming = judged.next_payment(&plan());
        let upcoming = upcoming.map(|next| (next.due, next.amount.minor()));
        assert_eq!(upcoming, next, "{count}");
    }
    let judged = after(&whole());
    assert_eq!(judged.paid_until(&plan()), Some(date(2026, 5, 8)));
    assert_eq!(judged.subscription, Some(id("S-1")));
    assert_eq!(judged.periods_taken, 5);
}

#[test]
fn a_free_trial_is_paid_for_by_nobody() {
    let mut plan = SubscriptionPlan::new(term(900, 1, PeriodUnit::Month));
    plan.trial = Some(term(0, 14, PeriodUnit::Day));
    let state = SubscriptionState::new(plan.clone()).after(&signed_up());
    let judged = state.judge();
    assert_eq!((judged.status, judged.checkout), (S::Active, C::Approved));
    assert_eq!(judged.next_payment(&plan).unwrap().due, date(2026, 1, 15));
    assert_eq!(judged.paid_until(&plan), Some(date(2026, 1, 15)));
    let judged = state.after(&paid("A", 14, 900)).judge();
    assert_eq!((judged.checkout, judged.reason), (C::Paid, None));
    assert_eq!(judged.next_payment(&plan).unwrap().due, date(2026, 2, 15));
    // Time passes, and nothing was to be paid.
    let late = state.after(&CheckoutEvent::TimeOver.into()).judge();
    assert_eq!(late.checkout, C::Approved);
}

#[test]
fn every_amount_is_that_of_its_period() {
    let mismatch = Some(ReviewReason::AmountMismatch);
    for events in [
        &[signed_up(), paid("A", 0, 900), paid("B", 7, 100)][..],
        &[signed_up(), paid("A", 0, 100), paid("B", 7, 100)],
        &[signed_up(), paid("A", 0, 100), paid("B", 7, 501)],
    ] {
        is(events, S::Active, C::Review, mismatch);
    }
    let mut events = whole();
    events.insert(6, paid("F", 120, 900));
    is(
        &events,
        S::Ended,
        C::Review,
        Some(ReviewReason::TooManyPayments),
    );
    events.push(back("R", "F", MoneyBackKind::Refund, 900));
    is(&events, S::Ended, C::PartiallyRefunded, None);
}

#[test]
fn a_person_accepts_another_amount() {
    let wrong = [signed_up(), paid("A", 0, 100), paid("B", 7, 450)];
    is(
        &wrong,
        S::Active,
        C::Review,
        Some(ReviewReason::AmountMismatch),
    );
    let mut events = wrong.to_vec();
    events.push(accept(&["A", "B"], &[]));
    is(&events, S::Active, C::Paid, None);
    let judged = after(&events);
    assert_eq!(judged.next_payment(&plan()).unwrap().due, date(2026, 2, 8));
}

#[test]
fn a_payment_may_come_before_its_sign_up_and_after_a_cancellation() {
    is(&[paid("A", 0, 100)], S::Active, C::Paid, None);
    is(&[paid("B", 7, 500)], S::Active, C::Paid, None);
    let events = [
        paid("B", 7, 500),
        cancelled(20),
        paid("A", 0, 100),
        signed_up(),
    ];
    is(&events, S::Cancelled, C::Paid, None);
    let judged = after(&events);
    assert_eq!(judged.next_payment(&plan()), None);
    assert_eq!(judged.paid_until(&plan()), Some(date(2026, 2, 8)));
    is(
        &[signed_up(), cancelled(0)],
        S::Cancelled,
        C::Cancelled,
        None,
    );
}

#[test]
fn a_failed_payment_is_made_good_by_a_later_one() {
    let mut events = vec![signed_up(), paid("A", 0, 100), failed("1", 7)];
    is(&events, S::PaymentFailed, C::Paid, None);
    assert!(after(&events).next_payment(&plan()).is_some());
    events.push(paid("B", 12, 500));
    is(&events, S::Active, C::Paid, None);
    events.push(failed("1", 7));
    is(&events, S::Active, C::Paid, None);
    events.push(failed("2", 38));
    is(&events, S::PaymentFailed, C::Paid, None);
    is(
        &[signed_up(), failed("1", 0)],
        S::PaymentFailed,
        C::Failed,
        None,
    );
}

#[test]
fn money_that_goes_back_counts_against_its_payment() {
    use MoneyBackKind::{Refund, Reversal, ReversalCanceled};
    let mut events = vec![signed_up(), paid("A", 0, 100)];
    events.push(back("R", "A", Refund, 40));
    is(&events, S::Active, C::PartiallyRefunded, None);
    events.push(back("Q", "A", Refund, 60));
    is(&events, S::Active, C::Refunded, None);
    events.push(paid("B", 7, 500));
    is(&events, S::Active, C::PartiallyRefunded, None);
    events.push(back("V", "B", Reversal, 500));
    is(&events, S::Active, C::Reversed, None);
    assert_eq!(after(&events).payments[1].status, C::Reversed);
    events.push(back("W", "B", ReversalCanceled, 500));
    assert_eq!(after(&events).payments[1].status, C::Paid);
    assert_eq!(after(&events).payments[0].went_back, usd(100));
}

#[test]
fn money_that_went_back_pays_for_no_period() {
    use MoneyBackKind::{Refund, Reversal, ReversalCanceled};
    let until = |events: &[SubscriptionEvent]| after(events).paid_until(&plan());
    let mut events = vec![signed_up(), paid("A", 0, 100), paid("B", 7, 500)];
    assert_eq!(until(&events), Some(date(2026, 2, 8)));
    // A part of it leaves the period paid.
    events.push(back("R", "B", Refund, 100));
    assert_eq!(until(&events), Some(date(2026, 2, 8)));
    events.push(back("Q", "B", Refund, 400));
    assert_eq!(until(&events), Some(date(2026, 1, 8)));
    // The next payment is still that of the next period.
    assert_eq!(after(&events).periods_taken, 2);
    events.push(paid("C", 38, 900));
    assert_eq!(until(&events), Some(date(2026, 3, 8)));
    events.push(back("V", "C", Reversal, 900));
    assert_eq!(until(&events), Some(date(2026, 1, 8)));
    events.push(back("W", "C", ReversalCanceled, 900));
    assert_eq!(until(&events), Some(date(2026, 3, 8)));
    events.push(back("U", "A", Refund, 100));
    assert_eq!(until(&events), Some(date(2026, 3, 8)));
    // All of it went back.
    let all = [signed_up(), paid("A", 0, 100), back("R", "A", Refund, 100)];
    assert_eq!(until(&all), None);
}

#[test]
fn a_free_period_counts_behind_one_that_is_paid() {
    let mut plan = SubscriptionPlan::new(term(900, 1, PeriodUnit::Month));
    plan.trial = Some(term(100, 1, PeriodUnit::Week));
    plan.second_trial = Some(term(0, 1, PeriodUnit::Week));
    let until = |events: &[SubscriptionEvent]| {
        let state = SubscriptionState::new(plan.clone());
        let state = events.iter().fold(state, |state, event| state.after(event));
        state.judge().paid_until(&plan)
    };
    let mut events = vec![signed_up(), paid("A", 0, 100)];
    assert_eq!(until(&events), Some(date(2026, 1, 15)));
    events.push(back("R", "A", MoneyBackKind::Refund, 100));
    assert_eq!(until(&events), None);
    events.push(paid("B", 14, 900));
    assert_eq!(until(&events), Some(date(2026, 2, 15)));
}

#[test]
fn two_subscriptions_of_one_form_are_for_a_person() {
    let second = |notice| notice_of("S-2", notice);
    let mut events = vec![signed_up(), paid("A", 0, 100)];
    events.push(second(SubscriptionNotice::SignedUp { at: START + 1 }));
    let twice = Some(ReviewReason::SubscribedTwice);
    is(&events, S::Active, C::Review, twice);
    events.push(paid_to("S-2", "B", 1, 100));
    events.push(second(SubscriptionNotice::Cancelled { at: START + DAY }));
    is(&events, S::Active, C::Review, twice);
    let judged = after(&events);
    assert_eq!(judged.subscription, Some(id("S-1")));
    let of: Vec<_> = judged
        .payments
        .iter()
        .map(|payment| (payment.subscription.clone().unwrap(), payment.is_of_second))
        .collect();
    assert_eq!(of, [(id("S-1"), false), (id("S-2"), true)]);
    let accepted = [&events[..], &[accept(&["A", "B"], &[])]].concat();
    let accepted = after(&accepted).payments;
    assert!(accepted.iter().all(|payment| !payment.is_of_second));
    events.push(back("R", "B", MoneyBackKind::Refund, 100));
    is(&events, S::Active, C::PartiallyRefunded, None);
}

#[test]
fn money_of_others_and_messages_nobody_understands_are_for_a_person() {
    let elsewhere = SubscriptionEvent::Payment {
        subscription: Some(id("S-1")),
        txn_id: txn("A"),
        state: PaymentState::Completed,
        gross: usd(100),
        mismatches: vec![ReviewReason::PayeeMismatch],
        at: START,
    };
    let payee = Some(ReviewReason::PayeeMismatch);
    is(
        std::slice::from_ref(&elsewhere),
        S::Created,
        C::Review,
        payee,
    );
    is(&[elsewhere, paid("B", 0, 100)], S::Active, C::Paid, None);
    let reason = ReviewReason::PlanMismatch;
    let unclear = CheckoutEvent::Unclear { message: 7, reason };
    let events = [signed_up(), unclear.into()];
    is(&events, S::Active, C::Review, Some(reason));
    let accepted = [&events[..], &[accept(&[], &[7])]].concat();
    is(&accepted, S::Active, C::Approved, None);
}

#[test]
fn names_are_those_of_json() {
    for status in S::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        assert_eq!(status.as_str().parse(), Ok(*status));
    }
    let open: Vec<_> = S::ALL.iter().filter(|status| status.is_open()).collect();
    assert_eq!(open, [&S::Active, &S::PaymentFailed]);
}
