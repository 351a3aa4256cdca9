//! Subscriptions: forms, the payments by the sandbox's clock, and every message.

use crate::harness::message::{assert_fields, decoded, verdict};
use crate::harness::subscriptions::{at, messages, start, subscribe, subscribed, types};
use crate::harness::{Harness, encode, text};
use jiff::civil::date;
use leptos_paypal_core::form::{
    BillingPeriod, PeriodUnit, Recurrence, SubscriptionPlan, SubscriptionTerm,
};
use leptos_paypal_core::{Currency, Money};
use paypal_sandbox::{AccountConfig, Config};
use reqwest::Method;
use serde_json::json;

fn term(amount: &str, length: u8, unit: PeriodUnit) -> SubscriptionTerm {
    SubscriptionTerm {
        amount: Money::parse(amount, Currency::USD).unwrap(),
        period: BillingPeriod::new("p", length, unit).unwrap(),
    }
}

#[tokio::test]
async fn three_years_with_two_trials_run_on_the_clock() {
    let mut merchant = AccountConfig::merchant();
    merchant.fee_rate = Some("2.9".parse().unwrap());
    merchant.fee_fixed.insert(Currency::USD, "0.30".to_owned());
    let sandbox = Harness::with(Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        now: Some("2026-01-17T10:00:00Z".parse().unwrap()),
        ..Config::default()
    })
    .await;
    let form = subscribe(&[
        ("a1", "0.00"),
        ("p1", "14"),
        ("t1", "D"),
        ("a2", "5.00"),
        ("p2", "1"),
        ("t2", "M"),
        ("a3", "9.00"),
        ("srt", "36"),
        ("custom", "member-7"),
        ("invoice", "INV-7"),
        ("usr_manage", "1"),
    ]);
    let id = subscribed(&sandbox, &form).await;
    assert!(id.starts_with("I-") && id.len() == 14, "{id}");
    // Nothing is paid while the first trial is free.
    assert_eq!(sandbox.balances("USD").await.0, "5000.00");
    sandbox
        .sandbox
        .clock()
        .set("2030-01-01T00:00:00Z".parse().unwrap());

    let mut plan = SubscriptionPlan::new(term("9.00", 1, PeriodUnit::Month));
    plan.trial = Some(term("0.00", 14, PeriodUnit::Day));
    plan.second_trial = Some(term("5.00", 1, PeriodUnit::Month));
    plan.recurrence = Recurrence::Times(36);
    let schedule: Vec<_> = plan.schedule(date(2026, 1, 17)).collect();
    assert_eq!(schedule.len(), 38);
    assert_eq!(schedule[2].due, date(2026, 2, 28));
    assert_eq!(schedule[3].due, date(2026, 3, 31));
    let due: Vec<(String, String)> = schedule
        .iter()
        .filter(|payment| payment.amount.is_positive())
        .map(|payment| {
            (
                format!("{}T10:00:00Z", payment.due),
                payment.amount.to_string(),
            )
        })
        .collect();
    let payments = sandbox.get("payments").await;
    let payments = payments.as_array().unwrap();
    let made: Vec<(String, String)> = payments
        .iter()
        .map(|one| {
            (
                text(&one["created_at"]).to_owned(),
                text(&one["gross"]).to_owned(),
            )
        })
        .collect();
    assert_eq!(made, due);
    for payment in payments {
        assert_eq!(payment["resource_id"], id);
        assert_eq!(payment["api"], "form");
        assert_eq!(payment["invoice"], "INV-7");
    }

    // 5.00 and 36 times 9.00, less 0.45 and 36 times 0.56.
    let (buyer, merchant) = sandbox.balances("USD").await;
    assert_eq!((buyer.as_str(), merchant.as_str()), ("4671.00", "308.39"));

    let messages = messages(&sandbox).await;
    assert_eq!(messages.len(), 39);
    let signup = &messages[0];
    assert_fields(
        signup,
        &[
            ("txn_type", "subscr_signup"),
            ("subscr_id", &id),
            ("subscr_date", "02:00:00 Jan 17, 2026 PST"),
            ("period1", "14 D"),
            ("period2", "1 M"),
            ("period3", "1 M"),
            ("amount1", "0.00"),
            ("mc_amount1", "0.00"),
            ("mc_amount2", "5.00"),
            ("amount3", "9.00"),
            ("mc_amount3", "9.00"),
            ("recurring", "1"),
            ("reattempt", "1"),
            ("recur_times", "36"),
            ("item_name", "Tea club"),
            ("item_number", "CLUB"),
            ("custom", "member-7"),
            ("invoice", "INV-7"),
            ("mc_currency", "USD"),
            ("business", "merchant@example.com"),
            ("receiver_email", "merchant@example.com"),
            ("payer_email", "buyer@example.com"),
            ("test_ipn", "1"),
        ],
    );
    for name in ["txn_id", "mc_gross", "payment_status", "quantity"] {
        assert!(!signup.contains_key(name), "{name} in {signup:?}");
    }
    assert!(signup["username"].starts_with("pp-") && signup["password"].len() == 13);
    for (message, (date, amount)) in messages[1..38].iter().zip(&due) {
        assert_fields(
            message,
            &[
                ("txn_type", "subscr_payment"),
                ("subscr_id", &id),
                ("payment_status", "Completed"),
                ("mc_gross", amount),
                ("custom", "member-7"),
                ("transaction_subject", "Tea club"),
            ],
        );
        assert!(!message.contains_key("quantity"));
        assert!(payments.iter().any(|payment| {
            payment["txn_id"] == message["txn_id"].as_str()
                && payment["created_at"] == date.as_str()
        }));
    }
    let end = &messages[38];
    assert_fields(end, &[("txn_type", "subscr_eot"), ("subscr_id", &id)]);
    assert!(!end.contains_key("period3") && !end.contains_key("subscr_date"));
    let told = sandbox.get("notifications").await;
    let told = told.as_array().unwrap().last().unwrap().clone();
    let last = schedule[37].ends;
    assert_eq!(told["created_at"], format!("{last}T10:00:00Z"));
    let all = sandbox.get("subscriptions").await;
    assert_eq!(all[0]["status"], "Expired");

    // Also what is no payment can be posted back, in whatever order.
    let body = text(&told["body"]);
    let mut pairs: Vec<&str> = body.split('&').collect();
    pairs.reverse();
    let back = format!("{}&cmd=_notify-validate", pairs.join("&"));
    assert_eq!(verdict(&sandbox, "/cgi-bin/webscr", back).await, "VERIFIED");
}

