//! Mailboxes of the accounts.

use crate::harness::subscriptions::{at, start, subscribe, subscribed};
use crate::harness::{Harness, buy_now, text};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn subjects(sandbox: &Harness, email: &str) -> Vec<String> {
    let mails = sandbox.get(&format!("accounts/{email}/mails")).await;
    let mails = mails.as_array().unwrap().iter();
    mails
        .map(|mail| text(&mail["subject"]).to_owned())
        .collect()
}

#[tokio::test]
async fn a_payment_and_its_refund_are_written_about_to_both() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[
        ("item_name", "Blue mug"),
        ("invoice", "inv-1"),
        ("quantity", "2"),
    ]);
    let payment = sandbox.paid(&form).await;
    let txn_id = text(&payment["txn_id"]);
    let mails = sandbox.get("accounts/buyer@example.com/mails").await;
    let receipt = text(&mails[0]["text"]);
    assert_eq!(
        mails[0]["subject"],
        "Receipt for your payment to Test Merchant"
    );
    for part in [
        "20.00 USD to Test Merchant",
        txn_id,
        "2 x Blue mug",
        "Invoice: inv-1",
    ] {
        assert!(receipt.contains(part), "{part}: {receipt}");
    }
    assert_eq!(
        subjects(&sandbox, "merchant@example.com").await,
        ["You've got money"]
    );
    let path = format!("payments/{txn_id}/refund");
    sandbox
        .control(Method::POST, &path, Some(json!({"amount": "5.00"})))
        .await;
    assert_eq!(
        subjects(&sandbox, "buyer@example.com").await[0],
        "Refund from Test Merchant"
    );
    let mails = sandbox.get("accounts/merchant@example.com/mails").await;
    assert_eq!(mails[0]["subject"], "You issued a refund");
    assert!(text(&mails[0]["text"]).contains("5.00 USD to Test Buyer"));
    let (status, _) = sandbox.control(Method::POST, "reset", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(subjects(&sandbox, "buyer@example.com").await.is_empty());
}

#[tokio::test]
async fn a_pending_payment_says_so_and_how_it_ended() {
    let sandbox = Harness::start().await;
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox.paid(&buy_now(&[])).await;
    let path = format!("payments/{}/settle", text(&payment["txn_id"]));
    sandbox
        .control(Method::POST, &path, Some(json!({"status": "Denied"})))
        .await;
    assert_eq!(
        subjects(&sandbox, "merchant@example.com").await,
        [
            "A pending payment was not completed",
            "You have a pending payment"
        ]
    );
}

#[tokio::test]
async fn the_mailbox_has_a_page() {
    let sandbox = Harness::start().await;
    let home = "/_sandbox/accounts/BUYER23456789/mails";
    assert!(sandbox.sandbox_page(home).await.contains("No mail yet."));
    sandbox.paid(&buy_now(&[("item_name", "<b>Mug</b>")])).await;
    let page = sandbox.sandbox_page(home).await;
    assert!(page.contains("class=\"unread\""), "{page}");
    let mails = sandbox.get("accounts/BUYER23456789/mails").await;
    let mail = sandbox
        .sandbox_page(&format!("{home}/{}", text(&mails[0]["id"])))
        .await;
    assert!(
        mail.contains("&#60;b&#62;Mug") && !mail.contains("<b>Mug"),
        "{mail}"
    );
    assert!(
        !sandbox
            .sandbox_page(home)
            .await
            .contains("class=\"unread\"")
    );
    // Another account's mail is none of this one's.
    let path = format!("accounts/MERCHANT23456/mails/{}", text(&mails[0]["id"]));
    let (status, problem): (_, Value) = sandbox.control(Method::GET, &path, None).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::NOT_FOUND, &json!("mail_unknown"))
    );
}

#[tokio::test]
async fn a_subscription_is_written_about_from_its_trial_to_its_end() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let trial = [("a1", "1.00"), ("p1", "7"), ("t1", "D"), ("srt", "2")];
    subscribed(&sandbox, &subscribe(&trial)).await;
    let mails = sandbox.get("accounts/buyer@example.com/mails").await;
    let signed_up = mails.as_array().unwrap().iter().find(|mail| {
        let subject = text(&mail["subject"]);
        subject == "You set up automatic payments to Test Merchant"
    });
    let body = text(&signed_up.unwrap()["text"]);
    for part in [
        "Terms: 1.00 USD for the first 7 days. Then 9.00 USD",
        "First payment: 2026-02-12 12:00:00 UTC",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    sandbox
        .faults(json!({"payment": {"decline_next": 1}}))
        .await;
    at(&sandbox, "2026-02-20T00:00:00Z").await;
    let mails = sandbox.get("accounts/buyer@example.com/mails").await;
    assert_eq!(
        mails[0]["subject"],
        "An automatic payment to Test Merchant failed"
    );
    let body = text(&mails[0]["text"]);
    assert!(body.contains("9.00 USD could not be charged"), "{body}");
    assert!(body.contains("Tried again: 2026-02-22"), "{body}");
    at(&sandbox, "2026-06-01T00:00:00Z").await;
    let merchant = subjects(&sandbox, "merchant@example.com").await;
    assert_eq!(merchant[0], "Automatic payments of Test Buyer have ended");
}
