use super::*;
use crate::form::OrderedItem;
use crate::{CheckoutId, Money, ReviewReason};

const ID: &str = "co_abcdefghijklmnopqrstuvwxyz";

fn plan() -> SubscriptionPlan {
    let term = |value, period: &str| SubscriptionTerm {
        amount: Money::parse(value, Currency::USD).unwrap(),
        period: period.parse().unwrap(),
    };
    let mut plan = SubscriptionPlan::new(term("9.00", "1 M"));
    plan.trial = Some(term("0.00", "2 W"));
    plan.recurrence = Recurrence::Times(36);
    plan
}

const SIGN_UP: &[(&str, &str)] = &[
    ("txn_type", "subscr_signup"),
    ("subscr_id", "S-1AB23456CD789012E"),
    ("subscr_date", "20:12:59 Jan 13, 2009 PST"),
    ("mc_currency", "USD"),
    ("mc_amount1", "0.00"),
    ("period1", "2 W"),
    ("mc_amount3", "9.00"),
    ("amount3", "9.00"),
    ("period3", "1 M"),
    ("recurring", "1"),
    ("recur_times", "36"),
    ("reattempt", "1"),
    ("item_number", "GOLD"),
    ("item_name", "Gold"),
    ("receiver_email", "shop@example.com"),
    ("business", "shop@example.com"),
    ("custom", ID),
    ("test_ipn", "1"),
    ("charset", "UTF-8"),
];

fn verdict(base: &[(&str, &str)], changes: &[(&str, &str)]) -> Verdict {
    verdict_with(base, changes, &[])
}

/// The verdict where PayPal has told of these subscriptions before.
fn verdict_with(
    base: &[(&str, &str)],
    changes: &[(&str, &str)],
    agreements: &[SubscriptionId],
) -> Verdict {
    let mut pairs: Vec<_> = base.to_vec();
    for change in changes {
        pairs.retain(|(name, _)| *name != change.0);
        pairs.extend((!change.1.is_empty()).then_some(*change));
    }
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let message = IpnMessage::parse(body.as_bytes()).unwrap();
    let id: CheckoutId = ID.parse().unwrap();
    let payees = ["shop@example.com".to_owned()];
    let items = [OrderedItem {
        number: Some("GOLD".to_owned()),
        name: "Gold".to_owned(),
        quantity: 1,
        options: Vec::new(),
    }];
    let plan = plan();
    let expected = ExpectedSubscription {
        order: Expected {
            id: &id,
            payees: &payees,
            test: true,
            amount: super::super::ExpectedAmount::Judged(Currency::USD),
            own: &[],
            recorded: &[],
            items: Some(&items),
            txn_types: &[TxnType::SubscrPayment],
        },
        plan: &plan,
        agreements,
        received_at: 5,
    };
    check_subscription(&message, &expected, &[])
}

fn notice_in(verdict: &Verdict) -> &SubscriptionNotice {
    match verdict {
        Verdict::Subscription {
            event: SubscriptionEvent::Notice { notice, .. },
            ..
        } => notice,
        other => panic!("{other}"),
    }
}

#[test]
fn terms_are_those_of_the_plan() {
    let fits = verdict(SIGN_UP, &[]);
    assert_eq!(fits.code(), "accepted", "{fits}");
    let at = 1_231_906_379_000;
    assert_eq!(notice_in(&fits), &SubscriptionNotice::SignedUp { at });
    // What PayPal writes otherwise, or does not tell.
    for same in [
        &[("period1", "14 D")][..],
        &[("mc_amount3", "")],
        &[("recur_times", "")],
        &[("mc_amount2", "0.00")],
    ] {
        assert_eq!(verdict(SIGN_UP, same).code(), "accepted", "{same:?}");
    }
    let plan = ReviewReason::PlanMismatch;
    for (other, reason) in [
        (&[("mc_amount3", "0.90")][..], plan),
        (&[("period3", "1 Y")], plan),
        (&[("period1", "3 W")], plan),
        (&[("mc_amount1", ""), ("period1", "")], plan),
        (&[("mc_amount2", "1.00"), ("period2", "1 M")], plan),
        (&[("recurring", "0")], plan),
        (&[("recur_times", "12")], plan),
        (&[("mc_currency", "JPY")], ReviewReason::CurrencyMismatch),
        (&[("item_number", "SILVER")], ReviewReason::ItemsMismatch),
    ] {
        let verdict = verdict(SIGN_UP, other);
        assert_eq!(verdict.code(), reason.as_str(), "{other:?}: {verdict}");
    }
    for (broken, code) in [
        (&[("subscr_id", "")][..], "field_missing"),
        (&[("mc_amount3", ""), ("amount3", "")], "field_missing"),
        (&[("mc_amount3", "much")], "field_unreadable"),
        (&[("period3", "soon")], "field_unreadable"),
        (&[("mc_currency", "")], "field_missing"),
        (&[("test_ipn", "")], "environment_mismatch"),
        (&[("receiver_email", "thief@example.com")], "payee_mismatch"),
    ] {
        assert_eq!(verdict(SIGN_UP, broken).code(), code, "{broken:?}");
    }
}

