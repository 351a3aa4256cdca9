//! Reversals, disputes and chargebacks: money, messages and events.

use crate::harness::{Harness, buy_now, text};
use form_urlencoded::parse;
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A sandbox whose merchant pays 2.9 % and 0.30.
pub async fn with_fees() -> Harness {
    let mut merchant = AccountConfig::merchant();
    merchant.fee_rate = Some("2.9".parse().unwrap());
    merchant
        .fee_fixed
        .insert("USD".parse().unwrap(), "0.30".to_owned());
    Harness::with(Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    })
    .await
}

/// A payment of 10.00 whose IPN goes nowhere, but is kept.
pub async fn pay(sandbox: &Harness) -> String {
    let form = buy_now(&[
        ("notify_url", "http://127.0.0.1:9/ipn"),
        ("invoice", "inv-1"),
    ]);
    text(&sandbox.paid(&form).await["txn_id"]).to_owned()
}

pub async fn post(sandbox: &Harness, path: &str, body: Value) -> Value {
    let (status, value) = sandbox.control(Method::POST, path, Some(body)).await;
    assert!(status.is_success(), "{path}: {value}");
    value
}

/// The variables of the newest message.
pub async fn last_message(sandbox: &Harness) -> std::collections::BTreeMap<String, String> {
    let all = sandbox.get("notifications").await;
    let last = all.as_array().unwrap().last().unwrap().clone();
    parse(text(&last["body"]).as_bytes()).into_owned().collect()
}

pub fn both(buyer: &str, merchant: &str) -> (String, String) {
    (buyer.to_owned(), merchant.to_owned())
}

#[tokio::test]
async fn a_reversal_and_its_end_move_money_and_fee_to_the_cent() {
    let sandbox = with_fees().await;
    let txn_id = pay(&sandbox).await;
    assert_eq!(sandbox.balances("USD").await, both("4990.00", "9.41"));
    let payment = post(&sandbox, &format!("payments/{txn_id}/reverse"), json!({})).await;
    assert_eq!(payment["status"], "Reversed");
    assert_eq!(sandbox.balances("USD").await, both("5000.00", "0.00"));
    let sent = last_message(&sandbox).await;
    assert_eq!(sent["payment_status"], "Reversed");
    assert_eq!(sent["parent_txn_id"], txn_id);
    assert_eq!(
        (sent["mc_gross"].as_str(), sent["mc_fee"].as_str()),
        ("-10.00", "-0.59")
    );
    assert_eq!(sent["reason_code"], "other");
    assert_eq!(sent["invoice"], "inv-1");
    assert!(!sent.contains_key("txn_type") && !sent.contains_key("case_id"));

    let payment = post(
        &sandbox,
        &format!("payments/{txn_id}/cancel-reversal"),
        json!({}),
    )
    .await;
    assert_eq!(payment["status"], "Completed");
    assert_eq!(sandbox.balances("USD").await, both("4990.00", "9.41"));
    let sent = last_message(&sandbox).await;
    assert_eq!(sent["payment_status"], "Canceled_Reversal");
    assert_eq!(
        (sent["mc_gross"].as_str(), sent["mc_fee"].as_str()),
        ("10.00", "0.59")
    );
    let twice = sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/cancel-reversal"),
            None,
        )
        .await;
    assert_eq!(
        (twice.0, &twice.1["code"]),
        (StatusCode::CONFLICT, &json!("payment_not_reversed"))
    );
}

#[tokio::test]
async fn a_reversal_takes_what_refunds_have_left() {
    let sandbox = with_fees().await;
    let txn_id = pay(&sandbox).await;
    post(
        &sandbox,
        &format!("payments/{txn_id}/refund"),
        json!({"amount": "4.00"}),
    )
    .await;
    assert_eq!(sandbox.balances("USD").await, both("4994.00", "5.65"));
    post(
        &sandbox,
        &format!("payments/{txn_id}/reverse"),
        json!({"reason": "guarantee"}),
    )
    .await;
    assert_eq!(sandbox.balances("USD").await, both("5000.00", "0.00"));
    let sent = last_message(&sandbox).await;
    assert_eq!(
        (sent["mc_gross"].as_str(), sent["mc_fee"].as_str()),
        ("-6.00", "-0.35")
    );
    let refund = sandbox
        .control(Method::POST, &format!("payments/{txn_id}/refund"), None)
        .await;
    assert_eq!(refund.0, StatusCode::CONFLICT);
    let payment = post(
        &sandbox,
        &format!("payments/{txn_id}/cancel-reversal"),
        json!({}),
    )
    .await;
    assert_eq!(payment["status"], "Partially_Refunded");
    assert_eq!(sandbox.balances("USD").await, both("4994.00", "5.65"));
}

