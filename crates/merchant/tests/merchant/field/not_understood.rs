//! Verified messages that nobody understands: each puts its checkout in review.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::field::message_fields::{Fields, Listener, TXN};

/// A change of a payment's message: its field, and the value it has then.
type Change = (&'static str, Option<&'static str>);

const NOT_UNDERSTOOD: &[(&[Change], &str)] = &[
    (&[("mc_gross", Some("40,00"))], "message_unreadable"),
    (&[("mc_gross", Some("1,040.00"))], "message_unreadable"),
    (&[("mc_gross", Some("$40.00"))], "message_unreadable"),
    (&[("mc_gross", None)], "message_unreadable"),
    (&[("mc_currency", Some("usd"))], "message_unreadable"),
    (&[("mc_currency", Some("XXX"))], "message_unreadable"),
    (&[("mc_currency", None)], "message_unreadable"),
    (&[("txn_id", None)], "message_unreadable"),
    (&[("payment_status", None)], "message_unreadable"),
    (
        &[("payment_status", None), ("mc_gross", None)],
        "message_unreadable",
    ),
    (
        &[
            ("txn_type", Some("cart")),
            ("payment_status", None),
            ("mc_gross", None),
            ("mc_currency", None),
        ],
        "message_unreadable",
    ),
    (&[("payment_status", Some("Sparkling"))], "status_unknown"),
    (
        &[
            ("payment_status", Some("Reversed")),
            ("mc_gross", Some("-40.00")),
            ("receiver_email", None),
            ("receiver_id", None),
            ("business", None),
        ],
        "parent_missing",
    ),
    (
        &[
            ("payment_status", Some("Refunded")),
            ("mc_gross", Some("-40.00")),
        ],
        "parent_missing",
    ),
    (&[("test_ipn", None)], "environment_mismatch"),
];

fn changed(id: &str, changes: &[Change]) -> Fields {
    let message = Fields::completed(id, "USD", "40.00").with("txn_id", Some("2CB23456CD789012E"));
    changes
        .iter()
        .fold(message, |message, (name, value)| message.with(name, *value))
}

/// `sdk-core-java #67` and others: stored, never acted upon, shown in no list.
#[tokio::test]
async fn what_is_verified_and_not_understood_is_in_the_review_list() {
    for (changes, reason) in NOT_UNDERSTOOD {
        for paid in [false, true] {
            let listener = if paid {
                Listener::paid("USD", "40.00").await
            } else {
                Listener::open("USD", "40.00").await
            };
            let message = changed(&listener.id, changes);
            let checkout = listener.hear(&message).await;
            assert_eq!(checkout["status"], "review", "{changes:?} {checkout}");
            assert_eq!(checkout["reason"], *reason, "{changes:?}");
            let (status, listed) = listener
                .shop
                .admin(Method::GET, "/checkouts?status=review", None)
                .await;
            assert_eq!(status, StatusCode::OK, "{listed}");
            assert_eq!(listed[0]["checkout_id"], listener.id.as_str());
            assert_eq!(listed[0]["reason"], *reason);
            let told = listener.shop.messages(&listener.id).await;
            let told = told.last().unwrap().verdict_detail.clone();
            assert_eq!(listed[0]["reason_detail"].as_str(), told.as_deref());
            // Sent again with a mark, it is no news.
            let again = message.with("resend", Some("true"));
            let steps = listener.shop.history(&listener.id).await.len();
            assert_eq!(listener.hear(&again).await["status"], "review");
            let more = listener.shop.history(&listener.id).await.len() - steps;
            let has_name = !changes.contains(&("txn_id", None));
            assert_eq!(more, usize::from(!has_name), "{changes:?}");
        }
    }
}

#[tokio::test]
async fn a_person_decides_about_what_is_not_understood() {
    let listener = Listener::open("USD", "40.00").await;
    let message = changed(&listener.id, &[("mc_gross", Some("40,00"))]);
    assert_eq!(listener.hear(&message).await["status"], "review");
    let path = format!("/checkouts/{}/resolve", listener.id);
    let decide = |key: &str, decision: &str| json!({"idempotency_key": key, "decision": decision, "note": "seen at PayPal"});
    let rejected = decide("decision-1", "reject");
    let (status, checkout) = listener
        .shop
        .admin(Method::POST, &path, Some(&rejected))
        .await;
    assert_eq!(status, StatusCode::OK, "{checkout}");
    assert_eq!(checkout["status"], "review");
    let accepted = decide("decision-2", "accept");
    let (status, checkout) = listener
        .shop
        .admin(Method::POST, &path, Some(&accepted))
        .await;
    assert_eq!(status, StatusCode::OK, "{checkout}");
    assert_eq!(checkout["status"], "paid");
    // What comes later is looked at anew.
    let later = changed(&listener.id, &[("payment_status", Some("Sparkling"))]);
    assert_eq!(listener.hear(&later).await["reason"], "status_unknown");
    // Also after a restart.
    let id = listener.id.clone();
    let shop = listener.shop.restart().await;
    assert_eq!(shop.checkout(&id).await["status"], "review");
}

/// A message is asked about again: where it was not understood, it is looked
/// at anew.
#[tokio::test]
async fn a_message_that_is_replayed_is_one_and_the_same() {
    let listener = Listener::paid("USD", "40.00").await;
    let message = changed(&listener.id, &[("payment_status", Some("Sparkling"))]);
    assert_eq!(listener.hear(&message).await["status"], "review");
    let number = listener.shop.messages(&listener.id).await[1].id;
    let merchant = listener.shop.running.merchant();
    let steps = listener.shop.history(&listener.id).await.len();
    listener.paypal.will(&[(200, "VERIFIED")]);
    let replayed = merchant.replay_message(number.into()).await.unwrap();
    assert_eq!(replayed, Some("recorded"));
    let checkout = listener.shop.checkout(&listener.id).await;
    assert_eq!(checkout["status"], "review");
    assert_eq!(listener.shop.history(&listener.id).await.len(), steps + 1);
}

/// Money that is under way and says nothing of who gets it.
#[tokio::test]
async fn pending_money_without_a_receiver_is_in_review() {
    let listener = Listener::open("USD", "40.00").await;
    let pending = Fields::completed(&listener.id, "USD", "40.00")
        .with("payment_status", Some("Pending"))
        .with("receiver_email", None)
        .with("receiver_id", None)
        .with("business", None);
    let checkout = listener.hear(&pending).await;
    assert_eq!(checkout["status"], "review", "{checkout}");
    assert_eq!(checkout["reason"], "payee_mismatch");
    assert_eq!(listener.verdict().await, "payee_mismatch");
    // Of a reversal that names its payment there is no doubt.
    let listener = Listener::paid("USD", "40.00").await;
    let reversed = Fields::new(&[
        ("payment_status", "Reversed"),
        ("txn_id", "2CB23456CD789012E"),
        ("parent_txn_id", TXN),
        ("mc_gross", "-40.00"),
        ("mc_currency", "USD"),
        ("test_ipn", "1"),
    ]);
    assert_eq!(listener.hear(&reversed).await["status"], "reversed");
}
