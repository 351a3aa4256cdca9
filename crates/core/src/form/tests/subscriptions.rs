//! A subscription says what its schedule says.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::form::{
    BillingPeriod, Form, PaymentVariables, PeriodUnit, Recurrence, SavedButton, Subscription,
    SubscriptionPlan, SubscriptionTerm, example,
};
use crate::{Currency, Money};

fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|field| field.0 == name)
        .map(|field| field.1.as_str())
}

/// The snapshot of a whole form: what is sent, and in which order.
#[test]
fn a_subscription_becomes_these_fields() {
    let mut form = example::subscription().unwrap();
    form.payment = PaymentVariables::new("merchant@example.com".parse().unwrap(), Currency::USD);
    form.plan.options.truncate(1);
    let expected = [
        ("cmd", "_xclick-subscriptions"),
        ("business", "merchant@example.com"),
        ("currency_code", "USD"),
        ("charset", "utf-8"),
        ("item_name", "Tea of the month"),
        ("item_number", "TEA-CLUB"),
        ("on0", "Size"),
        ("os0", "Large"),
        ("a1", "0.00"),
        ("p1", "14"),
        ("t1", "D"),
        ("a2", "9.50"),
        ("p2", "1"),
        ("t2", "M"),
        ("a3", "20.00"),
        ("p3", "1"),
        ("t3", "M"),
        ("src", "1"),
        ("srt", "12"),
        ("sra", "0"),
        ("modify", "0"),
        ("usr_manage", "1"),
        ("no_note", "1"),
    ];
    let fields = form.fields().unwrap();
    let found: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(form.plan.first_amount(), Money::zero(Currency::USD));
    let any = Form::Subscription(Box::new(form.clone()));
    assert_eq!(any.fields(), Ok(fields));
    assert_eq!(any.totals(), Ok(None));
    assert_eq!(any.ordered_items(), form.ordered_items());
}

#[test]
fn one_payment_does_not_recur() {
    let mut form = example::subscription().unwrap();
    form.plan.recurrence = Recurrence::Once;
    let fields = form.fields().unwrap();
    assert_eq!(value(&fields, "src"), Some("0"));
    assert_eq!(value(&fields, "srt"), None);
    assert_eq!(form.plan.schedule(date(2026, 1, 1)).count(), 3);
}

#[test]
fn subscriptions_and_saved_buttons_are_not_wrapped() {
    let subscription = Form::Subscription(Box::new(example::subscription().unwrap()));
    let hosted = SavedButton::Hosted(example::hosted_button().unwrap());
    for inner in [subscription, Form::Saved(Box::new(hosted))] {
        let error = Form::ExtEnter(Box::new(inner)).fields().unwrap_err();
        assert_eq!(error.variable(), Some("redirect_cmd"));
    }
}

fn due(form: &Subscription, start: Date, count: usize) -> Vec<(String, String)> {
    form.plan
        .schedule(start)
        .take(count)
        .map(|payment| (payment.due.to_string(), payment.amount.text()))
        .collect()
}

fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(day, amount)| ((*day).to_owned(), (*amount).to_owned()))
        .collect()
}

#[test]
fn trials_come_first_and_months_end_where_they_end() {
    let mut form = example::subscription().unwrap();
    form.plan.recurrence = Recurrence::Times(3);
    // 14 days to the 31st; then months, of which February is short.
    assert_eq!(
        due(&form, date(2027, 12, 17), 9),
        rows(&[
            ("2027-12-17", "0.00"),
            ("2027-12-31", "9.50"),
            ("2028-01-31", "20.00"),
            ("2028-02-29", "20.00"),
            ("2028-03-31", "20.00"),
        ])
    );
    let last = form.plan.schedule(date(2027, 12, 17)).last().unwrap();
    assert_eq!((last.ends, last.is_trial), (date(2028, 4, 30), false));
}

#[test]
fn a_leap_day_returns_in_leap_years() {
    let mut form = example::subscription().unwrap();
    form.plan.trial = None;
    form.plan.second_trial = None;
    form.plan.regular.period = "1 Y".parse().unwrap();
    form.plan.recurrence = Recurrence::UntilCancelled;
    assert_eq!(
        due(&form, date(2028, 2, 29), 5)
            .into_iter()
            .map(|row| row.0)
            .collect::<Vec<_>>(),
        [
            "2028-02-29",
            "2029-02-28",
            "2030-02-28",
            "2031-02-28",
            "2032-02-29"
        ]
    );
    // It ends with the calendar, not with a panic.
    assert!(form.plan.schedule(date(9998, 1, 1)).count() < 3);
}

fn period() -> impl Strategy<Value = BillingPeriod> {
    (0..4_usize, 0..90_u8).prop_map(|(unit, length)| {
        let unit = PeriodUnit::ALL[unit];
        let length = 1 + length % unit.lengths().end();
        BillingPeriod::new("p3", length, unit).unwrap()
    })
}

fn term(least: i64) -> impl Strategy<Value = SubscriptionTerm> {
    (least..1_000_000, period()).prop_map(|(minor, period)| SubscriptionTerm {
        amount: Money::from_minor(minor, Currency::USD).unwrap(),
        period,
    })
}

proptest! {
    /// Amounts and their order are those of the variables; every period begins
    /// where the one before ends.
    #[test]
    fn the_schedule_is_what_the_fields_say(
        trials in proptest::collection::vec(term(0), 0..=2),
        regular in term(1),
        times in 0..=52_u8,
        start in 0..20_000_i32,
    ) {
        let payment = PaymentVariables::new("merchant@example.com".parse().unwrap(), Currency::USD);
        let plan = SubscriptionPlan::new(regular);
        let mut form = Subscription { payment, plan };
        form.plan.trial = trials.first().copied();
        form.plan.second_trial = trials.get(1).copied();
        form.plan.recurrence = match times {
            0 => Recurrence::UntilCancelled,
            1 => Recurrence::Once,
            times => Recurrence::Times(times),
        };
        let fields = form.fields().unwrap();
        let start = date(2000, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
        let count = if times == 0 { 60 } else { 100 };
        let payments: Vec<_> = form.plan.schedule(start).take(count).collect();
        let regular = match (value(&fields, "src"), value(&fields, "srt")) {
            (Some("0"), None) => 1,
            (Some("1"), Some(times)) => times.parse::<usize>().unwrap(),
            (Some("1"), None) => 60 - trials.len(),
            other => panic!("{other:?}"),
        };
        let mut names: Vec<_> = ["a1", "a2"].into_iter().take(trials.len()).collect();
        names.extend(std::iter::repeat_n("a3", regular));
        let amounts: Vec<_> = payments.iter().map(|payment| payment.amount.text()).collect();
        let said: Vec<_> = names.iter().map(|name| value(&fields, name).unwrap()).collect();
        prop_assert_eq!(&amounts, &said);
        prop_assert_eq!(payments[0].due, start);
        for pair in payments.windows(2) {
            prop_assert_eq!(pair[0].ends, pair[1].due);
            prop_assert!(pair[0].due < pair[0].ends);
        }
        prop_assert_eq!(payments.iter().filter(|payment| payment.is_trial).count(), trials.len());
    }
}