#[tokio::test]
async fn a_subscription_that_does_not_recur_ends_with_its_period() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let form = subscribe(&[("a3", "20.00"), ("src", "0"), ("p3", "3")]);
    subscribed(&sandbox, &form).await;
    at(&sandbox, "2026-05-12T11:59:59Z").await;
    assert_eq!(sandbox.get("subscriptions").await[0]["status"], "Active");
    at(&sandbox, "2026-05-12T12:00:00Z").await;
    let messages = messages(&sandbox).await;
    assert_eq!(
        types(&messages),
        ["subscr_signup", "subscr_payment", "subscr_eot"]
    );
    assert_eq!(messages[0]["recurring"], "0");
    assert!(!messages[0].contains_key("recur_times"));
}

#[tokio::test]
async fn what_is_paid_stays_paid_after_the_merchant_cancels() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[])).await;
    at(&sandbox, "2026-02-20T12:00:00Z").await;
    let cancel = format!("subscriptions/{id}/cancel");
    let (status, answer) = sandbox.control(Method::POST, &cancel, None).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["status"], "Cancelled");
    assert_eq!(answer["ends_at"], "2026-03-12T12:00:00Z");
    let (status, answer) = sandbox.control(Method::POST, &cancel, None).await;
    assert_eq!(
        (status.as_u16(), text(&answer["code"])),
        (409, "subscription_over")
    );
    at(&sandbox, "2026-12-31T00:00:00Z").await;
    let messages = messages(&sandbox).await;
    assert_eq!(
        types(&messages),
        [
            "subscr_signup",
            "subscr_payment",
            "subscr_cancel",
            "subscr_eot"
        ]
    );
    assert_eq!(messages[2]["subscr_date"], "04:00:00 Feb 20, 2026 PST");
    assert_eq!(messages[2]["period3"], "1 M");
    assert_eq!(sandbox.balances("USD").await.1, "9.00");
    let (status, _) = sandbox
        .control(Method::POST, "subscriptions/I-NOBODYKNOWS0/cancel", None)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn the_merchant_changes_price_and_number_of_payments() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[("srt", "12")])).await;
    let modify = format!("subscriptions/{id}/modify");
    for wrong in [json!({"amount": "0.00"}), json!({"times": 1})] {
        let (status, answer) = sandbox.control(Method::POST, &modify, Some(wrong)).await;
        assert_eq!(status, 422, "{answer}");
    }
    let change = json!({"amount": "11.50", "times": 3});
    let (status, _) = sandbox.control(Method::POST, &modify, Some(change)).await;
    assert_eq!(status, 200);
    at(&sandbox, "2026-12-31T00:00:00Z").await;
    assert_eq!(sandbox.balances("USD").await.1, "32.00");
    let messages = messages(&sandbox).await;
    assert_eq!(
        types(&messages),
        [
            "subscr_signup",
            "subscr_payment",
            "subscr_modify",
            "subscr_payment",
            "subscr_payment",
            "subscr_eot",
        ]
    );
    let modified = [
        ("mc_amount3", "11.50"),
        ("recur_times", "3"),
        ("subscr_effective", "05:00:00 Mar 12, 2026 PDT"),
    ];
    assert_fields(&messages[2], &modified);
}