#[tokio::test]
async fn a_complaint_moves_money_when_it_is_decided_for_the_buyer() {
    let sandbox = with_fees().await;
    let txn_id = pay(&sandbox).await;
    let open = json!({"type": "complaint", "reason": "non_receipt"});
    let dispute = post(
        &sandbox,
        &format!("payments/{txn_id}/disputes"),
        open.clone(),
    )
    .await;
    assert_eq!(
        (&dispute["status"], &dispute["amount"]),
        (&json!("open"), &json!("10.00"))
    );
    assert_eq!(sandbox.balances("USD").await, both("4990.00", "9.41"));
    let sent = last_message(&sandbox).await;
    assert_eq!(sent["txn_type"], "new_case");
    assert_eq!(sent["case_type"], "complaint");
    assert_eq!(sent["reason_code"], "non_receipt");
    assert_eq!(sent["txn_id"], txn_id);
    assert!(!sent.contains_key("payment_status") && !sent.contains_key("mc_gross"));
    let again = sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/disputes"),
            Some(open),
        )
        .await;
    assert_eq!(
        (again.0, &again.1["code"]),
        (StatusCode::CONFLICT, &json!("payment_disputed"))
    );

    let decide = format!("disputes/{}/decide", text(&dispute["id"]));
    let dispute = post(&sandbox, &decide, json!({"outcome": "buyer"})).await;
    assert_eq!(
        (&dispute["status"], &dispute["outcome"]),
        (&json!("resolved"), &json!("buyer"))
    );
    assert_eq!(sandbox.balances("USD").await, both("5000.00", "0.00"));
    let sent = last_message(&sandbox).await;
    assert_eq!(sent["payment_status"], "Reversed");
    assert_eq!(sent["reason_code"], "buyer_complaint");
    assert_eq!(sent["case_id"], text(&dispute["id"]));
    let twice = sandbox
        .control(Method::POST, &decide, Some(json!({"outcome": "seller"})))
        .await;
    assert_eq!(
        (twice.0, &twice.1["code"]),
        (StatusCode::CONFLICT, &json!("dispute_decided"))
    );
    let mails = sandbox.get("accounts/merchant@example.com/mails").await;
    assert!(text(&mails[0]["subject"]).contains("decided"), "{mails}");
}

#[tokio::test]
async fn a_chargeback_takes_the_money_at_once_and_may_give_it_again() {
    let sandbox = with_fees().await;
    let txn_id = pay(&sandbox).await;
    // The merchant has spent it: the balance becomes negative.
    let merchant = sandbox.get("accounts/merchant@example.com").await;
    assert_eq!(merchant["balances"]["USD"], "9.41");
    let open = json!({"type": "chargeback", "reason": "unauthorized"});
    let dispute = post(&sandbox, &format!("payments/{txn_id}/disputes"), open).await;
    assert_eq!(sandbox.balances("USD").await, both("5000.00", "0.00"));
    let sent = last_message(&sandbox).await;
    assert_eq!(sent["payment_status"], "Reversed");
    assert_eq!(
        (sent["case_type"].as_str(), sent["reason_code"].as_str()),
        ("chargeback", "chargeback")
    );
    assert!(!sent.contains_key("txn_type"));
    let decide = format!("disputes/{}/decide", text(&dispute["id"]));
    post(&sandbox, &decide, json!({"outcome": "seller"})).await;
    assert_eq!(sandbox.balances("USD").await, both("4990.00", "9.41"));
    assert_eq!(
        last_message(&sandbox).await["payment_status"],
        "Canceled_Reversal"
    );
    let disputes = sandbox.get("disputes").await;
    assert_eq!(disputes[0]["outcome"], "seller");
    let history = sandbox.get("accounts/merchant@example.com").await;
    let kinds: Vec<&str> = history["activity"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| text(&entry["kind"]))
        .collect();
    assert_eq!(kinds, ["reversal_canceled", "reversal", "payment_received"]);
}

#[tokio::test]
async fn the_page_of_a_transaction_opens_and_decides() {
    let sandbox = Harness::start().await;
    let txn_id = pay(&sandbox).await;
    let path = format!("/_sandbox/accounts/MERCHANT23456/transactions/{txn_id}");
    let open = format!("/_sandbox/payments/{txn_id}/disputes");
    let page = sandbox.sandbox_page(&path).await;
    assert!(page.contains(&format!("action=\"{open}\"")), "{page}");
    let opened = sandbox
        .send_form_from(&path, &open, "type=complaint&reason=not_as_described")
        .await;
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    let id = text(&sandbox.get("disputes").await[0]["id"]).to_owned();
    let decide = format!("/_sandbox/disputes/{id}/decide");
    let page = sandbox.sandbox_page(&path).await;
    assert!(page.contains(&format!("action=\"{decide}\"")), "{page}");
    let decided = sandbox
        .send_form_from(&path, &decide, "outcome=buyer")
        .await;
    assert_eq!(decided.status(), StatusCode::SEE_OTHER);
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains(">Reversed<") && page.contains("decided for the buyer"),
        "{page}"
    );
    let cancelled = sandbox
        .send_form_from(
            &path,
            &format!("/_sandbox/payments/{txn_id}/cancel-reversal"),
            "",
        )
        .await;
    assert_eq!(cancelled.status(), StatusCode::SEE_OTHER);
    assert!(sandbox.sandbox_page(&path).await.contains(">Completed<"));
}

#[tokio::test]
async fn what_cannot_be_disputed_is_refused() {
    let sandbox = Harness::start().await;
    let open = json!({"type": "complaint", "reason": "non_receipt"});
    for (path, body, status, code) in [
        (
            "payments/NONE/disputes",
            open.clone(),
            404,
            "payment_unknown",
        ),
        ("payments/NONE/reverse", json!({}), 404, "payment_unknown"),
        (
            "disputes/NONE/decide",
            json!({"outcome": "buyer"}),
            404,
            "dispute_unknown",
        ),
        (
            "disputes/NONE/decide",
            json!({"outcome": "nobody"}),
            400,
            "body_unreadable",
        ),
        (
            "payments/NONE/disputes",
            json!({"type": "x"}),
            400,
            "body_unreadable",
        ),
    ] {
        let (answered, problem) = sandbox.control(Method::POST, path, Some(body)).await;
        assert_eq!(
            (answered.as_u16(), &problem["code"]),
            (status, &json!(code)),
            "{path}"
        );
    }
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let txn_id = pay(&sandbox).await;
    let path = format!("payments/{txn_id}/disputes");
    let (status, problem) = sandbox.control(Method::POST, &path, Some(open)).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("payment_not_refundable"))
    );
}
