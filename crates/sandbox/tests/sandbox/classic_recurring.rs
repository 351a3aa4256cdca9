//! Recurring payments profiles: charged by the sandbox's clock.

use crate::harness::classic;
use crate::harness::message::decoded;
use crate::harness::{Harness, text};
use paypal_sandbox::{AccountConfig, Config};
use serde_json::json;

const DAY: i64 = 24 * 3600;

const TERMS: &[(&str, &str)] = &[
    ("DESC", "Club"),
    ("PROFILESTARTDATE", "2026-01-31T10:00:00Z"),
    ("BILLINGPERIOD", "Month"),
    ("BILLINGFREQUENCY", "1"),
    ("AMT", "9.00"),
    ("TAXAMT", "1.00"),
    ("CURRENCYCODE", "EUR"),
    ("PROFILEREFERENCE", "order-7"),
];

async fn start() -> Harness {
    let merchant = AccountConfig {
        ipn_url: Some("http://127.0.0.1:9/ipn".to_owned()),
        ..AccountConfig::merchant()
    };
    Harness::with(Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        now: Some("2026-01-31T08:00:00Z".parse().unwrap()),
        ..Config::default()
    })
    .await
}

async fn token(sandbox: &Harness) -> String {
    let fields = [
        ("PAYMENTREQUEST_0_AMT", "0.00"),
        ("PAYMENTREQUEST_0_CURRENCYCODE", "EUR"),
        ("L_BILLINGTYPE0", "RecurringPayments"),
        ("L_BILLINGAGREEMENTDESCRIPTION0", "Club"),
    ];
    sandbox.set_express(&fields).await
}

fn terms<'f>(token: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![("TOKEN", token)];
    let replaced = |name: &str| more.iter().any(|(known, _)| *known == name);
    fields.extend(TERMS.iter().filter(|(name, _)| !replaced(name)));
    fields.extend(more);
    fields
}

async fn profile(sandbox: &Harness, more: &[(&str, &str)]) -> String {
    let token = token(sandbox).await;
    sandbox.agree(&token).await;
    let fields = terms(&token, more);
    let made = sandbox.nvp("CreateRecurringPaymentsProfile", &fields).await;
    let made = made.expect_success();
    assert_eq!(made.get("PROFILESTATUS"), "ActiveProfile");
    made.get("PROFILEID").to_owned()
}

async fn details(sandbox: &Harness, id: &str) -> classic::NvpAnswer {
    let fields = [("PROFILEID", id)];
    let answer = sandbox
        .nvp("GetRecurringPaymentsProfileDetails", &fields)
        .await;
    answer.expect_success()
}

#[tokio::test]
async fn a_profile_is_charged_by_the_clock_until_it_expires() {
    let sandbox = start().await;
    let more = [("TOTALBILLINGCYCLES", "3"), ("INITAMT", "2.50")];
    let id = profile(&sandbox, &more).await;
    assert!(id.starts_with("I-") && id.len() == 14, "{id}");
    assert_eq!(sandbox.balances("EUR").await.1, "2.50");
    for (days, balance, next) in [
        (1, "12.50", "2026-02-28T10:00:00Z"),
        (28, "22.50", "2026-03-31T10:00:00Z"),
    ] {
        sandbox.sandbox.clock().advance(days * DAY);
        assert_eq!(sandbox.balances("EUR").await.1, balance);
        assert_eq!(details(&sandbox, &id).await.get("NEXTBILLINGDATE"), next);
    }
    let shown = details(&sandbox, &id).await;
    for (name, value) in [
        ("STATUS", "Active"),
        ("NUMCYCLESCOMPLETED", "2"),
        ("NUMCYCLESREMAINING", "1"),
        ("REGULARAMT", "9.00"),
        ("AMT", "9.00"),
        ("TAXAMT", "1.00"),
        ("AGGREGATEAMT", "20.00"),
        ("LASTPAYMENTAMT", "10.00"),
        ("PROFILEREFERENCE", "order-7"),
    ] {
        assert_eq!(shown.get(name), value, "{name}");
    }
    sandbox.sandbox.clock().advance(400 * DAY);
    assert_eq!(details(&sandbox, &id).await.get("STATUS"), "Expired");
    assert_eq!(sandbox.balances("EUR").await.1, "32.50");
    let all = sandbox.get("notifications").await;
    let types: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| decoded(text(&one["body"])))
        .map(|message| {
            assert_eq!(message["recurring_payment_id"], id);
            message["txn_type"].clone()
        })
        .collect();
    assert_eq!(
        types
            .iter()
            .filter(|kind| *kind == "recurring_payment")
            .count(),
        4
    );
    assert!(types.contains(&"recurring_payment_profile_created".to_owned()));
    assert_eq!(types.last().unwrap(), "recurring_payment_expired");
}