#[test]
fn other_notices_need_no_terms() {
    let no_terms = [("mc_amount3", ""), ("amount3", ""), ("period3", "")];
    let told = |kind, more: &[(&str, &str)]| {
        let changes = [&no_terms[..], &[("txn_type", kind)], more].concat();
        verdict(SIGN_UP, &changes)
    };
    let failed = told(
        "subscr_failed",
        &[
            ("retry_at", "20:12:59 Jan 18, 2099 PST"),
            ("ipn_track_id", "539cae4d23348"),
        ],
    );
    let expected = SubscriptionNotice::PaymentFailed {
        name: "539cae4d23348".to_owned(),
        at: 5,
    };
    assert_eq!(notice_in(&failed), &expected);
    let at = 1_231_906_379_000;
    let cancelled = told("subscr_cancel", &[]);
    assert_eq!(notice_in(&cancelled), &SubscriptionNotice::Cancelled { at });
    let ended = told("subscr_eot", &[]);
    assert_eq!(notice_in(&ended), &SubscriptionNotice::Ended { at: 5 });
    let changed = verdict(
        SIGN_UP,
        &[("txn_type", "subscr_modify"), ("mc_amount3", "8")],
    );
    assert_eq!(changed.code(), "plan_mismatch");
    assert_eq!(told("new_case", &[]).code(), "not_a_payment");
}

#[test]
fn a_payment_is_dated_by_paypal() {
    let payment = &[
        ("txn_type", "subscr_payment"),
        ("payment_status", "Completed"),
        ("payment_date", "20:12:59 Jan 13, 2009 PST"),
        ("txn_id", "1AB23456CD789012E"),
        ("mc_gross", "9.00"),
    ];
    let paid = verdict(SIGN_UP, payment);
    assert_eq!(paid.code(), "accepted", "{paid}");
    let Verdict::Subscription {
        event: SubscriptionEvent::Payment {
            subscription, at, ..
        },
        ..
    } = paid
    else {
        panic!("{paid}");
    };
    assert_eq!(subscription.unwrap().as_str(), "S-1AB23456CD789012E");
    assert_eq!(at, 1_231_906_379_000);
    let other = [&payment[..], &[("txn_type", "web_accept")]].concat();
    assert_eq!(verdict(SIGN_UP, &other).code(), "txn_type_mismatch");
}

/// The account has another name by now.
#[test]
fn the_end_of_a_known_subscription_counts_under_any_name_of_the_account() {
    let renamed = ("receiver_email", "new-name@example.com");
    let known = ["S-1AB23456CD789012E".parse().unwrap()];
    let other = ["S-2AB23456CD789012E".parse().unwrap()];
    for kind in ["subscr_cancel", "subscr_eot", "subscr_failed"] {
        let changes = [("txn_type", kind), renamed];
        let end = verdict_with(SIGN_UP, &changes, &known);
        assert_eq!(end.code(), "accepted", "{kind} {end}");
        let foreign = verdict_with(SIGN_UP, &changes, &other);
        assert_eq!(foreign.code(), "payee_mismatch", "{kind}");
    }
    // Other terms need the shop's own name.
    for kind in ["subscr_signup", "subscr_modify"] {
        let terms = verdict_with(SIGN_UP, &[("txn_type", kind), renamed], &known);
        assert_eq!(terms.code(), "payee_mismatch", "{kind}");
    }
}
