//! Messages that name no order, or two.

use reqwest::Method;

use crate::field::message_fields::{Fields, Listener, TXN};

/// A buyer changed `custom`: the order is found by `invoice`, and a person
/// looks at it.
#[tokio::test]
async fn an_order_is_found_by_invoice_when_custom_was_changed() {
    let unknown = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    for (custom, invoice) in [
        (Some(unknown), None),
        (Some("something else"), None),
        (None, Some(unknown)),
    ] {
        let listener = Listener::open("USD", "40.00").await;
        let mut message = Fields::completed(&listener.id, "USD", "40.00");
        for (field, value) in [("custom", custom), ("invoice", invoice)] {
            if value.is_some() {
                message = message.with(field, value);
            }
        }
        let checkout = listener.hear(&message).await;
        assert_eq!(checkout["status"], "review", "{custom:?} {checkout}");
        assert_eq!(checkout["reason"], "order_mismatch");
    }
    // One that is missing, and the shop's own number, contradict nothing.
    for (field, value) in [
        ("custom", None),
        ("invoice", None),
        ("invoice", Some("order-77")),
    ] {
        let listener = Listener::open("USD", "40.00").await;
        let message = Fields::completed(&listener.id, "USD", "40.00").with(field, value);
        assert_eq!(listener.hear(&message).await["status"], "paid", "{field}");
    }
}

/// A message about a transaction that is known needs no name of an order.
#[tokio::test]
async fn a_known_transaction_names_its_order() {
    let listener = Listener::open("USD", "40.00").await;
    let pending = Fields::completed(&listener.id, "USD", "40.00")
        .with("payment_status", Some("Pending"))
        .with("pending_reason", Some("echeck"));
    assert_eq!(listener.hear(&pending).await["status"], "pending");
    let settled = Fields::completed(&listener.id, "USD", "40.00")
        .with("custom", None)
        .with("invoice", None);
    let checkout = listener.hear(&settled).await;
    assert_eq!(checkout["status"], "paid", "{checkout}");
    assert_eq!(checkout["payment"]["txn_id"], TXN);
}

/// Verified money of no order stands before whatever else is there, however
/// much that is.
#[tokio::test]
async fn money_of_no_order_is_not_hidden_behind_junk() {
    let listener = Listener::open("USD", "40.00").await;
    let junk = |n: u32| Fields::new(&[("txn_id", &format!("J{n}")), ("payment_status", "Pending")]);
    for n in 0..5 {
        listener.paypal.will(&[(200, "INVALID")]);
        listener.shop.notify(junk(n).body().as_bytes()).await;
    }
    for n in 0..5 {
        let notice = Fields::new(&[("txn_type", "new_case"), ("case_id", &format!("PP-{n}"))]);
        listener.hear(&notice).await;
    }
    let money = Fields::completed("co_bbbbbbbbbbbbbbbbbbbbbbbbbb", "USD", "40.00")
        .with("invoice", Some("order-77"));
    listener.hear(&money).await;
    for n in 5..10 {
        listener.paypal.will(&[(200, "INVALID")]);
        listener.shop.notify(junk(n).body().as_bytes()).await;
    }
    let listed = listener.shop.ledger().messages(None).await.unwrap();
    assert_eq!(listed.len(), 16);
    assert_eq!(listed[0].txn_id.as_deref(), Some(TXN));
    assert_eq!(listed[0].verdict.as_deref(), Some("unknown_order"));
    let (_, shown) = listener.shop.admin(Method::GET, "/messages", None).await;
    assert_eq!(shown[0]["txn_id"], TXN);
    assert_eq!(shown[0]["verdict"], "unknown_order");
    // Then what PayPal calls its own, the newest first, then all else.
    assert!(
        listed[1..6]
            .iter()
            .all(|kept| kept.verification == "verified")
    );
    assert!(
        listed[6..]
            .iter()
            .all(|kept| kept.verification == "invalid")
    );
    assert!(listed[6..].is_sorted_by(|one, two| one.id > two.id));
}
