//! Payments of subscriptions that fail: when they are tried again, and when that is the end.

use crate::harness::message::assert_fields;
use crate::harness::subscriptions::{DAY, at, messages, start, subscribe, subscribed, types};
use crate::harness::text;
use reqwest::Method;
use serde_json::json;

/// PayPal's own example: "Reattempt failed recurring payments with Subscribe
/// buttons".
#[tokio::test]
async fn a_failed_payment_is_tried_after_three_and_after_five_days() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[("a3", "20.00")])).await;
    at(&sandbox, "2026-03-20T00:00:00Z").await;
    sandbox.faults(json!({"payment": {"decline": true}})).await;
    at(&sandbox, "2026-04-18T00:00:00Z").await;
    let listed = sandbox.get("subscriptions").await;
    assert_eq!(listed[0]["retry_at"], "2026-04-20T12:00:00Z");
    sandbox.faults(json!({})).await;
    at(&sandbox, "2026-05-13T00:00:00Z").await;
    assert_eq!(sandbox.balances("USD").await.1, "80.00");
    let messages = messages(&sandbox).await;
    assert_eq!(
        types(&messages),
        [
            "subscr_signup",
            "subscr_payment",
            "subscr_payment",
            "subscr_failed",
            "subscr_failed",
            "subscr_payment",
            "subscr_payment",
        ]
    );
    for (index, retry) in [
        (3, "05:00:00 Apr 15, 2026 PDT"),
        (4, "05:00:00 Apr 20, 2026 PDT"),
    ] {
        let failed = [
            ("subscr_id", id.as_str()),
            ("retry_at", retry),
            ("mc_gross", "20.00"),
            ("payment_gross", "20.00"),
            ("item_name", "Tea club"),
        ];
        assert_fields(&messages[index], &failed);
        assert!(!messages[index].contains_key("txn_id"));
    }
    assert_eq!(messages[5]["payment_date"], "05:00:00 Apr 20, 2026 PDT");
    assert_eq!(messages[6]["payment_date"], "05:00:00 May 12, 2026 PDT");
}

#[tokio::test]
async fn the_third_failure_cancels_and_sra_0_the_first() {
    for (sra, dates) in [
        ("1", &["Mar 12", "Mar 15", "Mar 20"][..]),
        ("0", &["Mar 12"][..]),
    ] {
        let sandbox = start("2026-02-12T12:00:00Z").await;
        subscribed(&sandbox, &subscribe(&[("a3", "4000.00"), ("sra", sra)])).await;
        // The second payment is more than the buyer has.
        at(&sandbox, "2026-12-31T00:00:00Z").await;
        assert_eq!(sandbox.balances("USD").await.1, "4000.00");
        let messages = messages(&sandbox).await;
        let mut expected = vec!["subscr_signup", "subscr_payment"];
        expected.extend(dates.iter().map(|_| "subscr_failed"));
        expected.extend(["subscr_cancel", "subscr_eot"]);
        assert_eq!(types(&messages), expected, "sra={sra}");
        let last = &messages[1 + dates.len()];
        assert!(!last.contains_key("retry_at"), "{last:?}");
        let cancelled = format!("05:00:00 {}, 2026 PDT", dates.last().unwrap());
        assert_eq!(messages[2 + dates.len()]["subscr_date"], cancelled);
        assert_eq!(messages[2 + dates.len()]["reattempt"], sra);
        assert_eq!(sandbox.get("subscriptions").await[0]["status"], "Cancelled");
    }
}

#[tokio::test]
async fn no_payment_is_tried_again_with_the_next_one_within_two_weeks() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let form = subscribe(&[("a3", "2.00"), ("p3", "1"), ("t3", "W")]);
    subscribed(&sandbox, &form).await;
    sandbox
        .faults(json!({"payment": {"decline_next": 2}}))
        .await;
    at(&sandbox, "2026-03-12T12:00:00Z").await;
    let messages = messages(&sandbox).await;
    assert_eq!(
        types(&messages),
        [
            "subscr_signup",
            "subscr_payment",
            "subscr_failed",
            "subscr_failed",
            "subscr_payment",
            "subscr_payment",
        ]
    );
    assert!(!messages[2].contains_key("retry_at"));
    assert_eq!(sandbox.balances("USD").await.1, "6.00");
}

#[tokio::test]
async fn a_refused_first_payment_begins_nothing() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let token = sandbox.open(&subscribe(&[("a3", "5000.01")])).await;
    let (status, answer) = sandbox
        .control(Method::POST, &format!("checkouts/{token}/approve"), None)
        .await;
    assert_eq!(
        (status.as_u16(), text(&answer["code"])),
        (422, "insufficient_funds")
    );
    assert_eq!(sandbox.checkout(&token).await["status"], "declined");
    sandbox.sandbox.clock().advance(40 * DAY);
    assert!(messages(&sandbox).await.is_empty());
    assert_eq!(sandbox.get("subscriptions").await, json!([]));
    // A double click is one subscription.
    let token = sandbox.open(&subscribe(&[("invoice", "INV-8")])).await;
    sandbox.approve(&token).await;
    sandbox.approve(&token).await;
    assert_eq!(
        sandbox.get("subscriptions").await.as_array().unwrap().len(),
        1
    );
    let refused = sandbox.refused(&subscribe(&[("invoice", "INV-8")])).await;
    assert_eq!(refused["code"], "duplicate_invoice");
}
