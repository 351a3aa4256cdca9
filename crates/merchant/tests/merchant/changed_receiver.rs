//! The shop's account has another name by now, such as another primary e-mail
//! address: what becomes of an order's own payment counts all the same.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::field::message_fields::{Fields, Listener, TXN};

const NEW_NAME: &str = "new-name@example.com";

/// A message about money of the transaction `parent` that went back, or that
/// came again, on an account of another name.
fn follow_up(id: &str, parent: &str, status: &str, gross: &str) -> Fields {
    Fields::completed(id, "USD", gross)
        .with("payment_status", Some(status))
        .with("txn_id", Some("2CB23456CD789012E"))
        .with("parent_txn_id", Some(parent))
        .with("txn_type", None)
        .with("business", Some(NEW_NAME))
        .with("receiver_email", Some(NEW_NAME))
}

#[tokio::test]
async fn money_that_goes_back_on_a_renamed_account_is_booked() {
    for (status, gross, becomes) in [
        ("Refunded", "-40.00", "refunded"),
        ("Refunded", "-7.00", "partially_refunded"),
        ("Reversed", "-40.00", "reversed"),
        ("Canceled_Reversal", "40.00", "paid"),
        ("Completed", "-40.00", "refunded"),
    ] {
        let listener = Listener::paid("USD", "40.00").await;
        let message = follow_up(&listener.id, TXN, status, gross);
        let checkout = listener.hear(&message).await;
        assert_eq!(checkout["status"], becomes, "{status} {checkout}");
        assert_eq!(listener.verdict().await, "accepted");
        // Sent again with a mark, it is no news.
        let steps = listener.shop.history(&listener.id).await.len();
        let again = message.with("resend", Some("true"));
        assert_eq!(listener.hear(&again).await["status"], becomes);
        assert_eq!(listener.shop.history(&listener.id).await.len(), steps);
    }
}

#[tokio::test]
async fn a_pending_payment_that_is_denied_on_a_renamed_account_is_failed() {
    let listener = Listener::open("USD", "40.00").await;
    let pending = Fields::completed(&listener.id, "USD", "40.00")
        .with("payment_status", Some("Pending"))
        .with("pending_reason", Some("echeck"));
    assert_eq!(listener.hear(&pending).await["status"], "pending");
    let denied = pending
        .with("payment_status", Some("Denied"))
        .with("pending_reason", None)
        .with("business", Some(NEW_NAME))
        .with("receiver_email", Some(NEW_NAME));
    assert_eq!(listener.hear(&denied).await["status"], "failed");
}

/// Whoever pays and refunds an account of his own does not move the order.
#[tokio::test]
async fn what_follows_no_payment_of_the_order_is_nobodys_business() {
    // A transaction that nobody knows, and none at all.
    for parent in ["9ZZ23456CD789012E", ""] {
        let listener = Listener::paid("USD", "40.00").await;
        let parent = Some(parent).filter(|parent| !parent.is_empty());
        let message = follow_up(&listener.id, TXN, "Refunded", "-40.00");
        let message = message.with("parent_txn_id", parent);
        let checkout = listener.hear(&message).await;
        assert_eq!(checkout["status"], "paid", "{parent:?} {checkout}");
        assert_eq!(listener.verdict().await, "payee_mismatch");
    }
    // A payment to another account that named the order.
    let listener = Listener::open("USD", "40.00").await;
    let foreign = Fields::completed(&listener.id, "USD", "40.00")
        .with("txn_id", Some("9ZZ23456CD789012E"))
        .with("receiver_email", Some(NEW_NAME));
    assert_eq!(listener.hear(&foreign).await["reason"], "payee_mismatch");
    let paid = Fields::completed(&listener.id, "USD", "40.00");
    assert_eq!(listener.hear(&paid).await["status"], "paid");
    let message = follow_up(&listener.id, "9ZZ23456CD789012E", "Refunded", "-40.00");
    assert_eq!(listener.hear(&message).await["status"], "paid");
}

/// A payment that waits for a person went back meanwhile.
#[tokio::test]
async fn a_payment_that_went_back_before_it_was_accepted_is_refunded() {
    let listener = Listener::open("USD", "40.00").await;
    let renamed = Fields::completed(&listener.id, "USD", "40.00")
        .with("business", Some(NEW_NAME))
        .with("receiver_email", Some(NEW_NAME));
    assert_eq!(listener.hear(&renamed).await["reason"], "payee_mismatch");
    let refund = follow_up(&listener.id, TXN, "Refunded", "-40.00");
    listener.hear(&refund).await;
    let path = format!("/checkouts/{}/resolve", listener.id);
    let accept = json!({"idempotency_key": "decision-1", "decision": "accept",
        "note": "our new address"});
    let decided = listener.shop.admin(Method::POST, &path, Some(&accept));
    let (status, checkout) = decided.await;
    assert_eq!(status, StatusCode::OK, "{checkout}");
    assert_eq!(checkout["status"], "refunded");
}