#[tokio::test]
async fn a_trial_comes_first() {
    let sandbox = start().await;
    let more = [
        ("TRIALBILLINGPERIOD", "Week"),
        ("TRIALBILLINGFREQUENCY", "1"),
        ("TRIALTOTALBILLINGCYCLES", "2"),
        ("TRIALAMT", "0.00"),
    ];
    let id = profile(&sandbox, &more).await;
    sandbox.sandbox.clock().advance(8 * DAY);
    assert_eq!(sandbox.balances("EUR").await.1, "0.00");
    sandbox.sandbox.clock().advance(7 * DAY);
    assert_eq!(sandbox.balances("EUR").await.1, "10.00");
    let shown = details(&sandbox, &id).await;
    assert_eq!(shown.get("NEXTBILLINGDATE"), "2026-03-14T10:00:00Z");
    assert_eq!(shown.get("TRIALAMTPAID"), "0.00");
}

#[tokio::test]
async fn what_fails_is_outstanding_and_can_be_billed() {
    let sandbox = start().await;
    let id = profile(&sandbox, &[("MAXFAILEDPAYMENTS", "2")]).await;
    sandbox.faults(json!({"payment": {"decline": true}})).await;
    sandbox.sandbox.clock().advance(60 * DAY);
    let shown = details(&sandbox, &id).await;
    assert_eq!(shown.get("STATUS"), "Suspended");
    assert_eq!(shown.get("FAILEDPAYMENTCOUNT"), "2");
    assert_eq!(shown.get("OUTSTANDINGBALANCE"), "20.00");
    sandbox.faults(json!({})).await;
    let bill = |amount: &'static str| {
        let (sandbox, id) = (&sandbox, id.as_str());
        async move {
            let fields = [("PROFILEID", id), ("AMT", amount), ("CURRENCYCODE", "EUR")];
            sandbox.nvp("BillOutstandingAmount", &fields).await
        }
    };
    assert_eq!(bill("20.01").await.code(), "11519");
    bill("5.00").await.expect_success();
    sandbox
        .nvp(
            "BillOutstandingAmount",
            &[("PROFILEID", &id), ("CURRENCYCODE", "EUR")],
        )
        .await
        .expect_success();
    assert_eq!(bill("0.01").await.code(), "11519");
    assert_eq!(sandbox.balances("EUR").await.1, "20.00");
}

