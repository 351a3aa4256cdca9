//! Messages about subscriptions that do not fit.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::subscriptions::paypal::{
    Club, SUBSCR, cancelled, monthly, months_later, payment, refund, sign_up, start, txn, with,
};

#[tokio::test]
async fn other_terms_are_for_a_person() {
    for (change, reason) in [
        (&[("mc_amount3", "0.09")][..], "plan_mismatch"),
        (&[("period3", "1 Y")], "plan_mismatch"),
        (&[("recur_times", "52")], "plan_mismatch"),
        (
            &[("mc_amount1", "0.00"), ("period1", "1 Y")],
            "plan_mismatch",
        ),
        (&[("mc_currency", "JPY")], "currency_mismatch"),
        (&[("item_number", "LEAD")], "items_mismatch"),
        (&[("mc_amount3", "nine")], "message_unreadable"),
        (&[("test_ipn", "")], "environment_mismatch"),
    ] {
        let club = Club::open().await;
        let id = club.subscribe("GOLD").await;
        let told = club.hears(&id, &with(sign_up(&id), change)).await;
        assert_eq!(
            (&told["status"], &told["reason"]),
            (&json!("review"), &json!(reason)),
            "{told}"
        );
        club.tick().await;
        assert_eq!(club.taker.took(), [], "{change:?}");
    }
}

#[tokio::test]
async fn a_person_accepts_other_terms_and_is_not_asked_again() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    let cheap = with(sign_up(&id), &[("recur_times", "12")]);
    assert_eq!(club.hears(&id, &cheap).await["status"], "review");
    let path = format!("/checkouts/{id}/resolve");
    let decision = json!({"idempotency_key": "decision-1", "decision": "accept", "note": "agreed"});
    let (status, told) = club.shop.admin(Method::POST, &path, Some(&decision)).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(told["status"], "approved", "{told}");
    club.tick().await;
    assert_eq!(club.taker.took(), [("subscription_started", None)]);
    let again = with(cheap, &[("resend", "true")]);
    assert_eq!(club.hears(&id, &again).await["status"], "approved");
    assert_eq!(club.hears(&id, &monthly(&id, 0)).await["status"], "paid");
}

#[tokio::test]
async fn other_amounts_are_for_a_person_and_not_told() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    let wrong = payment(&id, &txn(1), months_later(1), "0.90");
    let told = club.hears(&id, &wrong).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("review"), &json!("amount_mismatch"))
    );
    assert_eq!(told["subscription"]["paid"], "9.00");
    let listed = club.shop.ledger().checkouts(None, 1).await.unwrap();
    let detail = listed[0].reason_detail.clone().unwrap();
    assert!(
        detail.contains("0.90") && detail.contains("9.00"),
        "{detail}"
    );
    club.tick().await;
    let took = club.taker.took();
    assert_eq!(took.len(), 2, "{took:?}");
    // What goes back needs nobody any more.
    let back = refund(&id, "2CB23456CD789012E", &txn(1), "-0.90");
    let told = club.hears(&id, &back).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("partially_refunded"), &json!(null))
    );
    club.tick().await;
    assert_eq!(club.taker.took(), []);
}

#[tokio::test]
async fn other_currencies_payees_and_kinds_are_for_a_person() {
    for (change, reason) in [
        (
            &[("mc_currency", "JPY"), ("mc_gross", "9")][..],
            "currency_mismatch",
        ),
        (&[("receiver_email", "thief@example.com")], "payee_mismatch"),
        (&[("txn_type", "web_accept")], "txn_type_mismatch"),
        (
            &[("invoice", "co_bbbbbbbbbbbbbbbbbbbbbbbbbb")],
            "order_mismatch",
        ),
        (&[("payment_status", "Odd")], "status_unknown"),
        (&[("subscr_id", "S 1")], "field_unreadable"),
    ] {
        let club = Club::open().await;
        let id = club.subscribe("GOLD").await;
        let told = club.hears(&id, &with(monthly(&id, 0), change)).await;
        let reason = if reason == "field_unreadable" {
            "message_unreadable"
        } else {
            reason
        };
        assert_eq!(
            (&told["status"], &told["reason"]),
            (&json!("review"), &json!(reason)),
            "{told}"
        );
        assert_eq!(told["subscription"]["paid"], "0.00");
        club.tick().await;
        assert!(
            !club
                .taker
                .took()
                .iter()
                .any(|(kind, _)| *kind == "subscription_payment"),
            "{change:?}"
        );
    }
}

#[tokio::test]
async fn notices_of_another_account_change_nothing() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    let thief = [
        ("receiver_email", "thief@example.com"),
        ("business", "thief@example.com"),
    ];
    let told = club.hears(&id, &with(sign_up(&id), &thief)).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("created"), &json!(null))
    );
    club.hear(&sign_up(&id)).await;
    // His own subscription, with the order's id in it.
    let his = [&thief[..], &[("subscr_id", "S-9ZZ23456CD789012E")]].concat();
    let told = club.hears(&id, &with(cancelled(&id, start()), &his)).await;
    assert_eq!(told["subscription"]["status"], "active");
    // A message that PayPal does not call its own.
    club.paypal.will(&[(200, "INVALID")]);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(cancelled(&id, start()))
        .finish();
    club.shop.notify(body.as_bytes()).await;
    let told = club.shop.checkout(&id).await;
    assert_eq!(told["subscription"]["status"], "active");
    // The shop's own, on an account that has another name by now.
    club.paypal.will(&[(200, "VERIFIED")]);
    let renamed = [("receiver_email", "new-name@example.com")];
    let told = club
        .hears(&id, &with(cancelled(&id, start()), &renamed))
        .await;
    assert_eq!(told["subscription"]["status"], "cancelled");
}

#[tokio::test]
async fn a_form_that_is_posted_twice_is_for_a_person() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    let second = [("subscr_id", "S-2AB23456CD789012E"), ("subscr_date", "")];
    let told = club.hears(&id, &with(sign_up(&id), &second)).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("review"), &json!("subscribed_twice"))
    );
    assert_eq!(told["subscription"]["subscr_id"], SUBSCR);
    let told = club
        .hears(&id, &with(cancelled(&id, start()), &second))
        .await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("paid"), &json!(null)),
        "{told}"
    );
    assert_eq!(told["subscription"]["status"], "active");
    // The shop is not told that the one it has is cancelled.
    club.tick().await;
    let took = club.taker.took();
    assert!(
        took.iter()
            .all(|(kind, _)| *kind != "subscription_cancelled"),
        "{took:?}"
    );
}

#[tokio::test]
async fn a_pending_payment_waits() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    let pending = [("payment_status", "Pending"), ("pending_reason", "echeck")];
    let told = club.hears(&id, &with(monthly(&id, 0), &pending)).await;
    assert_eq!(told["status"], "pending", "{told}");
    let told = club.hears(&id, &monthly(&id, 0)).await;
    assert_eq!(told["status"], "paid", "{told}");
}