#[tokio::test]
async fn the_merchants_program_cancels_by_the_classic_api() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[])).await;
    let call = [
        ("METHOD", "ManageRecurringPaymentsProfileStatus"),
        ("VERSION", "204"),
        ("USER", "merchant_api1.example.com"),
        ("PWD", "sandbox-password"),
        ("SIGNATURE", "sandbox-signature"),
        ("PROFILEID", &id),
        ("ACTION", "Cancel"),
    ];
    let answer = sandbox.post("/nvp", encode(&call)).await;
    let answer = decoded(&answer.text().await.unwrap());
    assert_eq!(answer["ACK"], "Success", "{answer:?}");
    let messages = messages(&sandbox).await;
    assert_eq!(types(&messages)[2], "subscr_cancel");
}

#[tokio::test]
async fn classic_calls_change_no_more_than_the_merchants_page() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[("srt", "12")])).await;
    let update = async |more: &[(&str, &str)]| {
        let fields = [&[("PROFILEID", id.as_str())], more].concat();
        sandbox.nvp("UpdateRecurringPaymentsProfile", &fields).await
    };
    // A subscription has at most 52 payments.
    let refused = update(&[("ADDITIONALBILLINGCYCLES", "41")]).await;
    assert_eq!(refused.get("ACK"), "Failure");
    update(&[("AMT", "11.50"), ("ADDITIONALBILLINGCYCLES", "1")])
        .await
        .expect_success();
    at(&sandbox, "2028-01-01T00:00:00Z").await;
    assert_eq!(sandbox.balances("USD").await.1, "147.00");
    let messages = messages(&sandbox).await;
    assert_eq!(messages[2]["txn_type"], "subscr_modify");
    assert_eq!(messages[2]["recur_times"], "13");
    assert_eq!(update(&[("AMT", "1.00")]).await.get("ACK"), "Failure");
}