#[tokio::test]
async fn a_profile_is_suspended_reactivated_changed_and_cancelled() {
    let sandbox = start().await;
    let id = profile(&sandbox, &[]).await;
    let act = |action: &'static str| {
        let (sandbox, id) = (&sandbox, id.as_str());
        async move {
            let fields = [("PROFILEID", id), ("ACTION", action)];
            sandbox
                .nvp("ManageRecurringPaymentsProfileStatus", &fields)
                .await
        }
    };
    assert_eq!(act("Reactivate").await.code(), "11558");
    assert_eq!(act("Sing").await.code(), "10004");
    act("Suspend").await.expect_success();
    assert_eq!(act("Suspend").await.code(), "11557");
    sandbox.sandbox.clock().advance(40 * DAY);
    assert_eq!(sandbox.balances("EUR").await.1, "0.00");
    act("Reactivate").await.expect_success();
    assert_eq!(sandbox.balances("EUR").await.1, "0.00");
    let change = |more: (&'static str, &'static str)| {
        let (sandbox, id) = (&sandbox, id.as_str());
        async move {
            let fields = [("PROFILEID", id), ("CURRENCYCODE", "EUR"), more];
            sandbox.nvp("UpdateRecurringPaymentsProfile", &fields).await
        }
    };
    change(("AMT", "4.00")).await.expect_success();
    assert_eq!(change(("AMT", "0")).await.code(), "11519");
    assert_eq!(change(("OUTSTANDINGAMT", "1.00")).await.code(), "11519");
    sandbox.sandbox.clock().advance(31 * DAY);
    assert_eq!(sandbox.balances("EUR").await.1, "5.00");
    act("Cancel").await.expect_success();
    assert_eq!(act("Cancel").await.code(), "11556");
    assert_eq!(change(("AMT", "4.00")).await.code(), "11556");
    sandbox.sandbox.clock().advance(400 * DAY);
    assert_eq!(sandbox.balances("EUR").await.1, "5.00");
    assert_eq!(details(&sandbox, &id).await.get("STATUS"), "Cancelled");
}

#[tokio::test]
async fn profiles_need_the_buyers_agreement_to_their_terms() {
    let sandbox = start().await;
    let open = token(&sandbox).await;
    let create = |token: String, more: Vec<(&'static str, &'static str)>| {
        let sandbox = &sandbox;
        async move {
            let fields = terms(&token, &more);
            sandbox.nvp("CreateRecurringPaymentsProfile", &fields).await
        }
    };
    assert_eq!(create(open.clone(), vec![]).await.code(), "10485");
    sandbox.agree(&open).await;
    for (more, code) in [
        (vec![("DESC", "Another")], "11581"),
        (vec![("DESC", "")], "11582"),
        (vec![("PROFILESTARTDATE", "2026-01-30T10:00:00Z")], "11545"),
        (vec![("PROFILESTARTDATE", "soon")], "10004"),
        (vec![("PROFILESTARTDATE", "")], "11549"),
        (vec![("BILLINGPERIOD", "Fortnight")], "11518"),
        (vec![("BILLINGFREQUENCY", "13")], "11516"),
        (vec![("BILLINGFREQUENCY", "0")], "11516"),
        (vec![("AMT", "0.00"), ("TAXAMT", "0.00")], "11519"),
        (vec![("AMT", "-1.00")], "11519"),
        (vec![("CURRENCYCODE", "XXX")], "10605"),
        (vec![("INITAMT", "6000.00")], "10486"),
        (
            vec![
                ("TRIALBILLINGPERIOD", "Day"),
                ("TRIALBILLINGFREQUENCY", "1"),
                ("TRIALAMT", "0"),
            ],
            "10004",
        ),
    ] {
        let answer = create(open.clone(), more.clone()).await;
        assert_eq!(answer.code(), code, "{more:?}");
    }
    create(open.clone(), vec![]).await.expect_success();
    assert_eq!(create(open, vec![]).await.code(), "11502");
    assert_eq!(
        create("EC-NOBODYKNOWSTHIS00".to_owned(), vec![])
            .await
            .code(),
        "10410"
    );
    for method in [
        "GetRecurringPaymentsProfileDetails",
        "BillOutstandingAmount",
    ] {
        let unknown = sandbox
            .nvp(method, &[("PROFILEID", "I-NOBODYKNOWS0")])
            .await;
        assert_eq!(unknown.code(), "11552");
        assert_eq!(sandbox.nvp(method, &[]).await.code(), "11551");
    }
}
